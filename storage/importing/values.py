"""Merging what a record says into what is known of the paper.

A source that changes its own words is believed. A source that speaks of a paper for the first time only fills gaps,
so two sources that disagree do not turn a paper back and forth at every load. Silence never erases.
"""

from dataclasses import dataclass
from typing import Any

from storage.importing.known import KnownPaper
from storage.importing.record import PaperRecord
from storage.text.ids import is_preprint_doi

PLAIN = ("abstract", "field", "venue", "doi", "arxiv_id", "url", "code_url", "citations")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a paper or profile: what it was and what it is; None is unknown."""

    field: str
    old: str | int | float | None
    new: str | int | float | None


def new_values(record: PaperRecord) -> dict[str, Any]:
    return {
        **{name: getattr(record, name) for name in PLAIN},
        "title": record.title,
        "title_raw": _unless(record.title_raw, record.title),
        "title_hash": record.title_hash,
        "abstract_raw": _unless(record.abstract_raw, record.abstract),
        "abstract_hash": record.abstract_hash,
        "published": record.published,
        "has_code": record.has_code or record.code_url is not None,
        "authors_cut": record.authors_cut,
    }


def merge_values(record: PaperRecord, paper: KnownPaper, *, overrides: bool) -> list[FieldChange]:
    """Changes paper.values; returns what a person would call changed."""
    said = new_values(record)
    changes = [
        FieldChange(name, paper.values[name], said[name])
        for name in (*PLAIN, "title", "has_code")
        if _replaces(paper.values[name], said[name], overrides=overrides and name != "has_code")
        or (name == "doi" and _published_since(paper.values[name], said[name]))
    ]
    published = _better_date(record, paper.values["published"], overrides=overrides)
    if published != paper.values["published"]:
        changes.append(FieldChange("published", paper.values["published"], published))
    for change in changes:
        paper.values[change.field] = change.new
        for companion in _companions(change.field):
            paper.values[companion] = said[companion]
    paper.values_changed |= bool(changes)
    return changes


def merge_affiliations(record: PaperRecord, paper: KnownPaper, *, overrides: bool) -> list[FieldChange]:
    said = list(dict.fromkeys(record.affiliations))
    if not said or said == paper.affiliations or (paper.affiliations and not overrides):
        return []
    change = FieldChange("affiliations", ", ".join(paper.affiliations) or None, ", ".join(said))
    paper.affiliations = said
    paper.affiliations_changed = True
    return [change]


def _replaces(known: object, said: object, *, overrides: bool) -> bool:
    if not said and said != 0:
        return False
    return known != said and (overrides or not known)


def _published_since(known: object, said: object) -> bool:
    """The DOI of a preprint gives way to that of what became of it."""
    return isinstance(known, str) and isinstance(said, str) and is_preprint_doi(known) and not is_preprint_doi(said)


def _companions(field: str) -> tuple[str, ...]:
    """What has to move with a field."""
    return {"title": ("title_raw", "title_hash"), "abstract": ("abstract_raw", "abstract_hash")}.get(field, ())


def _better_date(record: PaperRecord, known: str | None, *, overrides: bool) -> str | None:
    """The more exact of two dates that agree, else the newer word. A year that was only concluded never moves."""
    said = record.published
    if said is None or said == known:
        return known
    if known is None:
        return said
    if record.yearless and known[4:] == said[4:]:
        return known
    if said.startswith(known) or known.startswith(said):
        return max(said, known, key=len)
    return said if overrides else known


def _unless(raw: str | None, readable: str | None) -> str | None:
    return None if raw == readable else raw
