"""Keeps what an undo is about to change and remove, so that it can be redone; and puts that back."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_missing_into, insert_rows
from storage.database.row_json import row_from_json, row_to_json
from storage.history.restore_rows import (
    RowGroup,
    delete_children_by_key,
    fetch_groups,
    is_removed_rows,
    restore_children,
    restore_parents,
)
from storage.importing.undo_log import keep_rows_of
from storage.schema.columns import metadata, table_named
from storage.schema.library import Author
from storage.schema.undo import ReplacedRow, RetiredId

NUMBERED = ("author", "paper", "source", "affiliation", "metric_snapshot")
"""Tables whose new rows are known by their ids."""
DERIVED = frozenset({"paper_vector"})
"""Made again by itself."""
CHUNK = 1_000
"""Rows in one row of the log."""


async def keep_groups(session: AsyncSession, own: int, groups: Iterable[RowGroup]) -> None:
    """What the rows under the keys of the undone run are now."""
    alike: dict[tuple[str, str, str], list[Any]] = {}
    for name, key, _ in groups:
        column, *others = key
        fixed = json.dumps({other: key[other] for other in others})
        alike.setdefault((name, column, fixed), []).append(key[column])
    for (name, column, fixed), values in alike.items():
        await keep_rows_of(session, own, table_named(name).c[column], values, json.loads(fixed))


async def keep_removed_rows(session: AsyncSession, own: int, run: int, next_ids: dict[str, int]) -> None:
    """The rows that came with the run."""
    for table in metadata.sorted_tables:
        firsts = _first_new(table, next_ids)
        if not firsts or table.name in DERIVED:
            continue
        is_new = or_(*(table.c[column] >= first for column, first in firsts.items()))
        found = await session.stream(select(table).where(is_new))
        number = 0
        async for rows in found.partitions(CHUNK):
            text = json.dumps([row_to_json(table, row) for row in rows])
            key = json.dumps({"removed": number, "run": run})
            await insert_rows(session, ReplacedRow, [{"run": own, "table": table.name, "key": key, "rows": text}])
            number += 1


def _first_new(table: Table, next_ids: dict[str, int]) -> dict[str, int]:
    """Column → first id that tells a new row. A merged author is no new one, whoever they were merged into."""
    if table.name in NUMBERED:
        return {"id": next_ids[table.name]}
    keys = ((key.parent.name, key.column.table.name) for key in table.foreign_keys)
    return {column: next_ids[parent] for column, parent in keys if parent in NUMBERED}


async def bring_back(session: AsyncSession, undo: int, own: int) -> None:
    """Undoes an undo, all rows of it under their old ids. `own`: the id of the run that redoes."""
    await _insert_removed_rows(session, undo, own)
    groups = await fetch_groups(session, undo)
    await delete_children_by_key(session, groups)
    await restore_parents(session, groups, own)
    await restore_children(session, groups)
    await session.execute(delete(RetiredId).where(col(RetiredId.run) == undo))
    await session.execute(delete(ReplacedRow).where(col(ReplacedRow.run) == undo))


async def _insert_removed_rows(session: AsyncSession, undo: int, own: int) -> None:
    """Who was merged into whom is filled in when all of them are there."""
    removed = (col(ReplacedRow.run) == undo) & is_removed_rows()
    pointers: list[dict[str, int]] = []
    for table in metadata.sorted_tables:
        marks = {name: value for name, value in (("changed_in", own), ("merged_into", None)) if name in table.columns}
        keys = select(col(ReplacedRow.key)).where(removed, col(ReplacedRow.name) == table.name)
        for key in (await session.execute(keys.order_by(col(ReplacedRow.key)))).scalars().all():
            this = (col(ReplacedRow.run) == undo) & (col(ReplacedRow.name) == table.name)
            text = await session.execute(select(col(ReplacedRow.rows)).where(this, col(ReplacedRow.key) == key))
            rows = [row_from_json(table, row) for row in json.loads(text.scalar_one())]
            pointers += [{"row_id": row["id"], "into": row["merged_into"]} for row in rows if row.get("merged_into")]
            await insert_missing_into(session, table, [{**row, **marks} for row in rows])
    if pointers:
        merged = update(Author).where(col(Author.id) == bindparam("row_id")).values(merged_into=bindparam("into"))
        await (await session.connection()).execute(merged, pointers)
