"""A library with something in every table."""

import datetime as dt
import json
from typing import Any

from sqlalchemy import Boolean, Date, Float, Integer, LargeBinary, Table, func, insert, select, text

from storage.backup.table_selection import exported_tables
from storage.database.database import Store
from storage.database.row_json import row_to_json
from storage.schema.columns import metadata
from storage.schema.utc import UtcDateTime
from tests.conftest import NOW, Shelf

PERSON = 123456789012345678
BULK = "\n".join(
    json.dumps(paper)
    for paper in (
        {"id": 1, "title": "Mistral 7B", "authors": ["Albert Q. Jiang"], "doi": "10.1000/m", "citations": 5},
        {"id": 2, "title": "Something Else ✨", "authors": ["Pierre Stock", "Zoë Ñew"], "abstract": 'a\u2028b\\n "q"'},
    )
)
OTHER = (
    "Other Person\n\nLG\nh-index3\n\n2 Papers\n\nSDMar 26\nVoxtral TTS\n\nOther Person, Pierre Stock\n\nSpeech.\n"
    "\nCLOct 10, 2023Code\nMistral 7B\n\nAlbert Q. Jiang, Other Person et al. · nowhere\n\nWe introduce Mistral 7B.\n"
)


async def fill(shelf: Shelf) -> None:
    """The seed, a profile that shares papers with it, a bulk load, and a made-up row in each table that is empty."""
    await shelf.load_seed()
    await shelf.load("other.txt", OTHER, captured=dt.date(2026, 11, 30))
    await shelf.load("bulk.jsonl", BULK)
    async with shelf.library.store.writing() as session:
        for table in metadata.sorted_tables:
            if not (await session.execute(select(func.count()).select_from(table))).scalar_one():
                await session.execute(insert(table), [_made_up(table)])


def _made_up(table: Table) -> dict[str, Any]:
    row = {column.name: 1 if column.foreign_keys else _value(column.type, column.name) for column in table.columns}
    if table.name == "reading_list":
        row["guild"] = None
    if table.name == "apart":
        row["other"] = 2
    if table.name in {"gone", "former"}:
        row |= {"run": 1}
    return row


def _value(kind: Any, name: str) -> Any:
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return PERSON if name in {"person", "guild", "channel", "set_up_by", "made_by", "thread", "message"} else 1
    if isinstance(kind, UtcDateTime):
        return NOW + dt.timedelta(microseconds=7)
    if isinstance(kind, Date):
        return NOW.date()
    if isinstance(kind, Float):
        return 0.1
    if isinstance(kind, LargeBinary):
        return b"\x00\xff"
    return "my secret note" if name == "note" else "x" * min(kind.length or 9, 9)


async def rows(store: Store) -> dict[str, list[str]]:
    """All that an export holds, and a backup."""
    found: dict[str, list[str]] = {}
    async with store.reading() as session:
        for table in exported_tables():
            read = await session.execute(select(table))
            found[table.name] = sorted(json.dumps(row_to_json(table, row)) for row in read)
    return found


async def is_sound(store: Store) -> bool:
    """Of SQLite alone."""
    async with store.reading() as session:
        whole = (await session.execute(text("PRAGMA integrity_check"))).scalar_one() == "ok"
        return whole and (await session.execute(text("PRAGMA foreign_key_check"))).first() is None
