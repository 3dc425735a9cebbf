"""Reads an exported library into an SQLite database of its own, where it is looked through before anybody relies on it.

A row's line in the file is its rowid there, so that what is found wrong later can be told by its line.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedIOBase
from pathlib import Path
from typing import Any, cast

from storage.backup.column_types import SqliteColumn, sqlite_columns
from storage.backup.errors import BackupError
from storage.backup.revision import quote_revision, refuse_newer, revisions
from storage.importing.export_format import AUTHORS_KEY, EXPORT_VERSION, HEADER_KEY, ROW_KEY, TRAILER_KEY, Seal

LONGEST_LINE = 64 * 2**20
"""Bytes."""
PORTION = 2_000


class LineError(Exception):
    """Something in the file that makes all of it unfit. `line` from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


@dataclass(slots=True)
class _Table:
    name: str
    columns: dict[str, SqliteColumn]
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list[tuple[int, dict[str, Any]]])
    """(line, values), those not yet written."""
    count: int = 0


def read_schema(stream: BufferedIOBase) -> str:
    """The schema that the first line names. Raises LineError."""
    return _head(_parsed(1, _without_mark(stream.readline(LONGEST_LINE + 1))))["schema"]


def read_rows(stream: BufferedIOBase, file: Path) -> dict[str, int]:
    """Into the empty tables in `file`; how many rows each of them has. Raises LineError."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "journal_mode=MEMORY"):  # what fails is thrown away
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        counts = _Reader(connection).read(stream)
        _check_references(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()
    return counts


class _Reader:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables: dict[str, _Table] = {}
        self._head: dict[str, Any] = {}

    def read(self, stream: BufferedIOBase) -> dict[str, int]:
        seal, is_ended, number = Seal(), False, 0
        for number, line in _lines(stream):
            if is_ended:
                raise LineError(number, "expected nothing after the closing line")
            values = _parsed(number, line)
            if is_ended := TRAILER_KEY in values:
                _check_seal(number, values, seal)
            elif not self._head:
                self._head = _head(values)
            else:
                self._take(number, values)
            seal.take(line)
        if not is_ended:
            raise LineError(number, f"expected {{{json.dumps(TRAILER_KEY)}: …}} in the last line: the file is cut")
        for table in self._tables.values():
            self._write(table)
        self._check_counts()
        return {table.name: table.count for table in self._tables.values()}

    def _take(self, number: int, values: dict[str, Any]) -> None:
        name = values.pop(ROW_KEY, None)
        if not isinstance(name, str):
            raise LineError(number, f'expected a row with "{ROW_KEY}", the name of its table')
        table = self._tables.get(name) or self._open(number, name)
        if name == "paper":
            values.pop(AUTHORS_KEY, None)
        row = _row(number, table, values)
        if len(table.rows) >= PORTION or (table.rows and table.rows[0][1].keys() != row.keys()):
            self._write(table)
        table.rows.append((number, row))
        table.count += 1

    def _open(self, number: int, name: str) -> _Table:
        columns = {} if name.startswith(("sqlite_", "alembic_")) else sqlite_columns(self._connection, name)
        if not columns:
            raise LineError(number, f"expected a row of a table known here, found one of {quote_revision(name)}")
        return self._tables.setdefault(name, _Table(name, columns))

    def _write(self, table: _Table) -> None:
        try:
            self._insert(table, table.rows)
        except sqlite3.IntegrityError:
            self._find_wrong(table)
        table.rows.clear()

    def _find_wrong(self, table: _Table) -> None:
        """One by one, to say which line it is."""
        lines = (table.rows[0][0], table.rows[-1][0])
        self._connection.execute(f'DELETE FROM "{table.name}" WHERE rowid BETWEEN ? AND ?', lines)  # noqa: S608
        for row in table.rows:
            try:
                self._insert(table, [row])
            except sqlite3.IntegrityError as error:
                raise LineError(row[0], f"expected a row that fits the others: {error}") from None

    def _insert(self, table: _Table, rows: list[tuple[int, dict[str, Any]]]) -> None:
        """All of the same columns."""
        if not rows:
            return
        names = tuple(rows[0][1])
        columns = ", ".join(f'"{name}"' for name in names)
        places = ", ".join("?" * (len(names) + 1))
        values = [(line, *map(row.get, names)) for line, row in rows]
        statement = f'INSERT INTO "{table.name}" (rowid, {columns}) VALUES ({places})'  # noqa: S608
        self._connection.executemany(statement, values)

    def _check_counts(self) -> None:
        for name, count in self._head["tables"].items():
            found = self._tables[name].count if name in self._tables else 0
            if count != found:
                raise LineError(1, f"expected {count} rows of {quote_revision(name)} as said here, found {found}")


def _lines(stream: BufferedIOBase) -> Iterator[tuple[int, bytes]]:
    """Those that are not empty, from 1."""
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise LineError(number, f"expected lines of at most {LONGEST_LINE // 2**20} MiB")
        if line.strip():
            yield number, _without_mark(line) if number == 1 else line


def _without_mark(line: bytes) -> bytes:
    return line.removeprefix(b"\xef\xbb\xbf")


def _parsed(number: int, line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        raise LineError(number, "expected a JSON object, found a line that is cut or damaged") from None
    if not isinstance(values, dict):
        raise LineError(number, f"expected a JSON object, found a {type(values).__name__}")
    return cast(dict[str, Any], values)


def _head(values: dict[str, Any]) -> dict[str, Any]:
    if HEADER_KEY not in values:
        raise LineError(
            1, f"expected {{{json.dumps(HEADER_KEY)}: {EXPORT_VERSION}, …}}, the first line of an exported library"
        )
    schema, tables = values.get("schema"), values.get("tables")
    if values[HEADER_KEY] != EXPORT_VERSION:
        raise LineError(1, f"expected {HEADER_KEY} {EXPORT_VERSION}: this file is of another version of paperbot")
    if not isinstance(schema, str) or not isinstance(tables, dict):
        raise LineError(1, "expected the schema's revision and the count of each table")
    try:
        refuse_newer(schema, "this file")
    except BackupError as error:
        known = ", ".join(reversed(revisions()))
        raise LineError(1, f"expected a schema known here, one of {known}: {error}") from None
    return values


def _row(number: int, table: _Table, values: dict[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - table.columns.keys()
    if unknown:
        raise LineError(
            number, f"expected columns of {table.name}, found {', '.join(map(quote_revision, sorted(unknown)))}"
        )
    missing = [
        column.name
        for column in table.columns.values()
        if column.name not in values and not column.nullable and not column.is_filled
    ]
    if missing:
        raise LineError(number, f"expected a value for {', '.join(missing)} of {table.name}, found none")
    try:
        return {name: table.columns[name].takes(value) for name, value in values.items()}
    except ValueError as error:
        raise LineError(number, f"{table.name}: {error}") from None


def _check_seal(number: int, values: dict[str, Any], seal: Seal) -> None:
    said: Any = values[TRAILER_KEY]
    found = seal.words()
    if not isinstance(said, dict) or cast(dict[str, Any], said).get("lines") != found["lines"]:
        raise LineError(number, f"expected as many lines as said here, found {found['lines']} before it: some are lost")
    if said != found:
        raise LineError(number, "the checksum does not match: the file was changed after it was written")


def _check_references(connection: sqlite3.Connection) -> None:
    wrong = connection.execute("PRAGMA foreign_key_check").fetchone()
    if wrong is not None:
        table, line, parent, _ = wrong
        raise LineError(line, f"a row of {table} refers to a row of {parent} that does not exist")
