"""Checks of the database, its schema and the search index. They create, migrate and repair nothing."""

import asyncio
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from bot.checks.query import QUERY_ERRORS, error_text, query_rows
from bot.checks.result import CheckResult, check_failed, check_passed
from storage.backup.index_check import inspect_index
from storage.backup.revision import quote_revision, revisions
from storage.backup.sqlite_file import connect_existing, find_damage, find_header_damage
from storage.database.database import is_sqlite
from storage.database.facts import STORE_ID
from storage.search.index import IndexState

RESTORE = "Move the file away and restore a backup: python -m bot restore FILE"
REBUILD = "Stop the bot and delete the folder; the index is rebuilt at the next start"
CHECK_OWNER = "Check the owner and permissions of the file and its folder"


@dataclass(frozen=True, slots=True)
class LibraryState:
    """`store`: the id of the database. `revision`: the id of the last import, refresh or other run."""

    store: str
    revision: int


async def check_database(url: URL) -> CheckResult:
    if is_sqlite(url):
        return await asyncio.to_thread(_check_file, Path(url.database or ""))
    try:
        [[(read_only,)]] = await query_rows(url, "SELECT current_setting('transaction_read_only')")
    except QUERY_ERRORS as error:
        reason = error_text(error, url)
        return check_failed("database", f"cannot use PostgreSQL ({reason}). Check DATABASE_URL and the server")
    if read_only == "on":
        return check_failed("database", "PostgreSQL is read-only. Grant the user in DATABASE_URL write access")
    place = f"{url.host or ''}/{url.database}".removeprefix("/")
    return check_passed("database", f"PostgreSQL {place} is readable and writable")


def _check_file(file: Path) -> CheckResult:
    try:
        if not file.exists():
            created = "The first `import` or `run` creates it; if it should exist, check DATABASE_URL"
            return check_failed("database", f"{file} does not exist. {created}")
        if not file.is_file():
            return check_failed("database", f"{file} is not a file. Check DATABASE_URL")
        if file.stat().st_size and (wrong := find_header_damage(file)):
            return _damaged(file, wrong)
        with connect_existing(file) as connection:
            if wrong := find_damage(connection, quick=True):
                return _damaged(file, wrong)
            return _check_writing(connection, file)
    except sqlite3.OperationalError as error:
        return check_failed("database", f"cannot use {file} ({error}). {CHECK_OWNER}")
    except sqlite3.DatabaseError as error:
        return _damaged(file, str(error))
    except OSError as error:
        return check_failed("database", f"cannot read {file}: {error.strerror or error}")


def _damaged(file: Path, reason: str) -> CheckResult:
    return check_failed("database", f"{file} is damaged ({reason}). {RESTORE}")


def _check_writing(connection: sqlite3.Connection, file: Path) -> CheckResult:
    connection.execute("PRAGMA busy_timeout=1000")
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            return check_failed("database", f"cannot write to {file} ({error}). {CHECK_OWNER}")
        return check_passed("database", f"{file} is intact; another process is writing to it")
    return check_passed("database", f"{file} is intact and writable, {file.stat().st_size:,} bytes")


async def check_schema(url: URL) -> tuple[CheckResult, LibraryState | None]:
    """Returns the state of the library too, if its schema is current."""
    try:
        [rows] = await query_rows(url, "SELECT version_num FROM alembic_version")
    except QUERY_ERRORS as error:
        if "alembic_version" not in str(error):
            return check_failed("schema", f"cannot be read ({error_text(error, url)})"), None
        rows = []
    if not rows:
        return check_failed("schema", "the database contains no library yet; `import` or `run` creates it"), None
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
        return check_failed(
            "schema", f"is revision {current}, but its tables do not match it ({reason}). {RESTORE}"
        ), None
    return check_passed("schema", f"is current, revision {current}"), LibraryState(ids[0][0] if ids else "", revision)


async def check_index(folder: Path, state: LibraryState | None) -> CheckResult:
    if not await asyncio.to_thread(folder.is_dir):
        return check_failed("index", f"{folder} does not exist. The next `import` or `run` creates it")
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
