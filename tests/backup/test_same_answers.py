"""Export → empty store → import: every command answers as before. So with a backup that is restored."""

from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from bot.compose import compose
from bot.health import Health
from storage.backup.backup import write_backup
from storage.backup.export import export_library
from storage.backup.load_export import import_library_export
from storage.backup.restore import restore_backup
from storage.database.database import is_sqlite, store_url
from storage.importing.runs import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import Library, open_library
from tests.backup.filled import BULK, OTHER
from tests.conftest import NOW, Lab

DONE = (
    ("follow author", {"name": "Pierre Stock"}),
    ("follow search", {"query": "differential privacy"}),
    ("me is", {"author": "Pierre Stock"}),
    ("save", {"paper": "mistral 7b", "note": "read *this*"}),
    ("save", {"paper": "voxtral tts", "list": "together", "whose": "server"}),
    ("journal-club nominate", {"paper": "mistral 7b"}),
    ("announce here", {"timezone": "UTC", "fields": "cs.CL"}),
)
ASKED = (
    ("author", {"name": "Pierre Stock"}),
    ("author", {"name": "Other Person"}),
    ("author", {"name": "Alexandre Sablayrolles"}),
    ("author", {"name": "nobody at all"}),
    ("paper", {"title": "mistral 7b"}),
    ("paper", {"title": "something else"}),
    ("search", {"query": "language models -vision"}),
    ("search", {"query": "qantization", "author": "stock", "sort": "cited"}),
    ("similar", {"paper": "mistral 7b"}),
    ("new", {}),
    ("coauthors", {"author": "Alexandre Sablayrolles"}),
    ("expert", {"topic": "differential privacy"}),
    ("compare", {"one": "Alexandre Sablayrolles", "other": "Other Person"}),
    ("metrics", {"author": "Other Person"}),
    ("cite", {"paper": "mistral 7b"}),
    ("following", {}),
    ("reading-list show", {}),
    ("reading-list show", {"list": "together", "whose": "server"}),
    ("journal-club history", {}),
    ("journal-club nominate", {}),
    ("announce status", {}),
    ("announce preview", {}),
    ("library status", {}),
    ("privacy", {}),
    ("about", {}),
)


async def answers(lab: Lab) -> list[tuple[str, list[dict[str, Any]], str, list[str | None]]]:
    """What a person sees: the embeds, the words, and what is on the buttons."""
    found: list[tuple[str, list[dict[str, Any]], str, list[str | None]]] = []
    for name, options in ASKED:
        result = await lab.ada.slash(lab.channel, name, **options)
        message = result.response
        labels = [item.get("label") for row in message.components for item in row["components"]]
        embeds: list[dict[str, Any]] = [embed.to_dict() for embed in message.embeds]
        for embed in embeds:  # /about names the database
            embed["fields"] = [field for field in embed.get("fields", []) if field["name"] != "Database"]
        found.append((name, embeds, message.content, labels))
    return found


async def another_bot(lab: Lab, library: Library) -> None:
    await lab.env.bot.announcer.close()
    await lab.env.restart_bot(compose(library, Health()))


async def test_every_command_answers_as_before(lab: Lab, database: URL, tmp_path: Path):
    """Out by export and into PostgreSQL; by backup and into SQLite."""
    for name, options in DONE:
        await lab.ada.slash(lab.channel, name, **options)
    await lab.shelf.load("other.txt", OTHER)
    await lab.shelf.load("bulk.jsonl", BULK)
    # An index that grew by several loads counts words that are gone a while longer, and so ranks a little otherwise.
    first = await open_library(lab.shelf.library.store.url, None)
    await another_bot(lab, first)
    before = await answers(lab)
    if is_sqlite(database):
        url = store_url(f"sqlite:///{tmp_path}/another.db")
        await write_backup(first.store, tmp_path / "backup", NOW)
        await restore_backup(url, tmp_path / "backup", tmp_path, NOW)
        library = await open_library(url, None)
    else:
        library = await open_library(database, None)
        await export_library(first.store, tmp_path / "out", NOW)
        source = SourceFile("library.jsonl", tmp_path / "out" / "library.jsonl")
        assert (await import_library_export(library.store, source, ImportContext(NOW))).ok
        await library.sync_index()
    await another_bot(lab, library)
    for was, now in zip(before, await answers(lab), strict=True):
        assert now == was
    await lab.env.bot.announcer.close()
    await first.close()
    await library.close()
