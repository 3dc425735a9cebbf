"""A backup: one SQLite file that holds everything, whichever the database is, made while others write.

It holds ids of people of Discord, and so nobody but its owner can read it.
"""

import asyncio
import datetime as dt
import os
import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path

from storage.backup.checksum import write_checksum
from storage.backup.copy_rows import copy_rows
from storage.backup.errors import BackupError
from storage.backup.revision import refuse_newer, revisions, stored_revision
from storage.backup.snapshot import snapshot
from storage.backup.sqlite_file import connect_existing, find_damage, is_backup_file, sqlite_revision
from storage.backup.workspace import make_tables, open_sqlite
from storage.database.database import Store
from storage.schema.columns import metadata


async def write_backup(store: Store, file: Path, now: dt.datetime) -> int:
    """The bytes it takes. A backup that is there gives way to it when it is done.

    Raises KeepingError where it may not be or cannot be made; OSError where there is no room."""
    file = await asyncio.to_thread(_place, file, store.file)
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        await asyncio.to_thread(_make_private, part)
        await _copy(store, part)
        return await asyncio.to_thread(_finish, part, file, now)
    except PermissionError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror or error}") from None
    finally:
        await asyncio.to_thread(_remove, part)


def _place(file: Path, database: Path | None) -> Path:
    """Where it will be. Raises KeepingError where something else is."""
    file = file.resolve()
    if database is not None and file == database.resolve():
        raise BackupError(f"{file} is the database itself: name another file")
    if file.is_dir():
        raise BackupError(f"{file} is a folder: name a file in it")
    if file.exists() and not file.is_file():  # a rename would put a file in the place of a device
        raise BackupError(f"{file} is a device or a pipe: name a file")
    if not file.parent.is_dir():
        raise BackupError(f"there is no folder {file.parent}: make it first")
    try:
        if file.exists() and file.stat().st_size and not is_backup_file(file):
            raise BackupError(f"{file} already exists and is not a paperbot backup: name another file")
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror or error}") from None
    return file


def _make_private(part: Path) -> None:
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


async def _copy(store: Store, part: Path) -> None:
    if store.file is not None:
        await asyncio.to_thread(_copy_file, store.file, part)
        return
    async with snapshot(store) as source:
        revision = await stored_revision(source)
        if revision is None:
            raise BackupError("there is no library in this database yet")
        refuse_newer(revision, "the library")
        if revision != revisions()[0]:
            raise BackupError(
                f"the library's schema is {revision}, this version's is {revisions()[0]}: start the bot once, which "
                "brings it up to date, or back it up with pg_dump"
            )
        await make_tables(part, revision)
        async with open_sqlite(part) as made, made.writing() as target:
            await copy_rows(source, target, metadata.sorted_tables)


def _copy_file(database: Path, part: Path) -> None:
    """VACUUM INTO copies one state of it while others write, and leaves out what was deleted."""
    if not database.is_file():
        raise BackupError(f"there is no library yet: {database} does not exist")
    try:
        with connect_existing(database) as connection:
            if sqlite_revision(connection) is None:
                raise BackupError("there is no library in this database yet")
            connection.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{database} cannot be copied: {error}") from None


def _finish(part: Path, file: Path, now: dt.datetime) -> int:
    """Looks through it, seals it and puts it in its place."""
    try:
        with connect_existing(part) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # else it would be two files
            connection.execute("BEGIN")
            wrong = find_damage(connection)
            if wrong is None:
                write_checksum(connection, now)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        wrong = str(error)
    if wrong is not None:
        raise BackupError(f"the copy of the database is damaged ({wrong}); the database itself may be damaged too")
    _sync(part)
    part.replace(file)
    _sync(file.parent)
    return file.stat().st_size


def _sync(path: Path) -> None:
    """To the disk itself."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove(part: Path) -> None:
    for name in (part.name, *(f"{part.name}-{kind}" for kind in ("wal", "shm", "journal"))):
        with suppress(FileNotFoundError):
            part.with_name(name).unlink()
