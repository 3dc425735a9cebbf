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
from storage.discovery.saved_queries import KEY, Questions
from storage.library import open_library
from tests.conftest import Shelf

TEXTS = ["", "differential privacy", '{"words": "é 学 😀"}', "x" * 4000, "' ; DROP TABLE question; --", "\n"]
UNWRITABLE = ["half \ud83d", "\udc00", "nul \x00 inside"]
"""SQLite or PostgreSQL takes no such text."""


async def test_a_text_is_given_back_under_its_key(shelf: Shelf):
    questions = shelf.library.questions
    keys = {text: await questions.keep(text) for text in TEXTS}
    assert {text: await questions.recall(key) for text, key in keys.items()} == {text: text for text in TEXTS}
    assert len(set(keys.values())) == len(TEXTS)
    assert all(re.fullmatch(KEY, key) for key in keys.values())
    assert await questions.recall("0" * 16) is None


async def test_the_same_text_has_the_same_key_in_every_process(shelf: Shelf):
    questions = shelf.library.questions
    assert await questions.keep("privacy") == await questions.keep("privacy")
    assert await Questions(shelf.library.store).keep("privacy") == await questions.keep("privacy")
    assert await questions.keep("privacy ") != await questions.keep("privacy")


async def test_a_text_is_recalled_after_a_restart(database: URL):
    library = await open_library(database, None)
    keys = {text: await library.questions.keep(text) for text in TEXTS}
    await library.close()
    library = await open_library(database, None)
    assert {text: await library.questions.recall(key) for text, key in keys.items()} == {text: text for text in TEXTS}
    await library.close()


async def test_a_text_is_written_before_its_key_is_given_away(shelf: Shelf):
    """A bot that dies now must know its button later."""
    key = await shelf.library.questions.keep("privacy")
    assert await Questions(shelf.library.store).recall(key) == "privacy"


async def test_fifty_at_once_are_all_kept(shelf: Shelf):
    questions, texts = shelf.library.questions, [f"question {n % 40}" for n in range(50)]
    keys = await asyncio.gather(*map(questions.keep, texts))
    afresh = Questions(shelf.library.store)
    assert await asyncio.gather(*map(afresh.recall, keys)) == texts
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
    questions, afresh = quick_shelf.library.questions, Questions(quick_shelf.library.store)
    with locked(file):
        for n in range(2):
            key = await questions.keep(f"question {n}")  # comes back while the other one still writes
            assert await questions.recall(key) == f"question {n}"
            assert await afresh.recall(key) is None
    await questions.write()
    assert [await afresh.recall(await questions.keep(f"question {n}")) for n in range(2)] == [
        "question 0",
        "question 1",
    ]


async def test_what_could_not_be_written_in_time_is_written_with_the_next(quick_shelf: Shelf, file: Path):
    store = open_store(store_url(f"sqlite:///{file}"), patience=0.05)
    questions, afresh = Questions(store), Questions(store)
    with locked(file):
        early = await questions.keep("early")
        await questions.write()
    await questions.keep("late")
    assert await afresh.recall(early) == "early"
    await store.close()


async def test_closing_writes_what_was_kept_meanwhile(database: URL, file: Path):
    library = await open_library(database, None)
    if library.store.file:
        with locked(library.store.file):
            key = await library.questions.keep("privacy")
    else:
        key = await library.questions.keep("privacy")
    await library.close()
    library = await open_library(database, None)
    assert await library.questions.recall(key) == "privacy"
    await library.close()


async def test_an_empty_text_is_recalled_while_it_waits_to_be_written(quick_shelf: Shelf, file: Path):
    with locked(file):
        key = await quick_shelf.library.questions.keep("")
        assert await quick_shelf.library.questions.recall(key) == ""


@pytest.mark.parametrize("text", UNWRITABLE)
async def test_a_text_that_no_database_takes_raises_nothing_and_harms_no_other(shelf: Shelf, text):
    """Closing the library, as the fixture does, raises nothing either."""
    questions, afresh = shelf.library.questions, Questions(shelf.library.store)
    key, other = await questions.keep(text), await questions.keep("privacy")
    assert await questions.recall(key) == text.encode("utf-8", "replace").decode().replace("\x00", "")
    assert await afresh.recall(other) == "privacy"
    await questions.write()
