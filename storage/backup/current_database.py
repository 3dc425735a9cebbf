"""What is there before a library is restored."""

import asyncio
import sqlite3
from enum import Enum
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from storage.backup.errors import BackupError
from storage.backup.revision import refuse_newer, stored_revision
from storage.backup.sqlite_file import connect_existing, find_file_damage, sqlite_revision
from storage.database.database import Store
from storage.schema.library import ImportRun


class DatabaseState(Enum):
    EMPTY = "empty"
    IN_USE = "in use"
    DAMAGED = "damaged"


async def database_state(store: Store) -> DatabaseState:
    """Makes nothing where there is nothing. Raises KeepingError where it is of a newer version, or cannot be told."""
    if store.file is not None:
        return await asyncio.to_thread(_state_of_file, store.file)
    async with store.reading() as session:
        revision = await stored_revision(session)
        if revision is None:
            return DatabaseState.EMPTY
        refuse_newer(revision, "the library that is there")
        paper = await session.execute(select(col(ImportRun.id)).limit(1))
        return DatabaseState.EMPTY if paper.first() is None else DatabaseState.IN_USE


def _state_of_file(file: Path) -> DatabaseState:
    if not file.exists():
        return DatabaseState.EMPTY
    try:
        if find_file_damage(file, quick=True):
            return DatabaseState.DAMAGED
        with connect_existing(file) as connection:
            schema = sqlite_revision(connection)
    except sqlite3.OperationalError as error:  # locked, or not to be opened: that says nothing of its pages
        raise BackupError(f"{file} cannot be read: {error}") from None
    if schema is None:
        return DatabaseState.EMPTY
    refuse_newer(schema, "the library that is there")
    return DatabaseState.IN_USE
