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
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

WRITE_LOCK = 0x7061706572626F74 >> 1  # "paperbot": the key of PostgreSQL's advisory lock
WRITE_PATIENCE = 5.0
"""Seconds that a person's change waits for another one to end. An import by hand or at the start may wait longer."""
LOCK_NOT_AVAILABLE = "55P03"
READ_CONNECTIONS, WRITE_CONNECTIONS = 8, 8
"""To PostgreSQL, at most; whoever comes later waits for one."""
FROM_THE_DATABASE = {"populate_existing": True, "synchronize_session": False}
"""A session returns what the database has, whatever it selected or changed before."""
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class StoreUrlError(ValueError):
    """The database's URL cannot be used. The message says what can, and contains no password."""


@dataclass(slots=True)
class Store:
    url: URL
    engine: AsyncEngine
    sessions: async_sessionmaker[AsyncSession]
    reading_engine: AsyncEngine
    """With connections of its own on PostgreSQL, so that writes that wait leave some for reads."""
    patience: float
    """Seconds that a write waits for another one to end."""

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncSession]:
        async with self.sessions(bind=self.reading_engine) as session:
            yield session

    @asynccontextmanager
    async def writing(self, *, dry_run: bool = False, durable: bool = False) -> AsyncGenerator[AsyncSession]:
        """A write transaction. `dry_run`: everything runs as usual and is rolled back at the end. On PostgreSQL, others
        can write meanwhile.

        `durable`: a power loss undoes neither it nor what was written before, with SQLite too.
        Raises an error of which `is_wait_over` is true if another write does not end within `patience` seconds.
        """
        async with self.sessions() as session:
            patience = round(self.patience * 1000)
            await session.connection(execution_options={"writes": patience, "durable": durable})
            if not is_sqlite(self.url):
                await _lock_postgresql(session, patience, dry_run=dry_run)
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
        await self.reading_engine.dispose()


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


def is_wait_over(error: SQLAlchemyError) -> bool:
    """Whether it says that a lock, or a connection, did not become free in time."""
    cause = getattr(error, "orig", None)
    locked = getattr(cause, "sqlstate", None) == LOCK_NOT_AVAILABLE or "database is locked" in str(cause)
    return locked or isinstance(error, PoolTimeout)


def open_store(url: URL, *, patience: float = WRITE_PATIENCE) -> Store:
    """Opens without connecting. `patience`: seconds that a write waits for another one to end."""
    if is_sqlite(url) and url.database:
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = reading_engine = create_async_engine(url, connect_args={"timeout": patience}, pool_timeout=patience)
        event.listen(engine.sync_engine, "connect", partial(_prepare_sqlite, Path(url.database)))
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    else:
        engine, reading_engine = _postgresql(url, WRITE_CONNECTIONS), _postgresql(url, READ_CONNECTIONS)
    sessions = async_sessionmaker(engine, expire_on_commit=False, execution_options=FROM_THE_DATABASE)
    return Store(url, engine, sessions, reading_engine, patience)


def _postgresql(url: URL, connections: int) -> AsyncEngine:
    """Checks a connection before use: the server may have restarted."""
    return create_async_engine(
        url, pool_pre_ping=True, pool_size=connections, max_overflow=0, pool_timeout=WRITE_PATIENCE
    )


async def _lock_postgresql(session: AsyncSession, patience: int, *, dry_run: bool) -> None:
    await session.execute(text(f"SET LOCAL lock_timeout = {patience}"))
    if not dry_run:
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})


def _prepare_sqlite(file: Path, connection: Any, _record: Any) -> None:
    if file.exists() and file.stat().st_size == 0:  # just created; the files that SQLite puts beside it get its mode
        file.chmod(0o600)
    connection.isolation_level = None  # the driver would begin late and commit early; _begin_sqlite begins
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    patience = options.get("writes")
    if patience is not None:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if options['durable'] else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN" if patience is None else "BEGIN IMMEDIATE")
