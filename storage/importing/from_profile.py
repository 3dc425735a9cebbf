"""Turns the papers of a parsed profile into records."""

import dataclasses
import datetime as dt

from storage.importing.record import PaperRecord
from storage.profile.model import PaperEntry, Profile
from storage.text.fields import canonical_field
from storage.text.keys import hash64
from storage.text.latex import latex_to_text


def profile_records(profile: Profile, captured: dt.date) -> list[PaperRecord]:
    return [_record(entry, profile.name, captured) for entry in profile.papers]


def _record(entry: PaperEntry, owner: str, captured: dt.date) -> PaperRecord:
    return PaperRecord(
        line=entry.line,
        title=latex_to_text(entry.title),
        title_raw=entry.title,
        digest=hash64(repr(dataclasses.replace(entry, line=0))),
        abstract=latex_to_text(entry.abstract) if entry.abstract else None,
        abstract_raw=entry.abstract,
        authors=entry.authors,
        authors_cut=entry.authors_cut,
        owner=owner,
        affiliations=entry.affiliations,
        published=entry.date.resolve(captured).isoformat(),
        yearless=entry.date.year is None,
        field=canonical_field(entry.field),
        has_code=entry.has_code,
    )
