"""Common to BibTeX and RIS: turns an entry of a reference list into a record."""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import ValidationError

from storage.importing.dates import EntryError
from storage.importing.from_jsonl import CONTROL_CHARACTERS, HTTP_URL, MAX_AUTHORS, MAX_NAME, MAX_TEXT, TOO_DEEP
from storage.importing.record import PaperRecord
from storage.importing.report import Refusal, shorten
from storage.references.name import is_east_asian
from storage.text.braces import has_deep_braces
from storage.text.fields import canonical_field
from storage.text.ids import parse_arxiv_id, parse_doi
from storage.text.keys import hash64
from storage.text.latex import latex_to_text

Warn = Callable[[str], None]
MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a file, which is read as a whole, as an entry may refer to any other."""
MAX_ENTRY = 4 * 1024 * 1024
"""Characters of an entry."""
_ET_AL = re.compile(r"(?:^|[\s,;]+)(?:(?:and )?et\.? al\.?|and others|others)$", re.IGNORECASE)
_PREPRINT = re.compile(r"(?:arxiv|corr)\b", re.IGNORECASE)
_ID = r"[a-z.-]*/?[0-9.]+(?:v[0-9]+)?"
_IN_TEXT = re.compile(rf"(?:\barxiv\s?:\s?|^abs/)(?P<id>{_ID})|\barxiv\.org/\S+", re.IGNORECASE)
"""DBLP gives abs/2310.06825 as a volume."""


@dataclass(slots=True)
class CitedPaper:
    """One paper as its file states it, in Unicode or LaTeX. `authors` are in reading order (First von Last Jr).

    `eprints` are arXiv ids, `mentions` texts that may contain one (arXiv preprint arXiv:2310.06825), `links` web
    addresses, the best first. `published` is YYYY, YYYY-MM or YYYY-MM-DD.
    """

    line: int
    title: str
    abstract: str = ""
    authors: list[str] = dataclasses.field(default_factory=list[str])
    published: str | None = None
    venue: str = ""
    field: str = ""
    doi: str = ""
    eprints: list[str] = dataclasses.field(default_factory=list[str])
    mentions: list[str] = dataclasses.field(default_factory=list[str])
    links: list[str] = dataclasses.field(default_factory=list[str])


class ReferenceEntry(Protocol):
    @property
    def line(self) -> int: ...


EntryType = TypeVar("EntryType", bound=ReferenceEntry)


def cited_records(
    entries: Iterable[EntryType | Refusal], cited: Callable[[EntryType], CitedPaper], file: str, none: str, warn: Warn
) -> Iterator[PaperRecord | Refusal]:
    """Yields each entry as a record, or why it is refused. `none`: the refusal of a file without entries."""
    found = False
    for entry in entries:
        found = True
        if isinstance(entry, Refusal):
            yield entry
            continue
        try:
            yield cited_record(cited(entry), warn)
        except EntryError as error:
            yield Refusal(file, entry.line, str(error))
    if not found:
        yield Refusal(file, None, none)


def cited_record(cited: CitedPaper, warn: Warn) -> PaperRecord:
    """Raises EntryError if there is no title or something is far too long. A malformed id or address is left out,
    with a warning."""
    title, abstract = collapse_whitespace(cited.title), collapse_paragraphs(cited.abstract)
    _check_depth("title", title)
    _check_depth("abstract", abstract)
    if not latex_to_text(title).strip():
        raise EntryError("expected a title with text in it, found none")
    _check_length("abstract", abstract, MAX_TEXT)
    authors, cut = cited_authors(cited.authors)
    arxiv, name = _arxiv(cited, warn), _doi(cited, warn)
    venue = latex_to_text(collapse_whitespace(cited.venue))
    _check_length("venue", venue, MAX_TEXT)
    record = PaperRecord(
        line=cited.line,
        title=latex_to_text(title),
        title_raw=title,
        digest=0,
        abstract=latex_to_text(abstract) if abstract else None,
        abstract_raw=abstract or None,
        authors=authors,
        authors_cut=cut,
        published=cited.published,
        field=canonical_field(collapse_whitespace(cited.field)[:MAX_NAME]),
        venue=None if arxiv and _PREPRINT.match(venue) else venue or None,  # the id says it, and gives way to a venue
        doi=name,
        arxiv_id=arxiv,
        url=_address(cited, warn),
    )
    return dataclasses.replace(record, digest=hash64(repr(dataclasses.replace(record, line=0))))


def collapse_whitespace(text: str) -> str:
    return " ".join(CONTROL_CHARACTERS.sub("", text).split())


def collapse_paragraphs(text: str) -> str:
    """Joins lines; a blank line separates two paragraphs."""
    found = re.split(r"\n\s*\n", CONTROL_CHARACTERS.sub("", text).strip())
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in found)))


def name_in_reading_order(family: str, given: str, suffix: str = "") -> str:
    """A name as people say it: 'Ludwig van Beethoven', '王 伟'."""
    if family and given and is_east_asian(family + given):
        return f"{family} {given}"
    return " ".join(filter(None, (given, family, suffix)))


def split_et_al(name: str) -> tuple[str, bool]:
    """'Ada Baker et al.' → ('Ada Baker', True)."""
    found = _ET_AL.search(name, max(0, len(name) - 30))
    return (name[: found.start()], True) if found else (name, False)


def cited_authors(names: Iterable[str]) -> tuple[tuple[str, ...], bool]:
    """(names with a letter or digit in them, whether the list says that it was cut)."""
    written = [collapse_whitespace(name) for name in names]
    cut = False
    if written:
        written[-1], cut = split_et_al(written[-1])
    listed = tuple(name for name in written if any(map(str.isalnum, name)))
    if len(listed) > MAX_AUTHORS:
        raise EntryError(f"authors: expected at most {MAX_AUTHORS:,} names, found {len(listed):,}")
    for name in listed:
        _check_length("author", name, MAX_NAME)
    return listed, cut and bool(listed)


def _check_depth(what: str, text: str) -> None:
    if has_deep_braces(text):
        raise EntryError(f"{what}: {TOO_DEEP}")


def _check_length(what: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise EntryError(f"{what}: expected at most {longest:,} characters, found {len(text):,}")


def _arxiv(cited: CitedPaper, warn: Warn) -> str | None:
    for eprint in cited.eprints:
        if eprint and parse_arxiv_id(eprint) is None:
            warn(_left_out(cited, "an arXiv id such as 2310.06825", eprint))
    told = (found["id"] or found[0] for text in cited.mentions if (found := _IN_TEXT.search(text[:MAX_NAME])))
    return next(filter(None, map(parse_arxiv_id, (*cited.eprints, cited.doi, *cited.links, *told))), None)


def _doi(cited: CitedPaper, warn: Warn) -> str | None:
    given = cited.doi.strip()
    name = parse_doi(given)
    if given and not name and not parse_arxiv_id(given):
        warn(_left_out(cited, "a DOI such as 10.1000/182", given))
    return name or next(filter(None, map(parse_doi, cited.links)), None)


def _address(cited: CitedPaper, warn: Warn) -> str | None:
    """The first valid one, except those that only repeat the DOI or the arXiv id."""
    for link in map(collapse_whitespace, cited.links):
        if not link or parse_doi(link) or parse_arxiv_id(link):
            continue
        if _is_web(link):
            return link
        warn(_left_out(cited, "an address such as https://example.org", link))
    return None


def _is_web(address: str) -> bool:
    try:
        HTTP_URL.validate_python(address)
    except ValidationError:
        return False
    return True


def _left_out(cited: CitedPaper, expected: str, found: str) -> str:
    return f"line {cited.line}: expected {expected}, found {shorten(collapse_whitespace(found), 60)!r}; left out"
