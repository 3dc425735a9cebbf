"""Which of several processes on one store announces: the one that holds a lock, which ends with its process.

A lease in a table would have to run out before another process could go on after a crash.
"""

import sqlite3
from contextlib import suppress

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.database import WRITE_LOCK, Store

KEY = WRITE_LOCK - 1


class Lead:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock: sqlite3.Connection | None = None
        self._connection: AsyncConnection | None = None

    async def taken(self) -> bool:
        """Whether it is ours, or could be had. Does not wait."""
        return self._taken_by_file() if self._store.file else await self._taken_by_connection()

    def _taken_by_file(self) -> bool:
        """SQLite locks a file of its own as it locks any database, and the system lets go when the process is gone."""
        if self._lock is None:
            lock = sqlite3.connect(f"{self._store.file}.announcer", timeout=0, isolation_level=None)
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                lock.close()
                return False
            self._lock = lock
        return True

    async def _taken_by_connection(self) -> bool:
        """The lock is the session's; whoever lost the session asks anew."""
        try:
            if self._connection is not None:
                await self._connection.execute(text("SELECT 1"))
                return True
            connection = await self._store.engine.connect()
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            taken = await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": KEY})
        except (SQLAlchemyError, OSError):
            await self.give_up()
            raise
        if taken:
            self._connection = connection
        else:
            await connection.close()
        return bool(taken)

    async def give_up(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if (connection := self._connection) is not None:
            self._connection = None
            with suppress(SQLAlchemyError, OSError):
                await connection.invalidate()  # back in the pool it would still hold the lock
                await connection.close()
