"""Small queries in plain SQL, as the database may have another version's tables. A query creates nothing."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from storage.backup.sqlite_file import connect_existing
from storage.database.database import is_sqlite, open_store

PATIENCE = 10.0
"""Seconds."""
QUERY_ERRORS = (sqlite3.Error, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError)
"""TimeoutError is an OSError."""
Rows = list[tuple[Any, ...]]


async def query_rows(url: URL, *statements: str) -> list[Rows]:
    """The rows of each statement. Raises one of QUERY_ERRORS."""
    if is_sqlite(url):
        return await asyncio.to_thread(_query_file, Path(url.database or ""), statements)
    store = open_store(url)
    try:
        async with asyncio.timeout(PATIENCE), store.reading() as session:
            return [[tuple(row) for row in await session.execute(text(one))] for one in statements]
    finally:
        await store.close()


def _query_file(file: Path, statements: Sequence[str]) -> list[Rows]:
    with connect_existing(file, PATIENCE) as connection:
        return [connection.execute(one).fetchall() for one in statements]


def error_text(error: BaseException, url: URL) -> str:
    """The error on one line, without the password."""
    text = " ".join(str(getattr(error, "orig", None) or error).split()) or type(error).__name__
    return text.replace(str(url.password), "[secret]") if url.password else text
