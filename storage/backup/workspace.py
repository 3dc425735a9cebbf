"""A folder beside the database, for what is looked through before it is let in. It goes when the work is done."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from sqlalchemy import Connection
from sqlalchemy.engine import URL

from storage.database.database import Store, open_store
from storage.migrations.migrate import alembic_config


@asynccontextmanager
async def workspace(beside: Path | None) -> AsyncGenerator[Path]:
    """On the same disk as `beside`, a database's file, as what fits there fits here; None: wherever the system says."""
    folder = None if beside is None else beside.parent
    made = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix=".paperbot-", dir=folder))
    try:
        yield made
    finally:
        await asyncio.to_thread(shutil.rmtree, made, ignore_errors=True)


@asynccontextmanager
async def open_sqlite(file: Path) -> AsyncGenerator[Store]:
    """An SQLite database in a file, which need not be there."""
    store = open_store(URL.create("sqlite+aiosqlite", database=str(file)))
    try:
        yield store
    finally:
        await store.close()


async def make_tables(file: Path, revision: str) -> None:
    """Of this revision of the schema, all of them empty."""

    def upgrade(connection: Connection) -> None:
        command.upgrade(alembic_config(connection), revision)

    async with open_sqlite(file) as store, store.writing() as session:
        await (await session.connection()).run_sync(upgrade)
