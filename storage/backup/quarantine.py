"""A database that is damaged is put aside, and another one in its place. Nobody is ever left with none."""

import datetime as dt
import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from storage.backup.errors import BackupError
from storage.backup.sqlite_file import connect_existing


def replace_damaged_database(made: Path, database: Path, now: dt.datetime) -> Path:
    """Where the damaged one is now."""
    with connect_existing(made) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")  # all of it in one file
        except sqlite3.Error as error:
            raise BackupError(f"the new database cannot be finished: {error}") from None
    aside = database.with_name(f"{database.name}.damaged-{now:%Y-%m-%dT%H-%M-%S}")
    os.link(database, aside)
    for kind in ("wal", "shm"):  # they would be taken for the new one's
        with suppress(FileNotFoundError):
            database.with_name(f"{database.name}-{kind}").replace(aside.with_name(f"{aside.name}-{kind}"))
    made.replace(database)
    return aside
