"""Reading and writing many rows at once.

`insert_bulk` and `upsert_bulk` go straight to the database's driver, as SQLAlchemy's work on each row costs more than
the insert. They are for columns of numbers, texts and booleans alone, which the drivers take as they are.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import ARRAY, Column, Insert, Row, Select, Table, any_, func, insert, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel

from storage.schema.columns import column_of, table_of

Columns = TypeVarTuple("Columns")
Rows = Sequence[tuple[Any, ...]]


async def rows_where_in(
    session: AsyncSession, statement: Select[*Columns], column: Mapped[Any], values: Iterable[Any]
) -> Sequence[Row[*Columns]]:
    """The statement's rows whose `column` is one of the values. However many values, they are one parameter."""
    return await rows_with_column_in(session, statement, column_of(column), values)


async def rows_with_column_in(
    session: AsyncSession, statement: Select[*Columns], table_column: Column[Any], values: Iterable[Any]
) -> Sequence[Row[*Columns]]:
    """The same for a table that is known by its name alone."""
    wanted = list(dict.fromkeys(values))
    if not wanted:
        return []
    if _is_postgresql(session):
        among = table_column == any_(literal(wanted, ARRAY(table_column.type)))
    else:
        each = func.json_each(json.dumps(wanted)).table_valued("value")
        among = table_column.in_(select(each.c.value))
    return (await session.execute(statement.where(among))).all()


async def insert_rows(session: AsyncSession, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Every row has the same columns."""
    if rows:
        await session.execute(insert(table_of(model)), rows)


async def insert_missing(session: AsyncSession, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Inserts the rows whose primary key is not there yet."""
    await insert_missing_into(session, table_of(model), rows)


async def insert_missing_into(session: AsyncSession, table: Table, rows: list[dict[str, Any]]) -> None:
    """The same for a table that is known by its name alone."""
    if rows:
        await session.execute(_insert(session, table).on_conflict_do_nothing(), rows)


async def upsert(session: AsyncSession, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """Inserts rows, or replaces those of the same primary key. Every row has the same columns, the key among them."""
    if rows:
        await session.execute(_upsert(session, model, rows[0]), rows)


async def insert_bulk(session: AsyncSession, model: type[SQLModel], columns: Sequence[str], rows: Rows) -> None:
    """`rows` hold their values in the order of `columns`."""
    if rows:
        await _run(session, insert(table_of(model)), columns, rows)


async def upsert_bulk(session: AsyncSession, model: type[SQLModel], columns: Sequence[str], rows: Rows) -> None:
    """Like `upsert`. The primary key is among `columns`."""
    if rows:
        await _run(session, _upsert(session, model, columns), columns, rows)


def _upsert(session: AsyncSession, model: type[SQLModel], columns: Iterable[str]) -> Insert:
    statement = _insert(session, table_of(model))
    key = [column.name for column in table_of(model).primary_key]
    rest = {name: statement.excluded[name] for name in columns if name not in key}
    if not rest:
        return statement.on_conflict_do_nothing(index_elements=key)
    return statement.on_conflict_do_update(index_elements=key, set_=rest)


def _insert(session: AsyncSession, table: Table) -> postgresql.Insert | sqlite.Insert:
    """SQLite and PostgreSQL spell ON CONFLICT alike, but SQLAlchemy has a dialect's own insert for each."""
    return (postgresql if _is_postgresql(session) else sqlite).insert(table)


def _is_postgresql(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"


async def _run(session: AsyncSession, statement: Insert, columns: Sequence[str], rows: Rows) -> None:
    connection = await session.connection()
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(columns))
    places = [list(columns).index(name) for name in compiled.positiontup or ()]
    given = rows if places == list(range(len(columns))) else [tuple(row[place] for place in places) for row in rows]
    await connection.exec_driver_sql(str(compiled), list(given))
