"""The header of a profile: name, main field and the day's numbers."""

import dataclasses
import datetime as dt

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.importing.known import Ids, Teller
from storage.importing.undo_log import keep
from storage.importing.values import Change
from storage.importing.write import insert_rows
from storage.profile.model import Metrics, Profile
from storage.schema.library import metadata
from storage.text.fields import canonical

NUMBERS = tuple(number.name for number in dataclasses.fields(Metrics))


async def write_profile(
    session: AsyncSession, profile: Profile, teller: Teller, captured: dt.date, ids: Ids, run: int
) -> list[Change]:
    await keep(session, run, "metric_snapshot", "source", [teller.id])
    await keep(session, run, "author", "id", [teller.owner])
    changes = await write_snapshot(session, profile.metrics, teller, captured, ids)
    if teller.newest:
        changes += await _write_author(session, profile, teller)
    if changes:
        table = metadata.tables["author"]
        await session.execute(update(table).where(table.c.id == teller.owner).values(changed_in=run))
    return changes


async def _write_author(session: AsyncSession, profile: Profile, teller: Teller) -> list[Change]:
    table = metadata.tables["author"]
    columns = select(table.c.name, table.c.main_field).where(table.c.id == teller.owner)
    row = (await session.execute(columns)).mappings().one()
    said = {"name": profile.name, "main_field": canonical(profile.main_field) or row["main_field"]}
    changes = [Change(key, row[key], value) for key, value in said.items() if row[key] != value]
    if changes:
        await session.execute(update(table).where(table.c.id == teller.owner).values(**said))
    return changes


async def write_snapshot(
    session: AsyncSession, metrics: Metrics, teller: Teller, captured: dt.date, ids: Ids
) -> list[Change]:
    """The numbers of this day, and how they differ from the newest before them."""
    said = {name: getattr(metrics, name) for name in NUMBERS}
    table = metadata.tables["metric_snapshot"]
    mine = select(table).where(table.c.source == teller.id, table.c.as_of <= captured)
    before = (await session.execute(mine.order_by(table.c.as_of.desc()).limit(1))).mappings().first()
    if all(value is None for value in said.values()):
        return []
    if before is not None and before["as_of"] == captured:
        if {name: before[name] for name in NUMBERS} == said:
            return []
        await session.execute(delete(table).where(table.c.id == before["id"]))
    row = {"id": ids.next("metric_snapshot"), "author": teller.owner, "source": teller.id, "as_of": captured}
    await insert_rows(session, "metric_snapshot", [{**row, **said}])
    known = before or dict[str, None]()
    return [Change(name, known.get(name), value) for name, value in said.items() if known.get(name) != value]
