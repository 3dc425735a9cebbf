"""The open database: one engine, read sessions and write sessions.

`async with store.reading() as session` sees one snapshot. `async with store.writing() as session` holds the only write
lock from its first line (so that what it compared with is still true when it writes) and commits at the end.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

WRITE_LOCK = 0x7061706572626F74 >> 1  # "paperbot": the key of PostgreSQL's advisory lock
FROM_THE_DATABASE = {"populate_existing": True, "synchronize_session": False}
"""A session returns what the database has, whatever it selected or changed before."""
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class StoreUrlError(ValueError):
    """The database's URL cannot be used. The message says what can, and contains no password."""


@dataclass(frozen=True, slots=True)
class Store:
    url: URL
    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession]:
        async with self.sessions() as session:
            yield session

    @asynccontextmanager
    async def writing(self, *, dry_run: bool = False) -> AsyncGenerator[AsyncSession]:
        """A write transaction. `dry_run`: everything runs as usual and is rolled back at the end."""
        async with self.sessions() as session:
            await session.connection(execution_options={"writes": True})
            if self.engine.dialect.name == "postgresql":
                await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
            yield session
            if not dry_run:
                await session.commit()

    @property
    def file(self) -> Path | None:
        """The database's file; None for PostgreSQL."""
        return Path(self.url.database) if is_sqlite(self.url) and self.url.database else None

    @property
    def kind(self) -> str:
        return "SQLite" if is_sqlite(self.url) else "PostgreSQL"

    async def close(self) -> None:
        await self.engine.dispose()


def store_url(address: str) -> URL:
    """The URL with our async driver. Raises StoreUrlError."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # ValueError: the port is no number; its message may contain the password
        raise StoreUrlError("expected sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME") from None
    driver = DRIVERS.get(url.drivername.split("+")[0])
    if driver is None:
        raise StoreUrlError(f"expected sqlite:///FILE or postgresql://…, found {url.drivername}://…")
    if driver.startswith("sqlite") and url.database in (None, "", ":memory:"):
        raise StoreUrlError("expected sqlite:///FILE, found no file")
    return url.set(drivername=driver)


def is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def open_store(url: URL, *, patience: float = 5) -> Store:
    """Opens without connecting. `patience`: seconds to wait for another process's write to finish (SQLite)."""
    if is_sqlite(url) and url.database:
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_async_engine(url, connect_args={"timeout": patience} if is_sqlite(url) else {})
    if is_sqlite(url):
        event.listen(engine.sync_engine, "connect", partial(_prepare_sqlite, Path(url.database or "")))
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return Store(url, engine, async_sessionmaker(engine, expire_on_commit=False, execution_options=FROM_THE_DATABASE))


def _prepare_sqlite(file: Path, connection: Any, _record: Any) -> None:
    if file.exists() and file.stat().st_size == 0:  # just created; the files that SQLite puts beside it get its mode
        file.chmod(0o600)
    connection.isolation_level = None  # the driver would begin late and commit early; _begin_sqlite begins
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
