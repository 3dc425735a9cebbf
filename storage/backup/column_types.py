"""A column of the database that an exported library is read into, and what it can hold.

SQLite itself would take any value in any column.
"""

import base64
import datetime as dt
import math
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_DECLARED = re.compile(r"(\w+)(?:\((\d+)\))?")


@dataclass(frozen=True, slots=True)
class SqliteColumn:
    name: str
    kind: str
    """As it is declared: BIGINT, VARCHAR, …"""
    longest: int | None
    """Characters."""
    nullable: bool
    is_filled: bool
    """Whether the database has a value for it where none is given."""

    def takes(self, value: Any) -> Any:
        """The value as the database keeps it. Raises ValueError, which says what was expected."""
        if value is None and self.nullable:
            return None
        try:
            read: Any = _READERS[self.kind](value)
        except ValueError as error:
            raise ValueError(f"{self.name}: {error}, found {_shown(value)}") from None
        if self.longest is not None and len(read) > self.longest:
            raise ValueError(f"{self.name}: expected at most {self.longest} characters, found {len(read)}")
        return read


def sqlite_columns(connection: sqlite3.Connection, table: str) -> dict[str, SqliteColumn]:
    """Empty: there is no such table."""
    rows = connection.execute('SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)', (table,))
    return {row[0]: _column(*row) for row in rows}


def _column(name: str, declared: str, not_null: int, default: str | None) -> SqliteColumn:
    match = _DECLARED.match(declared)
    kind, length = match.groups() if match else (declared, None)
    return SqliteColumn(name, kind.upper(), int(length) if length else None, not not_null, default is not None)


def _shown(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _whole_below(most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not -most <= value < most:
            raise ValueError("expected a whole number")
        return value

    return read


def _truth(value: Any) -> int:
    if not isinstance(value, bool):
        raise ValueError("expected true or false")  # noqa: TRY004 - of the file, not of our code
    return int(value)


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError("expected a number")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError("expected text without NUL or broken characters")
    return value


def _day(value: Any) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise ValueError("expected a date such as 2026-11-23") from None


def _moment(value: Any) -> str:
    """As SQLAlchemy writes it: in UTC, without its zone."""
    try:
        moment = dt.datetime.fromisoformat(value)
        return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    except (TypeError, ValueError, OverflowError):
        raise ValueError("expected a date and time such as 2026-11-23T12:00:00+00:00") from None


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError):
        raise ValueError("expected bytes in base 64") from None


_READERS: dict[str, Callable[[Any], Any]] = {
    "BIGINT": _whole_below(2**63),
    "INTEGER": _whole_below(2**31),
    "BOOLEAN": _truth,
    "FLOAT": _number,
    "TEXT": _text,
    "VARCHAR": _text,
    "DATE": _day,
    "DATETIME": _moment,
    "BLOB": _bytes,
}
