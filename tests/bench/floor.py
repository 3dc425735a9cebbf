"""The floor of an import: the same rows by sqlite3's executemany, the same documents by tantivy alone.

Run as `python -m tests.bench.floor FOLDER PAPERS` once the library is imported: prints the seconds of both as JSON.
"""

import asyncio
import base64
import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from storage.library import Library
from storage.schema.columns import metadata
from storage.search.changed_entries import changed_entries
from storage.search.index import SearchIndex
from storage.search.schema import to_document
from tests.bench.shelf import Shelf, shelf

BATCH = 10_000
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536")
"""As storage/store.py sets them."""
SCHEMA = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'index'"
"""Tables, then their indexes."""


@dataclass(frozen=True, slots=True)
class Floor:
    """Seconds."""

    store: float
    index: float


def store_floor(source: Path, target: Path) -> float:
    """Only writing counts; the rows are read between."""
    with closing(sqlite3.connect(source)) as rows, closing(sqlite3.connect(target, isolation_level=None)) as out:
        for pragma in PRAGMAS:
            out.execute(f"PRAGMA {pragma}")
        for (statement,) in rows.execute(SCHEMA):
            out.execute(statement)
        out.execute("BEGIN IMMEDIATE")
        spent = sum(_copy_table(rows, out, table.name) for table in metadata.sorted_tables)
        started = time.perf_counter()
        out.execute("COMMIT")
        return spent + time.perf_counter() - started


def _copy_table(rows: sqlite3.Connection, out: sqlite3.Connection, table: str) -> float:
    found = rows.execute(f"SELECT * FROM {table}")  # noqa: S608
    marks = ", ".join("?" for _ in found.description)
    spent = 0.0
    while batch := found.fetchmany(BATCH):
        started = time.perf_counter()
        out.executemany(f"INSERT INTO {table} VALUES ({marks})", batch)  # noqa: S608
        spent += time.perf_counter() - started
    return spent


async def write_documents(library: Library, file: Path) -> None:
    """Every document of the library's index as a line of JSON, which tantivy takes without any Python between."""
    with file.open("w", encoding="utf-8") as out:
        async with library.store.reading() as session:
            async for _, entries in changed_entries(session, 0):
                out.writelines(_json(to_document(entry).to_dict()) + "\n" for entry in entries)


def _json(found: dict[str, Any]) -> str:
    return json.dumps({name: [_plain(value) for value in values] for name, values in found.items()})


def _plain(value: Any) -> Any:
    return base64.b64encode(bytes(value)).decode() if isinstance(value, bytes) else value


def index_floor(documents: Path, folder: Path) -> float:
    """The writer is the same as an import's."""
    index = SearchIndex(folder)
    started = time.perf_counter()
    writer = index.update().writer
    for line in _lines(documents):
        writer.add_json(line)
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - started


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        yield from lines


async def measured(shelf: Shelf) -> Floor:
    scratch = shelf.folder / "floor"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    library = await shelf.opened()
    await write_documents(library, scratch / "documents.jsonl")
    await library.close()
    floor = Floor(
        await asyncio.to_thread(store_floor, shelf.database, scratch / "rows.db"),
        await asyncio.to_thread(index_floor, scratch / "documents.jsonl", scratch / "index"),
    )
    shutil.rmtree(scratch)
    return floor


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(measured(shelf(Path(sys.argv[1]), int(sys.argv[2])))))))  # noqa: T201
