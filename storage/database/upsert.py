"""Insert, or replace the row of the same key: SQLite and PostgreSQL spell it alike, but each in its own dialect."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from storage.schema.columns import table_of


async def upsert(session: AsyncSession, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Every row has the same columns, the primary key among them."""
    if rows:
        await session.execute(upserting(session, model, rows[0]), rows)


async def insert_missing(session: AsyncSession, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Rows whose primary key is there already are passed over."""
    await insert_missing_into(session, table_of(model), rows)


async def insert_missing_into(session: AsyncSession, table: Table, rows: list[dict[str, Any]]) -> None:
    """The same for a table that is known by its name alone."""
    if rows:
        await session.execute(_insert(session, table).on_conflict_do_nothing(), rows)


def upserting(session: AsyncSession, model: type[SQLModel], columns: Iterable[str]) -> Insert:
    statement = _insert(session, table_of(model))
    key = [column.name for column in table_of(model).primary_key]
    rest = {name: statement.excluded[name] for name in columns if name not in key}
    if not rest:
        return statement.on_conflict_do_nothing(index_elements=key)
    return statement.on_conflict_do_update(index_elements=key, set_=rest)


def _insert(session: AsyncSession, table: Table) -> postgresql.Insert | sqlite.Insert:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
