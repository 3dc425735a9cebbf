"""Turns RIS, as reference managers export it, into records."""

import re
from collections.abc import Iterator

from storage.importing.dates import EntryError, parse_cited_date
from storage.importing.record import PaperRecord
from storage.importing.reference_record import CitedPaper, Warn, cited_records, name_in_reading_order
from storage.importing.report import Refusal
from storage.importing.ris import RisEntry, read_ris_entries

_TITLES = ("TI", "T1", "CT")
_VENUES = ("JF", "T2", "JO", "JA", "J2", "J1", "C3")
_BY_THEIR_PUBLISHER = frozenset(["UNPB", "THES", "RPRT"])
_BOOKS = frozenset(["BOOK", "EBOOK", "EDBOOK"])
_SUFFIX = re.compile(r"(?:[js]r|i{1,3}|iv)\.?", re.IGNORECASE)


def read_ris(text: str, file: str, warn: Warn) -> Iterator[PaperRecord | Refusal]:
    """Yields each record, or why it is refused. `warn` is called with what is ignored or left out."""
    none = "expected RIS records, from a line TY  - to a line ER  -, found none"
    return cited_records(read_ris_entries(text, file, warn), _cited, file, none, warn)


def _cited(entry: RisEntry) -> CitedPaper:
    kind = entry.first(["TY"]).upper()
    is_book = kind in _BOOKS
    venues = _VENUES if is_book else (*_VENUES, "BT", *(["PB"] if kind in _BY_THEIR_PUBLISHER else []))
    ids = entry.every(["AN", "M3", "M1", "ID", "C1"])
    return CitedPaper(
        line=entry.line,
        title=entry.first([*_TITLES, "BT"] if is_book else _TITLES),
        abstract=entry.first(["AB", "N2"]),
        authors=[_name(name) for value in entry.every(["AU", "A1"]) for name in value.split(";")],
        published=_published(entry),
        venue="" if is_book else entry.first(venues),
        doi=entry.first(["DO"]),
        mentions=[*ids, *entry.every([*_VENUES, "N1", "VL", "PB"])],
        links=_links(entry),
    )


def _name(written: str) -> str:
    """'Last, First, Suffix'; 'Last, Jr, First' occurs, too."""
    parts = [part.strip() for part in " ".join(written.split()).split(",")]
    match [part for part in parts if part]:
        case [family, suffix, given] if _SUFFIX.fullmatch(suffix):
            return name_in_reading_order(family, given, suffix)
        case [family, given]:
            return name_in_reading_order(family, given)
        case [family, given, suffix]:
            return name_in_reading_order(family, given, suffix)
        case _:
            return written


def _published(entry: RisEntry) -> str | None:
    """DA is more exact than PY, but some write the day of access there: then its year differs."""
    year, day = entry.first(["PY", "Y1"]), entry.first(["DA"])
    if not year:
        return parse_cited_date(day) if day else None
    published = parse_cited_date(year)
    try:
        exact = parse_cited_date(day) if day else None
    except EntryError:
        return published
    return exact if published is None or (exact or "").startswith(published) else published


def _links(entry: RisEntry) -> list[str]:
    """Some put several addresses on one line."""
    values = entry.every(["UR", "LK", "L2", "L1"])
    return [link for value in values for link in re.split(r"\s+|;\s*(?=https?://)", value) if link]
