"""A backup comes back in place of what the library holds: looked through as a copy first, then all of it or nothing."""

import asyncio
import datetime as dt
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import func, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from storage.backup.backup import write_backup
from storage.backup.checksum import checksum_is_wrong
from storage.backup.column_types import sqlite_columns
from storage.backup.copy_rows import replace_library
from storage.backup.current_database import DatabaseState, database_state
from storage.backup.errors import BackupError
from storage.backup.quarantine import replace_damaged_database
from storage.backup.revision import refuse_newer
from storage.backup.snapshot import snapshot
from storage.backup.sqlite_file import connect_existing, find_file_damage, sqlite_revision
from storage.backup.table_selection import restored_tables
from storage.backup.workspace import open_sqlite, workspace
from storage.database.database import Store, is_sqlite, open_store
from storage.migrations.migrate import migrate
from storage.schema.library import Paper

PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class RestoreResult:
    papers: int
    is_sealed: bool
    """False: it is a plain copy of a database, of which nobody can tell whether it is as it was."""
    saved: Path | None
    """A backup of what was there before; None: there was nothing."""
    aside: Path | None
    """Where the former database is, which was damaged."""


async def restore_backup(url: URL, file: Path, beside: Path, now: dt.datetime) -> RestoreResult:
    """Raises KeepingError, OSError or what the database raises; the library is then as it was.

    `beside`: the folder for a backup of what was there."""
    database = Path(url.database) if is_sqlite(url) and url.database else None
    await asyncio.to_thread(_refuse_itself, file, database)
    store = open_store(url, patience=PATIENCE)
    try:
        async with workspace(store.file) as folder:
            copy = folder / "backup.db"
            is_sealed = await asyncio.to_thread(_copy, file, copy)
            papers = await _prepare(copy)
            async with open_sqlite(copy) as source:
                saved, aside = await _bring(source, store, folder, beside, now)
    finally:
        await store.close()
    return RestoreResult(papers, is_sealed, saved, aside)


def _refuse_itself(file: Path, database: Path | None) -> None:
    if not file.exists():
        raise BackupError(f"{file} does not exist")
    if not file.is_file():
        raise BackupError(f"{file} is not a file: name the file of a backup")
    if database is not None and file.resolve() == database.resolve():
        raise BackupError(f"{file} is the library's own database: name a backup of it")


def _copy(file: Path, copy: Path) -> bool:
    """Whether it is sealed. What was not yet moved into a plain copy of a database comes along."""
    shutil.copyfile(file, copy)
    rest = file.with_name(f"{file.name}-wal")
    if rest.is_file():
        shutil.copyfile(rest, copy.with_name(f"{copy.name}-wal"))
    try:
        wrong = find_file_damage(copy)
        if wrong is None:
            with connect_existing(copy) as connection:
                is_sealed, wrong = _look_through(connection, file)
            if wrong is None:
                return is_sealed
    except sqlite3.OperationalError as error:
        raise BackupError(f"{file} cannot be read: {error}") from None
    except sqlite3.Error as error:
        wrong = str(error)
    raise BackupError(f"{file} is damaged or not a paperbot backup: {wrong}")


def _look_through(connection: sqlite3.Connection, file: Path) -> tuple[bool, str | None]:
    """(sealed, what is wrong with it)."""
    broken = checksum_is_wrong(connection)
    if broken:
        return True, "its contents do not match its checksum"
    schema = sqlite_revision(connection)
    if schema is None:
        return False, "it has no tables of paperbot"
    refuse_newer(schema, str(file))
    return broken is False, None


async def _prepare(copy: Path) -> int:
    """To today's schema. How many papers it has."""
    try:
        async with open_sqlite(copy) as store:
            await migrate(store)
            async with store.reading() as session:
                papers = await session.execute(select(func.count()).select_from(Paper))
            await asyncio.to_thread(_check_columns, copy)
            return papers.scalar_one()
    except (SQLAlchemyError, CommandError, sqlite3.Error) as error:
        reason = getattr(error, "orig", None) or error
        raise BackupError(f"the backup cannot be upgraded to the current schema: {reason}") from None


def _check_columns(copy: Path) -> None:
    with connect_existing(copy) as connection:
        for table in restored_tables():
            missing = {column.name for column in table.columns} - sqlite_columns(connection, table.name).keys()
            if missing:
                raise BackupError(f"the backup's table {table.name} has no {', '.join(sorted(missing))}")


async def _bring(
    source: Store, store: Store, folder: Path, beside: Path, now: dt.datetime
) -> tuple[Path | None, Path | None]:
    """(a backup of what was there, where what was there is)."""
    state = await database_state(store)
    if state is DatabaseState.DAMAGED:
        assert store.file is not None
        made = folder / "library.db"
        async with open_sqlite(made) as new:
            await _replace(source, new)
        return None, await asyncio.to_thread(replace_damaged_database, made, store.file, now)
    saved = None
    if state is DatabaseState.IN_USE:
        saved = await asyncio.to_thread(_free_name, beside, now)
        await write_backup(store, saved, now)
    await _replace(source, store)
    return saved, None


async def _replace(source: Store, store: Store) -> None:
    await migrate(store)
    async with snapshot(source) as brought, store.writing() as target:
        await replace_library(brought, target)


def _free_name(folder: Path, now: dt.datetime) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = f"before-restore-{now:%Y-%m-%dT%H-%M-%S}"
    names = (folder / f"{stamp}{suffix}.db" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())
