"""A library to try things out on, while others go on writing to the real one."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from storage.backup.sqlite_file import connect_existing
from storage.backup.workspace import open_sqlite, workspace
from storage.database.database import Store


@asynccontextmanager
async def private_copy(store: Store) -> AsyncGenerator[Store]:
    """A copy of SQLite's file, as SQLite has one writer. PostgreSQL itself, where a dry run keeps nobody waiting."""
    if store.file is None:
        yield store
        return
    async with workspace(store.file) as folder:
        await asyncio.to_thread(_copy_pages, store.file, folder / "copy.db")
        async with open_sqlite(folder / "copy.db") as copy:
            yield copy


def _copy_pages(source: Path, target: Path) -> None:
    """In one step, so that no write in between makes it start again."""
    with connect_existing(source) as database, closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous=OFF")
        database.backup(copy)
