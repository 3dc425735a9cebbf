"""Turns BibTeX and BibLaTeX, as reference managers export them, into records."""

import re
from collections.abc import Iterator

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from storage.importing.bibtex import BibEntry, read_bib_entries
from storage.importing.dates import EntryError, parse_cited_date, parse_date_parts
from storage.importing.from_jsonl import MAX_NAME
from storage.importing.record import PaperRecord
from storage.importing.reference_record import (
    CitedPaper,
    Warn,
    cited_records,
    collapse_whitespace,
    name_in_reading_order,
    split_et_al,
)
from storage.importing.report import Refusal
from storage.text.braces import without_protecting_braces
from storage.text.ids import parse_arxiv_id
from storage.text.latex import latex_to_text

_VENUES = ("journal", "journaltitle", "booktitle", "eventtitle", "school", "institution", "howpublished")
_DATES = ("date", "year", "month", "day")
_IDS = ("doi", "url", "eprint", "eprinttype", "archiveprefix", "arxivid", "primaryclass", "eprintclass")
_MENTIONS = ("journal", "note", "howpublished", "number", "volume")
_NAMES = frozenset(["title", "subtitle", "author", "abstract", *_VENUES, *_DATES, *_IDS, *_MENTIONS])
_RELAX = re.compile(r"\\relax(?![A-Za-z])\s*")
_MACRO = re.compile(r"\\(?:url|href|path|nolinkurl)\s*\{([^{}]*)\}")
_ESCAPE = re.compile(r"\{?\\([_%#&~$])\}?|\{\\textasciitilde\s*(?:\{\})?\}")
_ADDRESS = re.compile(r"https?://[^\s{}]+", re.IGNORECASE)


def read_bibtex(text: str, file: str, warn: Warn) -> Iterator[PaperRecord | Refusal]:
    """Yields each entry, or why it is refused. `text` has \\n line ends. `warn` is called with what is left out."""
    none = "expected BibTeX entries such as @article{key, title = {…}}, found none"
    return cited_records(read_bib_entries(text, file, _NAMES, warn), _cited, file, none, warn)


def _cited(entry: BibEntry) -> CitedPaper:
    text = entry.fields
    title, subtitle = (
        without_protecting_braces(text.get("title", "")),
        without_protecting_braces(text.get("subtitle", "")),
    )
    is_eprint = _is_on_arxiv(text)
    return CitedPaper(
        line=entry.line,
        title=f"{title}: {subtitle}" if title.strip() and subtitle.strip() else title,
        abstract=without_protecting_braces(text.get("abstract", "")),
        authors=list(_authors(text.get("author", ""))),
        published=_published(text),
        venue=next(filter(None, (_venue(text.get(name, "")) for name in _VENUES)), ""),
        field=text.get("primaryclass", text.get("eprintclass", "")) if is_eprint else "",
        doi=_verbatim(text.get("doi", "")),
        eprints=[_verbatim(text.get(name, "")) for name in ("eprint", "arxivid") if is_eprint],
        mentions=[text.get(name, "") for name in _MENTIONS],
        links=_links(text),
    )


def _is_on_arxiv(text: dict[str, str]) -> bool:
    """Also for an arXiv id without an archive."""
    archive = text.get("archiveprefix", text.get("eprinttype", ""))
    if archive:
        return archive.strip("{} \n").lower() == "arxiv"
    return "arxivid" in text or parse_arxiv_id(_verbatim(text.get("eprint", ""))) is not None


def _published(text: dict[str, str]) -> str | None:
    """A malformed date does no harm if there is a year."""
    plain = {name: without_protecting_braces(text.get(name, "")) for name in _DATES}
    if not plain["year"].strip():
        return parse_cited_date(plain["date"]) if plain["date"].strip() else None
    of_parts = parse_date_parts(plain["year"], plain["month"], plain["day"])
    try:
        whole = parse_cited_date(plain["date"]) if plain["date"].strip() else None
    except EntryError:
        return of_parts
    return whole or of_parts


def _authors(text: str) -> Iterator[str]:
    people, cut = split_et_al(collapse_whitespace(text))
    for name in _listed(people):
        if len(name) > MAX_NAME:
            raise EntryError(f"author: expected names of at most {MAX_NAME:,} characters, separated by “and”")
        yield _name(name)
    if cut:
        yield "others"


def _listed(text: str) -> list[str]:
    """Splits names. 'A B, C D, E F' is not one name with a Jr, though BibTeX reads it so."""
    names = split_multiple_persons_names(text)
    if len(names) == 1 and "{" not in text:
        parts = [part.strip() for part in re.split(";" if ";" in text else ",", text)]
        if ";" in text or (len(parts) > 2 and all(" " in part for part in parts)):
            return parts
    return names


def _name(text: str) -> str:
    """'von Last, Jr, First' → 'First von Last Jr'; a group in braces stays whole."""
    parts = parse_single_name_into_parts(text, strict=False)
    given, von, last, suffix = (_plain(" ".join(words)) for words in (parts.first, parts.von, parts.last, parts.jr))
    return name_in_reading_order(f"{von} {last}".strip(), given, suffix)


def _plain(text: str) -> str:
    return collapse_whitespace(latex_to_text(without_protecting_braces(_RELAX.sub("", text))))


def _venue(text: str) -> str:
    """Empty for a web address, as howpublished often is one."""
    venue = without_protecting_braces(text)
    return "" if _MACRO.search(text) or _ADDRESS.search(text) else venue


def _verbatim(text: str) -> str:
    r"""An id or address, which some programs escape (\_, {\%}) and others do not."""
    found = _MACRO.search(text)
    bare = _ESCAPE.sub(lambda sign: sign[1] or "~", found[1] if found else text)
    return collapse_whitespace(bare).replace("{", "").replace("}", "")


def _links(text: dict[str, str]) -> list[str]:
    how = _ADDRESS.search(_verbatim(text.get("howpublished", "")))
    return [link for link in (*_verbatim(text.get("url", "")).split(), how[0] if how else "") if link]
