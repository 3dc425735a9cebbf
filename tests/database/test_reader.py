"""Questions to the store end in time, and leave it free."""

import pytest
from sqlalchemy import text

from storage.library import LibraryBusyError
from storage.lookup.author_card import author_card
from tests.conftest import Shelf


async def endless(session):
    """Counts until it is told to give up."""
    counting = "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number) SELECT count(*) FROM number"
    await session.execute(text(counting))


async def test_a_question_that_takes_too_long_is_given_up_and_the_next_is_answered(shelf: Shelf, monkeypatch):
    await shelf.load_seed()
    monkeypatch.setattr("storage.library.PATIENCE", 0.05)
    for _ in range(6):  # more than there are threads
        with pytest.raises(LibraryBusyError, match="endless took more than"):
            await shelf.library.ask(endless)
    monkeypatch.undo()
    card = await shelf.library.ask(author_card, 1)
    assert card is not None
    assert card.name == "Pierre Stock"


async def test_a_question_changes_nothing(quick_shelf: Shelf):
    async def naughty(session):
        await session.execute(text("DELETE FROM store_fact"))

    with pytest.raises(Exception, match="readonly"):
        await quick_shelf.library.ask(naughty)
