"""Many rows at once: straight to the database's driver, as SQLAlchemy's work on each row costs more than the insert.

For columns of numbers, texts and truth values alone, which the drivers take as they are.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from storage.database.upsert import upserting
from storage.schema.columns import table_of

Rows = Sequence[tuple[Any, ...]]


async def insert_bulk(session: AsyncSession, model: type[SQLModel], columns: Sequence[str], rows: Rows) -> None:
    """`rows` in the order of `columns`."""
    if rows:
        await _run(session, insert(table_of(model)), columns, rows)


async def upsert_bulk(session: AsyncSession, model: type[SQLModel], columns: Sequence[str], rows: Rows) -> None:
    """Replaces the rows of the same primary key, whose columns are among `columns`."""
    if rows:
        await _run(session, upserting(session, model, columns), columns, rows)


async def _run(session: AsyncSession, statement: Insert, columns: Sequence[str], rows: Rows) -> None:
    connection = await session.connection()
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(columns))
    places = [list(columns).index(name) for name in compiled.positiontup or ()]
    given = rows if places == list(range(len(columns))) else [tuple(row[place] for place in places) for row in rows]
    await connection.exec_driver_sql(str(compiled), list(given))
