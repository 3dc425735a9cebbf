"""Puts rows back as the undo log has them: before a run (an undo), or before an undo (a redo)."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_missing_into
from storage.database.row_json import row_from_json
from storage.schema.columns import table_named
from storage.schema.undo import ReplacedRow

PARENTS = ("author", "paper", "source")
"""Tables whose rows are restored in place, as other tables refer to them. The rows of all others are replaced."""
RowGroup = tuple[str, dict[str, Any], list[dict[str, Any]]]
"""(table, values by which its rows are found, the rows as they were)."""


async def fetch_groups(session: AsyncSession, run: int) -> list[RowGroup]:
    kept = await session.scalars(select(ReplacedRow).where(col(ReplacedRow.run) == run, ~is_removed_rows()))
    return [(row.name, json.loads(row.key), json.loads(row.rows)) for row in kept]


def is_removed_rows() -> Any:
    """Whether it has rows that an undo removed, under a number instead of a key."""
    return col(ReplacedRow.key).startswith(json.dumps({"removed": 0})[:-2], autoescape=True)


async def delete_children_by_key(session: AsyncSession, groups: Iterable[RowGroup]) -> None:
    """Keys of the same columns go in one statement, as a large import keeps tens of thousands."""
    same_columns: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}
    for name, key, _ in groups:
        if name not in PARENTS:
            bound = {f"its_{column}": value for column, value in key.items()}
            same_columns.setdefault((name, tuple(key)), []).append(bound)
    connection = await session.connection()
    for (name, columns), values in same_columns.items():
        table = table_named(name)
        has_key = (table.c[column] == bindparam(f"its_{column}") for column in columns)
        await connection.execute(delete(table).where(*has_key), values)


async def restore_parents(session: AsyncSession, groups: Iterable[RowGroup], own: int) -> None:
    for name, _, rows in groups:
        if name in PARENTS:
            await _restore_in_place(session, table_named(name), rows, own)


async def _restore_in_place(session: AsyncSession, table: Table, rows: Iterable[dict[str, Any]], own: int) -> None:
    for row in rows:
        values = row_from_json(table, row)
        if "changed_in" in values:
            values["changed_in"] = own
        await session.execute(update(table).where(table.c.id == values.pop("id")).values(**values))


async def restore_children(session: AsyncSession, groups: Iterable[RowGroup]) -> None:
    restored: dict[str, list[dict[str, Any]]] = {}
    for name, _, rows in groups:
        if name not in PARENTS:
            restored.setdefault(name, []).extend(row_from_json(table_named(name), row) for row in rows)
    for name, rows in restored.items():
        await insert_missing_into(session, table_named(name), rows)
