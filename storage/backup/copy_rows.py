"""All rows of one store into another, whichever databases these are."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.backup.errors import BackupError
from storage.backup.snapshot import stream_rows
from storage.backup.table_selection import SHARED, restored_tables
from storage.database.bulk import insert_missing, insert_missing_into
from storage.database.facts import STORE_ID, write_fact
from storage.database.row_types import AnyRow
from storage.schema.columns import metadata, table_named
from storage.schema.undo import RetiredId

NUMBERED = ("author", "paper", "source", "affiliation", "metric_snapshot", "import_run")
"""Tables whose ids the importer gives; `gone` keeps those that may not be given again."""


async def copy_rows(source: AsyncSession, target: AsyncSession, tables: Iterable[Table]) -> None:
    """`tables`: parents first."""
    for table in tables:
        pointers: list[dict[str, Any]] = []
        own = _own_pointer(table)
        async for rows in stream_rows(source, table):
            values = as_values(table, rows)
            if own is not None:
                pointers += [_taken_out(row, own) for row in values if row[own] is not None]
            await target.execute(insert(table), values)
        if own is not None and pointers:
            await _point(target, table, own, pointers)


async def replace_library(source: AsyncSession, target: AsyncSession) -> None:
    """What the target holds gives way to what the source holds. It becomes another store, of which no index knows.

    Raises KeepingError where the source holds what no library can."""
    await _keep_writers_out(target)
    highest = await _highest(target)
    for table in reversed(restored_tables()):
        if table.name not in SHARED:
            await target.execute(delete(table))
    try:
        await copy_rows(source, target, [table for table in restored_tables() if table.name not in SHARED])
        for name in SHARED:
            async for rows in stream_rows(source, table_named(name)):
                await insert_missing_into(target, table_named(name), as_values(table_named(name), rows))
    except (ValueError, IntegrityError, DataError) as error:  # ValueError: a day or a moment that is none
        raise BackupError(f"it contains data that a library cannot store: {getattr(error, 'orig', error)}") from None
    await _take_no_id_twice(target, highest)
    await write_fact(target, STORE_ID, uuid.uuid4().hex)


def as_values(table: Table, rows: list[AnyRow]) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _own_pointer(table: Table) -> str | None:
    """A column that refers to the table itself: it is filled when all of its rows are there."""
    return next((key.parent.name for key in table.foreign_keys if key.column.table is table), None)


def _taken_out(row: dict[str, Any], column: str) -> dict[str, Any]:
    target, row[column] = row[column], None
    return {"row_id": row["id"], "points_to": target}


async def _point(session: AsyncSession, table: Table, column: str, pointers: list[dict[str, Any]]) -> None:
    where = table.c.id == bindparam("row_id")
    connection = await session.connection()
    await connection.execute(update(table).where(where).values({column: bindparam("points_to")}), pointers)


async def _keep_writers_out(session: AsyncSession) -> None:
    """On SQLite the write lock does. On PostgreSQL, who writes a row or two does not ask for ours."""
    if session.get_bind().dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        await session.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))


async def _highest(session: AsyncSession) -> dict[str, int]:
    """The highest id that each table ever gave."""
    gone = await session.execute(
        select(col(RetiredId.kind), func.max(col(RetiredId.id)).label("id")).group_by(col(RetiredId.kind))
    )
    found: dict[str, int] = {row.kind: row.id for row in gone}
    for name in NUMBERED:
        known = (await session.execute(select(func.coalesce(func.max(table_named(name).c.id), 0)))).scalar_one()
        found[name] = max(found.get(name, 0), known)
    return found


async def _take_no_id_twice(session: AsyncSession, before: dict[str, int]) -> None:
    """A button that was made before must not mean another paper tomorrow."""
    now = await _highest(session)
    revision = now["import_run"]
    lost = [{"kind": kind, "id": id, "run": revision} for kind, id in before.items() if id > now.get(kind, 0)]
    await insert_missing(session, RetiredId, lost)
