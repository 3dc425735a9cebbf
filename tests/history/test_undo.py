"""The last change of the library is taken back, whole: each table is as it was. On SQLite and on PostgreSQL."""

import datetime as dt
import json
import random

from sqlalchemy import select

from storage.database.row_json import row_to_json
from storage.history.undo import last_change, last_undo, redo_run, undo_run
from storage.lookup.answers.changes import LibraryChange
from storage.lookup.find import find_author, find_paper
from storage.lookup.paper_card import paper_card
from storage.schema.columns import metadata
from tests.conftest import NOW, SEEDS, Shelf

SEED = (SEEDS / "pierre-stock.txt").read_text()
LATER = dt.date(2026, 11, 30)
BOOKS = ("import_run", "former", "gone", "store_fact")
"""Tables that go on: what was done and taken back is written there."""


async def dump(shelf: Shelf) -> dict[str, list[str]]:
    """All rows of the library; the revision that last touched them is not what they say."""
    found: dict[str, list[str]] = {}
    async with shelf.library.store.reading() as session:
        for table in metadata.sorted_tables:
            if table.name not in BOOKS:
                rows = (row_to_json(table, row) for row in await session.execute(select(table)))
                found[table.name] = sorted(json.dumps({**row, "changed_in": None}) for row in rows)
    return found


async def take_back(shelf: Shelf) -> LibraryChange | None:
    last = await shelf.library.ask(last_change)
    if last is None:
        return None
    change, is_possible = last
    assert is_possible
    assert await shelf.library.change(undo_run, change.number, NOW, None)
    await shelf.library.sync_index()
    return change


async def bring_again(shelf: Shelf) -> bool:
    """Whether there was an undo to redo."""
    last = await shelf.library.ask(last_undo)
    if last is None:
        return False
    assert await shelf.library.change(redo_run, last.number, NOW, None)
    await shelf.library.sync_index()
    return True


def bulk(*papers: dict[str, object]) -> str:
    return "\n".join(json.dumps(paper) for paper in papers)


def edited(chance: random.Random) -> str:
    """The seed as a newer copy might have it: numbers, titles, authors and whole papers changed."""
    text = SEED.replace("7,749citations", f"{chance.randint(7750, 9999):,}citations")
    text = text.replace("h-index27", f"h-index{chance.randint(20, 40)}")
    for old, new in (("Voxtral TTS", "Voxtral TTS 2"), ("Pixtral 12B", "Pixtral"), ("Code\n", "\n")):
        if chance.random() < 0.5:
            text = text.replace(old, new)
    return text


LOADS = {
    "other.txt": "Other Person\n\nLG\nh-index3\n\n2 Papers\n\nSDMar 26\nVoxtral TTS\n\n"
    "Other Person, Pierre Stock\n\nSpeech.\n"
    "\nCLOct 10, 2023Code\nMistral 7B\n\nAlbert Q. Jiang, Other Person et al. · nowhere\n\nWe introduce Mistral 7B.\n",
    "bulk.jsonl": bulk(
        {"id": 1, "title": "Mistral 7B", "authors": ["Albert Q. Jiang"], "doi": "10.1000/mistral", "citations": 5},
        {"id": 2, "title": "Something Else", "authors": ["Pierre Stock", "Zoe New"], "arxiv_id": "2401.00001"},
    ),
    "bulk2.jsonl": bulk({"id": 2, "title": "Something Else Entirely", "authors": ["Zoe New"], "abstract": "New."}),
}


async def test_each_of_many_changes_is_taken_back_to_the_row(shelf: Shelf):
    chance = random.Random(11)
    before: list[dict[str, list[str]]] = []
    loads = [("pierre-stock.txt", SEED), *LOADS.items()]
    loads += [(f"newer{n}.txt", edited(chance)) for n in range(3)] + [("bulk.jsonl", LOADS["bulk.jsonl"])]
    effective = 0
    for day, (name, text) in enumerate(loads):
        state = await dump(shelf)
        report = await shelf.load(name, text, captured=LATER + dt.timedelta(days=day))
        if not report.changed_nothing:
            effective += 1
            before.append(state)
    assert effective >= 6
    after = [*before[1:], await dump(shelf)]
    while before:
        assert await take_back(shelf) is not None
        assert await dump(shelf) == before.pop()
    assert await take_back(shelf) is None
    for state in after:
        assert await bring_again(shelf)
        assert await dump(shelf) == state
    assert not await bring_again(shelf)


async def test_what_was_taken_back_is_found_no_more_and_can_be_loaded_again(quick_shelf: Shelf):
    await quick_shelf.load("bulk.jsonl", LOADS["bulk.jsonl"])
    first = await quick_shelf.library.ask(find_paper, quick_shelf.library.index, "Something Else")
    await take_back(quick_shelf)
    assert await quick_shelf.library.ask(paper_card, first.id) is None
    assert not (await quick_shelf.library.ask(find_author, quick_shelf.library.index, "Zoe New")).nearest
    report = await quick_shelf.load("bulk.jsonl", LOADS["bulk.jsonl"])
    again = await quick_shelf.library.ask(find_paper, quick_shelf.library.index, "Something Else")
    assert report.new == 2
    assert again.id == first.id, "a button of then opens the same paper"


async def test_only_the_last_change_is_taken_back_and_once(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    run = (await quick_shelf.library.ask(last_change))[0].number
    await quick_shelf.load("bulk.jsonl", LOADS["bulk.jsonl"])
    assert not await quick_shelf.library.change(undo_run, run, NOW, None)
    await take_back(quick_shelf)
    assert await quick_shelf.library.change(undo_run, run, NOW, None)
    assert not await quick_shelf.library.change(undo_run, run, NOW, None)


async def test_a_load_that_changed_nothing_does_not_stand_in_the_way(quick_shelf: Shelf):
    await quick_shelf.load_seed()
    await quick_shelf.load("pierre-stock.txt", SEED)
    last = await take_back(quick_shelf)
    assert (last.file, last.new) == ("pierre-stock.txt", 23)
    assert not any((await dump(quick_shelf)).values())


async def test_a_paper_that_vanished_is_kept_and_marked_until_it_is_listed_again(shelf: Shelf):
    await shelf.load("pierre-stock.txt", SEED, captured=dt.date(2026, 10, 1))
    start = SEED.index("SDJul 17, 2025")
    end = SEED.index("\n\n", SEED.index("\n\n", SEED.index("Voxtral", start)) + 2) + 2
    after_abstract = SEED.index("\n\n", end) + 2
    without = SEED[:start] + SEED[after_abstract:]
    report = await shelf.load("pierre-stock.txt", without, captured=LATER)
    assert report.vanished == ("Voxtral",)
    assert report.refused_count == 0
    paper = await shelf.library.ask(find_paper, shelf.library.index, "Voxtral")
    assert paper is not None
    await take_back(shelf)
    report = await shelf.load("pierre-stock.txt", without, captured=LATER)
    report = await shelf.load("pierre-stock.txt", SEED, captured=LATER + dt.timedelta(days=7))
    assert report.vanished == ()


async def test_a_rehearsal_says_the_same_and_writes_nothing(quick_shelf: Shelf):
    from storage.importing.load import import_file
    from storage.importing.runs import ImportContext
    from storage.importing.source_file import SourceFile

    await quick_shelf.load_seed()
    before = await dump(quick_shelf)
    source = SourceFile("bulk.jsonl", data=LOADS["bulk.jsonl"].encode())
    said = await import_file(quick_shelf.library.store, source, ImportContext(NOW, dry_run=True))
    assert await dump(quick_shelf) == before
    assert said == await quick_shelf.load("bulk.jsonl", LOADS["bulk.jsonl"])
