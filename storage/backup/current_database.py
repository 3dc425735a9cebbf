"""What is there before a library is restored."""

import asyncio
import sqlite3
from enum import Enum
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from storage.backup.errors import KeepingError
from storage.backup.revision import refuse_newer, revision_of
from storage.backup.sqlite_file import MAGIC, connected, damage, schema_of
from storage.database.database import Store
from storage.schema.library import ImportRun


class Live(Enum):
    EMPTY = "empty"
    IN_USE = "in use"
    DAMAGED = "damaged"


async def live_state(store: Store) -> Live:
    """Makes nothing where there is nothing. Raises KeepingError where it is of a newer version, or cannot be told."""
    if store.file is not None:
        return await asyncio.to_thread(_state_of_file, store.file)
    async with store.reading() as session:
        revision = await revision_of(session)
        if revision is None:
            return Live.EMPTY
        refuse_newer(revision, "the library that is there")
        paper = await session.execute(select(col(ImportRun.id)).limit(1))
        return Live.EMPTY if paper.first() is None else Live.IN_USE


def _state_of_file(file: Path) -> Live:
    if not file.exists() or not file.stat().st_size:
        return Live.EMPTY
    try:
        with file.open("rb") as stream:
            if stream.read(len(MAGIC)) != MAGIC:
                return Live.DAMAGED
        with connected(file) as connection:
            if damage(connection, quick=True):
                return Live.DAMAGED
            schema = schema_of(connection)
    except sqlite3.OperationalError as error:  # locked, or not to be opened: that says nothing of its pages
        raise KeepingError(f"{file} cannot be read: {error}") from None
    except sqlite3.DatabaseError:
        return Live.DAMAGED
    if schema is None:
        return Live.EMPTY
    refuse_newer(schema, "the library that is there")
    return Live.IN_USE
