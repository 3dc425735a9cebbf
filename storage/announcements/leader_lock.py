"""Which of several processes on one database announces: the one that holds a lock, which ends with its process.

A lease in a table would have to expire before another process could continue after a crash.
"""

import sqlite3
import time
from contextlib import suppress

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from storage.database.database import WRITE_LOCK, Store

KEY = WRITE_LOCK - 1
"""Of PostgreSQL's advisory lock."""
LOW = 0xFFFFFFFF
_IS_HELD = text(
    "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = CAST(:process AS integer)"
    " AND classid = CAST(:high AS bigint)::oid AND objid = CAST(:low AS bigint)::oid)"
)


class NotLeaderError(Exception):
    """Another process announces by now."""


class LeaderLock:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._process: int | None = None
        """PostgreSQL's id of the connection that holds the lock."""
        self.held_since = 0.0
        """By the monotonic clock."""
        self._lock: sqlite3.Connection | None = None
        self._connection: AsyncConnection | None = None

    async def acquire(self) -> bool:
        """Whether this process holds it now. Does not wait."""
        return self._acquire_file() if self._store.file else await self._acquire_connection()

    def _acquire_file(self) -> bool:
        """SQLite locks a separate file as it locks any database; the system releases it when the process ends."""
        if self._lock is None:
            lock = sqlite3.connect(f"{self._store.file}.announcer", timeout=0, isolation_level=None)
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                lock.close()
                return False
            self._lock = lock
            self.held_since = time.monotonic()
        return True

    async def _acquire_connection(self) -> bool:
        """PostgreSQL's lock belongs to the connection: if that is lost, it is acquired again."""
        try:
            if self._connection is not None:
                await self._connection.execute(text("SELECT 1"))
                return True
            connection = await self._store.engine.connect()
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            taken = await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY})
        except (SQLAlchemyError, OSError):
            await self.release()
            raise
        if taken:
            self._connection = connection
            self._process = await connection.scalar(text("SELECT pg_backend_pid()"))
            self.held_since = time.monotonic()
        else:
            await connection.close()
        return bool(taken)

    async def check(self, session: AsyncSession) -> None:
        """In the transaction of a change that only the leader may make. Raises NotLeaderError."""
        if self._store.file is not None:
            is_held = self._lock is not None  # a file stays locked until the process lets go of it
        else:
            is_held = bool(
                await session.scalar(_IS_HELD, {"process": self._process, "high": KEY >> 32, "low": KEY & LOW})
            )
        if not is_held:
            raise NotLeaderError

    async def release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if (connection := self._connection) is not None:
            self._connection = self._process = None
            with suppress(SQLAlchemyError, OSError):
                await connection.invalidate()  # back in the pool it would still hold the lock
                await connection.close()
