"""A reference as a BibTeX entry."""

from collections.abc import Iterator

from storage.references.capitals import protected_title
from storage.references.date import parse_date
from storage.references.key import citation_key
from storage.references.latex import latex
from storage.references.line import title_line
from storage.references.link import reference_url, verbatim
from storage.references.name import ParsedName, parsed_names
from storage.references.reference import Reference
from storage.references.venue import PublicationKind, kind_of, venue_line
from storage.text.arxiv_taxonomy import CATEGORIES
from storage.text.fields import canonical_field

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TYPES = {
    PublicationKind.ARTICLE: "article",
    PublicationKind.CONFERENCE: "inproceedings",
    PublicationKind.PREPRINT: "misc",
    PublicationKind.OTHER: "misc",
}
_VENUES = {
    PublicationKind.ARTICLE: "journal",
    PublicationKind.CONFERENCE: "booktitle",
    PublicationKind.PREPRINT: "howpublished",
}
_ARCHIVES = frozenset(code.partition(".")[0] for code in CATEGORIES if "." in code)
"""cs and stat take no papers themselves."""


def bibtex(reference: Reference) -> str:
    return bibtex_entry(reference, citation_key(reference))


def bibtex_entry(reference: Reference, key: str) -> str:
    """Without a line break at its end."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(reference))
    return f"@{_TYPES[kind_of(reference)]}{{{key},\n{fields}}}"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    """Each value as it is written, in its braces where it needs them."""
    yield "title", f"{{{protected_title(title_line(reference))}}}"
    if people := authors(reference):
        yield "author", f"{{{people}}}"
    yield from _venue(reference)
    if date := parse_date(reference.published):
        yield "year", f"{{{date.year}}}"
        if date.month:
            yield "month", _MONTHS[date.month - 1]
    if doi := verbatim(reference.doi):
        yield "doi", f"{{{doi}}}"
    yield from _eprint(reference)
    if address := reference_url(reference):
        yield "url", f"{{{address}}}"


def _venue(reference: Reference) -> Iterator[tuple[str, str]]:
    """Of a preprint on arXiv, the eprint fields say it."""
    kind, venue = kind_of(reference), venue_line(reference)
    is_told = kind is PublicationKind.PREPRINT and venue == "arXiv" and verbatim(reference.arxiv_id)
    if venue and not is_told:
        yield _VENUES[kind], f"{{{latex(venue)}}}"


def _eprint(reference: Reference) -> Iterator[tuple[str, str]]:
    eprint = verbatim(reference.arxiv_id)
    if not eprint:
        return
    yield "eprint", f"{{{eprint}}}"
    yield "archivePrefix", "{arXiv}"
    category = canonical_field(reference.field)
    if category in CATEGORIES and category not in _ARCHIVES:
        yield "primaryClass", f"{{{category}}}"


def authors(reference: Reference) -> str:
    """'Last, First and Last, First and others'; empty where nobody is named."""
    written = [_name(name) for name in parsed_names(reference)]
    return " and ".join([*written, "others"] if written and reference.authors_cut else written)


def _name(name: ParsedName) -> str:
    """In braces what BibTeX would take apart."""
    if name.is_group:
        return f"{{{latex(name.family)}}}"
    is_odd = any(word[0].islower() for word in name.family.split()[:-1])
    family = f"{{{latex(name.family)}}}" if is_odd else latex(name.family)
    parts = [f"{latex(name.particle)} {family}".strip(), latex(name.suffix), latex(name.given)]
    return ", ".join(part for part in parts if part)
