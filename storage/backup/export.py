"""The library as files that others can read: library.jsonl, which loads back whole, and tables of papers and people."""

import asyncio
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.backup.errors import BackupError
from storage.backup.people import write_authors
from storage.backup.references import write_papers
from storage.backup.revision import revisions
from storage.backup.snapshot import PORTION, snapshot, stream_rows
from storage.backup.table_selection import PERSON_COLUMNS, exported_tables
from storage.database.database import Store
from storage.database.row_json import row_to_json
from storage.database.row_types import AnyRow
from storage.importing.export_format import (
    AUTHORS_KEY,
    EXPORT_VERSION,
    HEADER_KEY,
    LIBRARY_FILE,
    ROW_KEY,
    TRAILER_KEY,
    Seal,
    export_line,
    is_export,
)
from storage.schema.library import Authorship

FILES = (LIBRARY_FILE, "papers.bib", "papers.csv", "authors.csv")


@dataclass(frozen=True, slots=True)
class ExportResult:
    papers: int
    authors: int
    rows: int


async def export_library(store: Store, folder: Path, now: dt.datetime, *, library_only: bool = False) -> ExportResult:
    """Writes the FILES; an export that is there gives way to them, other files stay.

    `library_only`: without what is known of people of Discord. Raises KeepingError where the folder cannot be used,
    OSError where there is no room; a former export is then left as it was.
    """
    await asyncio.to_thread(_prepare, folder)
    made = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix=".export-", dir=folder))
    try:
        async with snapshot(store) as session:
            done = await _write_all(session, made, now, library_only=library_only)
        for name in reversed(FILES):  # library.jsonl last: by it an export is known
            await asyncio.to_thread(_put, made / name, folder / name)
    finally:
        await asyncio.to_thread(shutil.rmtree, made, ignore_errors=True)
    return done


def _prepare(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BackupError(f"{folder} is a file: name a folder to export to")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = [name for name in FILES if os.path.lexists(folder / name)]
        if there and not is_export(folder):
            raise BackupError(f"{folder / there[0]} is there and is no export of paperbot: choose another folder")
    except OSError as error:
        raise BackupError(f"{folder} cannot be written to: {error.strerror or error}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BackupError(f"{folder} cannot be written to: permission denied")


def _put(made: Path, place: Path) -> None:
    with made.open("rb") as stream:
        os.fsync(stream.fileno())
    made.replace(place)


async def _write_all(session: AsyncSession, folder: Path, now: dt.datetime, *, library_only: bool) -> ExportResult:
    tables = exported_tables(library_only=library_only)
    counts = await _counts(session, tables)
    head = {HEADER_KEY: EXPORT_VERSION, "schema": revisions()[0], "exported_at": now.isoformat(), "tables": counts}
    file = folder / LIBRARY_FILE
    with file.open("wb") as stream:
        file.chmod(0o600)  # it may hold ids of people
        await _write_rows(session, stream, head, tables, library_only=library_only)
    await write_papers(session, folder / "papers.bib", folder / "papers.csv")
    await write_authors(session, folder / "authors.csv")
    return ExportResult(counts["paper"], counts["author"], sum(counts.values()))


async def _counts(session: AsyncSession, tables: Iterable[Table]) -> dict[str, int]:
    return {
        table.name: (await session.execute(select(func.count()).select_from(table))).scalar_one() for table in tables
    }


async def _write_rows(
    session: AsyncSession, stream: BinaryIO, head: dict[str, Any], tables: Iterable[Table], *, library_only: bool
) -> None:
    seal = Seal()

    def write(values: Iterable[dict[str, Any]]) -> None:
        for line in map(export_line, values):
            seal.take(line)
            stream.write(line)

    write([head])
    for table in tables:
        async for rows in _lines(session, table, library_only=library_only):
            await asyncio.to_thread(write, rows)
    stream.write(export_line({TRAILER_KEY: seal.words()}))


async def _lines(session: AsyncSession, table: Table, *, library_only: bool) -> AsyncIterator[list[dict[str, Any]]]:
    nobody: dict[str, None] = dict.fromkeys(PERSON_COLUMNS.get(table.name, ()) if library_only else ())
    async for rows in stream_rows(session, table, PORTION):
        names = await _names(session, rows) if table.name == "paper" else {}
        yield [_line(table, row, names) | nobody for row in rows]


def _line(table: Table, row: AnyRow, names: dict[int, list[str]]) -> dict[str, Any]:
    people = {AUTHORS_KEY: names.get(row.id, [])} if table.name == "paper" else {}
    return {ROW_KEY: table.name, **row_to_json(table, row), **people}


async def _names(session: AsyncSession, papers: list[AnyRow]) -> dict[int, list[str]]:
    """The authors of these papers, which come in the order of their ids, as written on each."""
    listed = select(col(Authorship.paper), col(Authorship.name)).where(
        col(Authorship.paper).between(papers[0].id, papers[-1].id), col(Authorship.position).is_not(None)
    )
    names: dict[int, list[str]] = {}
    for row in await session.execute(listed.order_by(col(Authorship.paper), col(Authorship.position))):
        names.setdefault(row.paper, []).append(row.name)
    return names
