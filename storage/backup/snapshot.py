"""The whole store as it is at one moment, read in portions while others write."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.database import Store, is_sqlite
from storage.database.row_types import AnyRow

PORTION = 2_000
"""Rows."""


@asynccontextmanager
async def snapshot(store: Store) -> AsyncGenerator[AsyncSession]:
    """What is written meanwhile is not seen."""
    async with store.sessions() as session:
        # SQLite shows one state to any transaction
        options = {} if is_sqlite(store.url) else {"isolation_level": "REPEATABLE READ"}
        await session.connection(execution_options=options)
        yield session


async def stream_rows(session: AsyncSession, table: Table, portion: int = PORTION) -> AsyncIterator[list[AnyRow]]:
    """All rows in the order of their keys."""
    ordered: Any = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=portion)
    result = await session.stream(ordered)
    async for rows in result.partitions():
        yield list(rows)
