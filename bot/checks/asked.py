"""Small questions to the database, in plain SQL: its tables may be another version's. Nothing is made by asking."""

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from storage.backup.sqlite_file import connected
from storage.database.database import is_sqlite, open_store

PATIENCE = 10.0
FAULTS = (sqlite3.Error, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, ValueError)
"""TimeoutError is an OSError."""
Rows = list[tuple[Any, ...]]


async def ask(url: URL, *statements: str) -> list[Rows]:
    """The rows of each. Raises one of FAULTS."""
    if is_sqlite(url):
        return await asyncio.to_thread(_ask_file, Path(url.database or ""), statements)
    store = open_store(url)
    try:
        async with asyncio.timeout(PATIENCE), store.reading() as session:
            return [[tuple(row) for row in await session.execute(text(one))] for one in statements]
    finally:
        await store.close()


def _ask_file(file: Path, statements: Sequence[str]) -> list[Rows]:
    with connected(file, PATIENCE) as connection:
        return [connection.execute(one).fetchall() for one in statements]


def reason(error: BaseException, url: URL) -> str:
    """In a line, without the password."""
    words = " ".join(str(getattr(error, "orig", None) or error).split()) or type(error).__name__
    return words.replace(str(url.password), "[secret]") if url.password else words
