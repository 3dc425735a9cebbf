"""A reference as a RIS record.

Written here, as the format is a tag a line; rispy's writer adds a number above each record and does not look for
line breaks in the data.
"""

from collections.abc import Iterator

from storage.references.date import parse_date
from storage.references.line import one_line, title_line
from storage.references.link import reference_url
from storage.references.name import ParsedName, parsed_names
from storage.references.reference import Reference
from storage.references.venue import PublicationKind, kind_of, venue_line

_TYPES = {
    PublicationKind.ARTICLE: "JOUR",
    PublicationKind.CONFERENCE: "CONF",
    PublicationKind.PREPRINT: "UNPB",
    PublicationKind.OTHER: "GEN",
}


def ris(reference: Reference) -> str:
    """Without a line break at its end. RIS has no word for a list of authors that was cut."""
    lines = [("TY", _TYPES[kind_of(reference)]), *_lines(reference), ("ER", "")]
    return "\n".join(f"{tag}  - {value}" for tag, value in lines)


def _lines(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TI", title_line(reference)
    for name in parsed_names(reference):
        yield "AU", _name(name)
    yield from _date(reference)
    yield from _venue(reference)
    if doi := one_line(reference.doi):
        yield "DO", doi
    if arxiv := one_line(reference.arxiv_id):
        yield "AN", f"arXiv:{arxiv}"
    if address := reference_url(reference):
        yield "UR", address
    if abstract := one_line(reference.abstract):
        yield "AB", abstract


def _name(name: ParsedName) -> str:
    return ", ".join(filter(None, (name.surname, name.given, name.suffix)))


def _date(reference: Reference) -> Iterator[tuple[str, str]]:
    """DA keeps its slashes where the day is not known."""
    date = parse_date(reference.published)
    if date:
        yield "PY", date.year
    if date and date.month:
        yield "DA", f"{date.year}/{date.month:02}/{f'{date.day:02}' if date.day else '/'}"


def _venue(reference: Reference) -> Iterator[tuple[str, str]]:
    kind, venue = kind_of(reference), venue_line(reference)
    if not venue:
        return
    if kind is PublicationKind.PREPRINT:
        yield "PB", venue
        return
    yield "T2", venue
    if kind is PublicationKind.ARTICLE:
        yield "JO", venue
