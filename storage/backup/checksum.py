"""A backup's seal: a digest of all that it holds, kept in a table of its own. SQLite alone sees only that pages are
well made, not whether a letter in them is another."""

import datetime as dt
import hashlib
import sqlite3

from storage.backup.sqlite_file import APPLICATION

TABLE = "backup_seal"


def write_checksum(connection: sqlite3.Connection, now: dt.datetime) -> None:
    connection.execute(f"PRAGMA application_id={APPLICATION}")
    connection.execute(f"CREATE TABLE {TABLE} (made_at TEXT NOT NULL, digest TEXT NOT NULL)")
    connection.execute(f"INSERT INTO {TABLE} VALUES (?, ?)", (now.isoformat(), digest_rows(connection)))  # noqa: S608


def checksum_is_wrong(connection: sqlite3.Connection) -> bool | None:
    """None: it has none, as it is no backup but a copy. Raises sqlite3.Error."""
    if TABLE not in _tables(connection):
        return None
    row = connection.execute(f"SELECT digest FROM {TABLE}").fetchone()  # noqa: S608
    return row is None or row[0] != digest_rows(connection)


def digest_rows(connection: sqlite3.Connection) -> str:
    """Of every row of every table, and of what the tables are."""
    found = hashlib.sha256()
    made = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name <> ? ORDER BY type, name"
    for row in connection.execute(made, (TABLE,)):
        found.update(repr(row).encode())
    for table in _tables(connection):
        if table != TABLE:
            found.update(table.encode())
            for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):  # noqa: S608
                found.update(repr(row).encode())
    return found.hexdigest()


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [row[0] for row in rows]
