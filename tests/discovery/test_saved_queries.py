"""Questions are kept under keys: over a restart, and while somebody else holds the write lock."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from storage.database.database import open_store, store_url
from storage.discovery.saved_queries import KEY, SavedQueries
from storage.library import open_library
from tests.conftest import Shelf

TEXTS = ["", "differential privacy", '{"words": "é 学 😀"}', "x" * 4000, "' ; DROP TABLE question; --", "\n"]
UNWRITABLE = ["half \ud83d", "\udc00", "nul \x00 inside"]
"""SQLite or PostgreSQL takes no such text."""


async def test_a_text_is_given_back_under_its_key(quick_shelf: Shelf):
    queries = quick_shelf.library.saved_queries
    keys = {text: await queries.save(text) for text in TEXTS}
    assert {text: await queries.load(key) for text, key in keys.items()} == {text: text for text in TEXTS}
    assert len(set(keys.values())) == len(TEXTS)
    assert all(re.fullmatch(KEY, key) for key in keys.values())
    assert await queries.load("0" * 16) is None


async def test_the_same_text_has_the_same_key_in_every_process(quick_shelf: Shelf):
    queries = quick_shelf.library.saved_queries
    assert await queries.save("privacy") == await queries.save("privacy")
    assert await SavedQueries(quick_shelf.library.store).save("privacy") == await queries.save("privacy")
    assert await queries.save("privacy ") != await queries.save("privacy")


async def test_a_text_is_recalled_after_a_restart(database: URL):
    library = await open_library(database, None)
    keys = {text: await library.saved_queries.save(text) for text in TEXTS}
    await library.close()
    library = await open_library(database, None)
    assert {text: await library.saved_queries.load(key) for text, key in keys.items()} == {text: text for text in TEXTS}
    await library.close()


async def test_a_text_is_written_before_its_key_is_given_away(shelf: Shelf):
    """A bot that dies now must know its button later."""
    key = await shelf.library.saved_queries.save("privacy")
    assert await SavedQueries(shelf.library.store).load(key) == "privacy"


async def test_fifty_at_once_are_all_kept(quick_shelf: Shelf):
    queries, texts = quick_shelf.library.saved_queries, [f"question {n % 40}" for n in range(50)]
    keys = await asyncio.gather(*map(queries.save, texts))
    afresh = SavedQueries(quick_shelf.library.store)
    assert await asyncio.gather(*map(afresh.load, keys)) == texts
    assert len(set(keys)) == 40


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another process writes."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "paperbot.db"


async def test_nobody_waits_for_another_writer_and_the_text_is_written_when_it_is_done(quick_shelf: Shelf, file: Path):
    queries, afresh = quick_shelf.library.saved_queries, SavedQueries(quick_shelf.library.store)
    with locked(file):
        for n in range(2):
            key = await queries.save(f"question {n}")  # comes back while the other one still writes
            assert await queries.load(key) == f"question {n}"
            assert await afresh.load(key) is None
    await queries.flush()
    assert [await afresh.load(await queries.save(f"question {n}")) for n in range(2)] == [
        "question 0",
        "question 1",
    ]


async def test_what_could_not_be_written_in_time_is_written_with_the_next(quick_shelf: Shelf, file: Path):
    store = open_store(store_url(f"sqlite:///{file}"), patience=0.05)
    queries, afresh = SavedQueries(store), SavedQueries(store)
    with locked(file):
        early = await queries.save("early")
        await queries.flush()
    await queries.save("late")
    assert await afresh.load(early) == "early"
    await store.close()


async def test_closing_writes_what_was_kept_meanwhile(database: URL, file: Path):
    library = await open_library(database, None)
    if library.store.file:
        with locked(library.store.file):
            key = await library.saved_queries.save("privacy")
    else:
        key = await library.saved_queries.save("privacy")
    await library.close()
    library = await open_library(database, None)
    assert await library.saved_queries.load(key) == "privacy"
    await library.close()


async def test_an_empty_text_is_recalled_while_it_waits_to_be_written(quick_shelf: Shelf, file: Path):
    with locked(file):
        key = await quick_shelf.library.saved_queries.save("")
        assert await quick_shelf.library.saved_queries.load(key) == ""


@pytest.mark.parametrize("text", UNWRITABLE)
async def test_a_text_that_no_database_takes_raises_nothing_and_harms_no_other(quick_shelf: Shelf, text):
    """Closing the library, as the fixture does, raises nothing either."""
    queries, afresh = quick_shelf.library.saved_queries, SavedQueries(quick_shelf.library.store)
    key, other = await queries.save(text), await queries.save("privacy")
    assert await queries.load(key) == text.encode("utf-8", "replace").decode().replace("\x00", "")
    assert await afresh.load(other) == "privacy"
    await queries.flush()
