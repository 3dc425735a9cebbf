"""Checks of the database, its schema and the search index. They create, migrate and repair nothing."""

import asyncio
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from bot.checks.query import QUERY_ERRORS, error_text, query_rows
from bot.checks.result import CheckResult, check_failed, check_missing, check_passed
from storage.backup.index_check import inspect_index
from storage.backup.revision import quote_revision, revisions
from storage.backup.sqlite_file import connect_existing, find_file_damage
from storage.database.database import is_sqlite
from storage.database.facts import STORE_ID
from storage.search.index import IndexState

RESTORE = "Stop the bot and restore a backup, which keeps the damaged file: python -m bot restore FILE"
REBUILD = "Stop the bot and delete the folder; the index is rebuilt at the next start"
CHECK_PLACE = "It may not be damaged: check the free disk space, and the permissions of the file and its folder"


@dataclass(frozen=True, slots=True)
class LibraryState:
    """`store`: the id of the database. `revision`: the id of the last import, refresh or other run."""

    store: str
    revision: int


async def check_database(url: URL, *, is_new: bool = False) -> CheckResult:
    if is_sqlite(url):
        return await asyncio.to_thread(_check_file, Path(url.database or ""), is_new)
    try:
        [[(read_only,)]] = await query_rows(url, "SELECT current_setting('transaction_read_only')")
    except QUERY_ERRORS as error:
        reason = error_text(error, url)
        return check_failed("database", f"cannot use PostgreSQL ({reason}). Check DATABASE_URL and the server")
    if read_only == "on":
        return check_failed("database", "PostgreSQL is read-only. Grant the user in DATABASE_URL write access")
    place = f"{url.host or ''}/{url.database}".removeprefix("/")
    return check_passed("database", f"PostgreSQL {place} is readable and writable")


def _check_file(file: Path, is_new: bool) -> CheckResult:
    try:
        if not file.exists():
            created = "The first `import` or `run` creates it; if it should exist, check DATABASE_URL"
            return check_missing("database", f"{file} does not exist. {created}", is_new=is_new)
        if not file.is_file():
            return check_failed("database", f"{file} is not a file. Check DATABASE_URL")
        if wrong := find_file_damage(file, quick=True):
            return check_failed("database", f"{file} is damaged ({wrong}). {RESTORE}")
        with connect_existing(file) as connection:
            return _check_writing(connection, file)
    except sqlite3.Error as error:
        return check_failed("database", f"cannot use {file} ({error}). {CHECK_PLACE}")
    except OSError as error:
        return check_failed("database", f"cannot read {file}: {error.strerror or error}")


def _check_writing(connection: sqlite3.Connection, file: Path) -> CheckResult:
    connection.execute("PRAGMA busy_timeout=1000")
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            return check_failed("database", f"cannot write to {file} ({error}). {CHECK_PLACE}")
        return check_passed("database", f"{file} is intact; another process is writing to it")
    return check_passed("database", f"{file} is intact and writable, {file.stat().st_size:,} bytes")


async def check_schema(url: URL, *, is_new: bool = False) -> tuple[CheckResult, LibraryState | None]:
    """Returns the state of the library too, if its schema is current."""
    try:
        [rows] = await query_rows(url, "SELECT version_num FROM alembic_version")
    except QUERY_ERRORS as error:
        if "alembic_version" not in str(error):
            return check_failed("schema", f"cannot be read ({error_text(error, url)})"), None
        rows = []
    if not rows:
        empty = "the database contains no library yet; `import` or `run` creates it"
        return check_missing("schema", empty, is_new=is_new), None
    revision = str(rows[0][0])
    current, *older = revisions()
    if revision in older:
        outdated = f"is revision {revision}, the current one is {current}. Make a backup, then start the bot once"
        return check_failed("schema", outdated), None
    if revision != current:
        shown = quote_revision(revision)
        newer = f"is revision {shown}, newer than this version supports ({current}). Install the newer version"
        return check_failed("schema", newer), None
    return await _library_state(url, current)


async def _library_state(url: URL, current: str) -> tuple[CheckResult, LibraryState | None]:
    store_id = f"SELECT value FROM store_fact WHERE key = '{STORE_ID}'"  # noqa: S608
    try:
        ids, [(revision,)] = await query_rows(url, store_id, "SELECT COALESCE(MAX(id), 0) FROM import_run")
    except QUERY_ERRORS as error:
        reason = error_text(error, url)
        is_missing = "no such" in reason or "does not exist" in reason
        wrong = f"but its tables do not match it ({reason}). {RESTORE}" if is_missing else f"cannot be read ({reason})"
        return check_failed("schema", f"is revision {current}, {wrong}"), None
    return check_passed("schema", f"is current, revision {current}"), LibraryState(ids[0][0] if ids else "", revision)


async def check_index(folder: Path, state: LibraryState | None, *, is_new: bool = False) -> CheckResult:
    if not await asyncio.to_thread(folder.is_dir):
        return check_missing("index", f"{folder} does not exist. The next `import` or `run` creates it", is_new=is_new)
    try:
        shows = await inspect_index(folder)
    except (ValueError, OSError) as error:
        return check_failed("index", f"{folder} is damaged ({error}). {REBUILD}")
    return _compare_index(folder, shows, state)


def _compare_index(folder: Path, shows: IndexState | None, state: LibraryState | None) -> CheckResult:
    if shows is None:
        return check_failed("index", f"{folder} is empty. The next `run` fills it")
    if state is None:
        return check_passed("index", f"{folder} is readable; it could not be compared with the database")
    if (shows.store, shows.version) != (state.store, IndexState("", 0).version):
        return check_failed("index", f"{folder} belongs to another library or version. The next `run` rebuilds it")
    if shows.revision < state.revision:
        behind = f"{folder} is at change {shows.revision} of {state.revision}. A running bot catches up within seconds"
        return check_failed("index", behind)
    return check_passed("index", f"{folder} is up to date")
