"""A reference in APA's style (7th edition), as plain text: without its italics, and with the title as the paper has it,
since nobody can know which of its capitals are names."""

import re
from collections.abc import Sequence

from storage.references.date import parse_date
from storage.references.line import sentence, title_line
from storage.references.link import reference_url
from storage.references.name import ParsedName, is_east_asian, parsed_names
from storage.references.reference import Reference
from storage.references.venue import PublicationKind, kind_of, venue_line

_MOST = 20
"""Authors; of more, the first 19 and the last are named."""


def apa(reference: Reference) -> str:
    date = parse_date(reference.published)
    year = f"({date.year if date else 'n.d.'})."
    people = _people(parsed_names(reference), reference.authors_cut)
    title = sentence(title_line(reference))
    head = [sentence(people), year, title] if people else [title, year]
    return " ".join([*head, *_place(reference)])


def _people(authors: Sequence[ParsedName], cut: bool) -> str:
    """The rest of a list that was cut is not known, so no last author is named."""
    listed = [_name(name) for name in authors]
    if cut and listed:
        return ", ".join([*listed[: _MOST - 1], "et al."])
    if len(listed) > _MOST:
        return f"{', '.join(listed[: _MOST - 1])}, … {listed[-1]}"
    return ", & ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))


def _name(name: ParsedName) -> str:
    return ", ".join(filter(None, (name.surname, initials(name.given), name.suffix)))


def initials(given: str) -> str:
    """'Jean-Baptiste A.' → 'J.-B. A.'; given names in East Asian script have none."""
    if is_east_asian(given):
        return given
    words = re.sub(r"\.(?=\w)", ". ", given).split()
    return " ".join(filter(None, map(_initial, words)))


def _initial(word: str) -> str:
    parts = (re.search(r"[^\W\d_]", part) for part in re.split(r"[-‐‑]", word))
    return "-".join(f"{letter[0]}." for letter in parts if letter)


def _place(reference: Reference) -> list[str]:
    venue = venue_line(reference)
    inside = "In " if kind_of(reference) is PublicationKind.CONFERENCE else ""
    return [part for part in (venue and sentence(inside + venue), reference_url(reference)) if part]
