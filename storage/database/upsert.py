"""Insert, or replace the row of the same key: SQLite and PostgreSQL spell it alike, but each in its own dialect."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.schema.library import metadata


async def upsert(session: AsyncSession, table: str, rows: list[dict[str, Any]]) -> None:
    """Every row has the same columns, the primary key among them."""
    if rows:
        await session.execute(upserting(session, table, rows[0]), rows)


async def insert_missing(session: AsyncSession, table: str, rows: list[dict[str, Any]]) -> None:
    """Rows whose primary key is there already are passed over."""
    if rows:
        await session.execute(_insert(session, table).on_conflict_do_nothing(), rows)


def upserting(session: AsyncSession, table: str, columns: Iterable[str]) -> Insert:
    statement = _insert(session, table)
    key = [column.name for column in metadata.tables[table].primary_key]
    rest = {name: statement.excluded[name] for name in columns if name not in key}
    if not rest:
        return statement.on_conflict_do_nothing(index_elements=key)
    return statement.on_conflict_do_update(index_elements=key, set_=rest)


def _insert(session: AsyncSession, table: str) -> postgresql.Insert | sqlite.Insert:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(metadata.tables[table])
