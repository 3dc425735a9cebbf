"""The header of a profile: name, main field and the day's numbers."""

import dataclasses
import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.importing.known import NextIds, SourceState
from storage.importing.undo_log import keep_replaced_rows
from storage.importing.values import FieldChange
from storage.importing.write import insert_rows
from storage.profile.model import Profile, ProfileMetrics
from storage.schema.library import Author, MetricSnapshot
from storage.text.fields import canonical_field

METRIC_NAMES = tuple(number.name for number in dataclasses.fields(ProfileMetrics))


async def write_profile_header(
    session: AsyncSession, profile: Profile, teller: SourceState, captured: dt.date, ids: NextIds, run: int
) -> list[FieldChange]:
    await keep_replaced_rows(session, run, "metric_snapshot", "source", [teller.id])
    await keep_replaced_rows(session, run, "author", "id", [teller.owner])
    changes = await write_metric_snapshot(session, profile.metrics, teller, captured, ids)
    if teller.newest:
        changes += await _write_author(session, profile, teller)
    if changes:
        await session.execute(update(Author).where(col(Author.id) == teller.owner).values(changed_in=run))
    return changes


async def _write_author(session: AsyncSession, profile: Profile, teller: SourceState) -> list[FieldChange]:
    columns = select(col(Author.name), col(Author.main_field)).where(col(Author.id) == teller.owner)
    row = (await session.execute(columns)).mappings().one()
    said = {"name": profile.name, "main_field": canonical_field(profile.main_field) or row["main_field"]}
    changes = [FieldChange(key, row[key], value) for key, value in said.items() if row[key] != value]
    if changes:
        await session.execute(update(Author).where(col(Author.id) == teller.owner).values(**said))
    return changes


async def write_metric_snapshot(
    session: AsyncSession, metrics: ProfileMetrics, teller: SourceState, captured: dt.date, ids: NextIds
) -> list[FieldChange]:
    """The numbers of this day, and how they differ from the newest before them."""
    said = {name: getattr(metrics, name) for name in METRIC_NAMES}
    mine = select(MetricSnapshot).where(col(MetricSnapshot.source) == teller.id, col(MetricSnapshot.as_of) <= captured)
    before = (await session.scalars(mine.order_by(col(MetricSnapshot.as_of).desc()).limit(1))).first()
    if all(value is None for value in said.values()):
        return []
    if before is not None and before.as_of == captured:
        if {name: getattr(before, name) for name in METRIC_NAMES} == said:
            return []
        await session.execute(delete(MetricSnapshot).where(col(MetricSnapshot.id) == before.id))
    row = {"id": ids.next("metric_snapshot"), "author": teller.owner, "source": teller.id, "as_of": captured}
    await insert_rows(session, MetricSnapshot, [{**row, **said}])
    known = {name: None if before is None else getattr(before, name) for name in METRIC_NAMES}
    return [FieldChange(name, known[name], value) for name, value in said.items() if known[name] != value]
