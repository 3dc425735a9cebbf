"""The database, its schema, and the search index. Nothing is made, migrated or mended here."""

import asyncio
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from bot.checks.asked import FAULTS, ask, reason
from bot.checks.finding import Finding, mend, ok
from storage.backup.index_check import look_into
from storage.backup.revision import revisions, shown
from storage.backup.sqlite_file import connected, damage, header_damage
from storage.database.database import is_sqlite
from storage.database.facts import STORE_ID
from storage.search.index import Shown

RESTORE = "put the file aside and bring a backup back: python -m bot restore FILE"
ANEW = "stop the bot and delete that folder: it is made anew at the next start"


@dataclass(frozen=True, slots=True)
class State:
    """What the library says of itself."""

    store: str
    revision: int


async def check_database(url: URL) -> Finding:
    if is_sqlite(url):
        return await asyncio.to_thread(_check_file, Path(url.database or ""))
    try:
        [[(read_only,)]] = await ask(url, "SELECT current_setting('transaction_read_only')")
    except FAULTS as error:
        return mend("database", f"PostgreSQL cannot be used ({reason(error, url)}): check DATABASE_URL and the server")
    if read_only == "on":
        return mend("database", "PostgreSQL lets us read only: give the user of DATABASE_URL the right to write")
    return ok("database", f"PostgreSQL {url.host or ''}/{url.database} can be read and written".replace(" /", " "))


def _check_file(file: Path) -> Finding:
    try:
        if not file.exists():
            return mend(
                "database", f"{file} is not there: the first `import` or `run` makes it; else check DATABASE_URL"
            )
        if not file.is_file():
            return mend("database", f"{file} is no file: check DATABASE_URL")
        if file.stat().st_size and (wrong := header_damage(file)):
            return mend("database", f"{file} is damaged, {wrong}: {RESTORE}")
        with connected(file) as connection:
            if wrong := damage(connection, quick=True):
                return mend("database", f"{file} is damaged, {wrong}: {RESTORE}")
            return _check_writing(connection, file)
    except sqlite3.OperationalError as error:
        return mend("database", f"{file} cannot be used ({error}): check whose it is, and that of its folder")
    except sqlite3.DatabaseError as error:
        return mend("database", f"{file} is damaged, {error}: {RESTORE}")
    except OSError as error:
        return mend("database", f"{file} cannot be read: {error.strerror or error}")


def _check_writing(connection: sqlite3.Connection, file: Path) -> Finding:
    connection.execute("PRAGMA busy_timeout=1000")
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            return mend("database", f"{file} cannot be written ({error}): check whose it is, and that of its folder")
        return ok("database", f"{file} is whole; another process writes to it just now")
    return ok("database", f"{file} is whole, {file.stat().st_size:,} bytes, and can be written")


async def check_schema(url: URL) -> tuple[Finding, State | None]:
    """And what the library says of itself, where its schema is today's."""
    try:
        [rows] = await ask(url, "SELECT version_num FROM alembic_version")
    except FAULTS as error:
        if "alembic_version" not in str(error):
            return mend("schema", f"cannot be read ({reason(error, url)})"), None
        rows = []
    if not rows:
        return mend("schema", "there is no library in this database yet: `import` or `run` makes it"), None
    revision = str(rows[0][0])
    today, *older = revisions()
    if revision in older:
        return mend("schema", f"is {revision}, today's is {today}: make a backup, then start the bot once"), None
    if revision != today:
        newer = f"is {shown(revision)}, this version knows up to {today}: install the newer one"
        return mend("schema", newer), None
    return await _state(url, today)


async def _state(url: URL, today: str) -> tuple[Finding, State | None]:
    named = f"SELECT value FROM store_fact WHERE key = '{STORE_ID}'"  # noqa: S608
    try:
        names, [(revision,)] = await ask(url, named, "SELECT COALESCE(MAX(id), 0) FROM import_run")
    except FAULTS as error:
        return mend("schema", f"says {today}, but its tables are others ({reason(error, url)}): {RESTORE}"), None
    return ok("schema", f"is today's, {today}"), State(names[0][0] if names else "", revision)


async def check_index(folder: Path, state: State | None) -> Finding:
    if not await asyncio.to_thread(folder.is_dir):
        return mend("index", f"{folder} is not there: it is made at the next `import` or `run`")
    try:
        seen = await look_into(folder)
    except (ValueError, OSError) as error:
        return mend("index", f"{folder} is damaged, {error}: {ANEW}")
    return _compared(folder, seen, state)


def _compared(folder: Path, seen: Shown | None, state: State | None) -> Finding:
    if seen is None:
        return mend("index", f"{folder} shows nothing yet: the next `run` fills it")
    if state is None:
        return ok("index", f"{folder} can be read; of which library it is cannot be told")
    if (seen.store, seen.version) != (state.store, Shown("", 0).version):
        return mend("index", f"{folder} is of another library or version: the next `run` makes it anew")
    if seen.revision < state.revision:
        return mend(
            "index", f"{folder} shows change {seen.revision} of {state.revision}: a bot that runs catches up in seconds"
        )
    return ok("index", f"{folder} shows the library as it is")
