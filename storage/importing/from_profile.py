"""A parsed profile as paper records."""

import dataclasses
import datetime as dt

from storage.importing.record import PaperRecord
from storage.profile.model import PaperEntry, Profile
from storage.text.fields import canonical
from storage.text.keys import hash64
from storage.text.latex import readable


def profile_records(profile: Profile, captured: dt.date) -> list[PaperRecord]:
    return [_record(entry, profile.name, captured) for entry in profile.papers]


def _record(entry: PaperEntry, owner: str, captured: dt.date) -> PaperRecord:
    return PaperRecord(
        line=entry.line,
        title=readable(entry.title),
        title_raw=entry.title,
        digest=hash64(repr(dataclasses.replace(entry, line=0))),
        abstract=readable(entry.abstract) if entry.abstract else None,
        abstract_raw=entry.abstract,
        authors=entry.authors,
        authors_cut=entry.authors_cut,
        owner=owner,
        affiliations=entry.affiliations,
        published=entry.date.resolve(captured).isoformat(),
        yearless=entry.date.year is None,
        field=canonical(entry.field),
        has_code=entry.has_code,
    )
