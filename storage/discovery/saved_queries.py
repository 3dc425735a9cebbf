"""Questions that buttons refer to by a key: kept in the store, so that a button works after a restart.

Nobody waits for an import that holds the write lock: what cannot be written at once is remembered here and written
later.
"""

import asyncio
import hashlib
from collections import OrderedDict

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from storage.database.bulk import upsert
from storage.database.database import Store
from storage.schema.library import Question

PATIENCE = 0.3
REMEMBERED = 5_000
KEY = r"[0-9a-f]{16}"
"""A key, as a regular expression."""


class SavedQueries:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._unwritten: dict[str, str] = {}
        self._written: OrderedDict[str, str] = OrderedDict()
        self._writing: asyncio.Task[None] | None = None

    async def save(self, text: str) -> str:
        """The key under which `load` gives the text back; the same for the same text."""
        text = text.encode("utf-8", "replace").decode().replace("\x00", "")  # what any database takes
        key = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
        if key not in self._written:
            self._unwritten[key] = text
            await asyncio.wait({self._write_soon()}, timeout=PATIENCE)
        return key

    async def load(self, key: str) -> str | None:
        for known in (self._unwritten, self._written):
            if key in known:
                return known[key]
        async with self._store.reading() as session:
            return (await session.execute(select(col(Question.text)).where(col(Question.key) == key))).scalar()

    async def flush(self) -> None:
        """Writes what could not be written before. Does not raise while another process holds the write lock."""
        await self._write_soon()

    def _write_soon(self) -> asyncio.Task[None]:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return self._writing

    async def _write(self) -> None:
        while self._unwritten:
            rows = dict(self._unwritten)
            try:
                async with self._store.sessions.begin() as session:
                    await upsert(session, Question, [{"key": key, "text": text} for key, text in rows.items()])
            except SQLAlchemyError:  # the lock is held: they stay unwritten, and the next call tries again
                return
            for key, text in rows.items():
                del self._unwritten[key]
                self._written[key] = text
            while len(self._written) > REMEMBERED:
                self._written.popitem(last=False)
