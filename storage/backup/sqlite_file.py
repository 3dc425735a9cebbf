"""SQLite files looked at as files: without SQLAlchemy, and never made where they are not."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

MAGIC = b"SQLite format 3\x00"
APPLICATION = 0x70627462
"""Marks our backups in their header ("pbtb")."""
PATIENCE = 10.0


@contextmanager
def connect_existing(file: Path, patience: float = PATIENCE) -> Generator[sqlite3.Connection]:
    """A database that is there. Raises sqlite3.Error."""
    uri = file.resolve().as_uri() + "?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=patience)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        yield connection
    finally:
        connection.close()


def find_file_damage(file: Path, *, quick: bool = False) -> str | None:
    """What is wrong with it once SQLite has opened it, in words; None: nothing.

    Raises OSError, and sqlite3.OperationalError where it cannot be read for now (locked, read-only, a full disk): that
    says nothing about what it holds.
    """
    try:
        with connect_existing(file) as connection:
            wrong = find_damage(connection, quick=quick)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        wrong = str(error)
    wal = file.with_name(f"{file.name}-wal")
    if wal.exists() and wal.stat().st_size:  # has the pages that the file itself may lack
        return wrong
    return _find_header_damage(file) or wrong


def is_backup_file(file: Path) -> bool:
    """Whether it says that it is one of our backups. Raises OSError."""
    with file.open("rb") as stream:
        head = stream.read(100)
    return head.startswith(MAGIC) and int.from_bytes(head[68:72]) == APPLICATION


def find_damage(connection: sqlite3.Connection, *, quick: bool = False) -> str | None:
    """What SQLite finds when it reads all of it; None: nothing. Raises sqlite3.Error where it cannot even read on."""
    check = "quick_check" if quick else "integrity_check"
    first = connection.execute(f"PRAGMA {check}(1)").fetchone()[0]
    if first != "ok":
        return str(first).splitlines()[-1]
    loose = connection.execute("PRAGMA foreign_key_check").fetchone()
    return f"a row of {loose[0]} refers to a row of {loose[2]} that does not exist" if loose else None


def sqlite_revision(connection: sqlite3.Connection) -> str | None:
    """The revision of its schema; None: no paperbot ever used it."""
    has = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if connection.execute(has).fetchone() is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _find_header_damage(file: Path) -> str | None:
    with file.open("rb") as stream:
        head = stream.read(100)
    if head and not head.startswith(MAGIC):
        return "it is not a SQLite database"
    page = int.from_bytes(head[16:18])
    needed = (65_536 if page == 1 else page) * int.from_bytes(head[28:32])
    size = file.stat().st_size
    return f"it is incomplete: only {size:,} of {needed:,} bytes are present" if size < needed else None
