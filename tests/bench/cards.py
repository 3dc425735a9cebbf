"""The data of an author's card, beside sqlite3 that reads the same rows by the same statements."""

import asyncio
import sqlite3
import time
from contextlib import closing
from typing import Any

from sqlalchemy import Engine, event

from storage.database.reader import MMAP_BYTES
from storage.library import Library
from storage.lookup.author_card import author_card
from tests.bench.corpus import authors_of
from tests.bench.figures import Figure, timed, times
from tests.bench.shelf import Shelf

ASKED, WARM_UP = 300, 20
TIMES_THE_FLOOR = 5
PRAGMAS = ("query_only=ON", f"mmap_size={MMAP_BYTES}", "cache_size=-8192")
"""As storage/reading.py sets them: the floor differs by what is above sqlite3, not by its settings."""
Statement = tuple[str, Any]
"""(SQL, its parameters)."""


def author_cards(shelf: Shelf) -> list[Figure]:
    measured, floor = asyncio.run(_measured(shelf))
    ratio = measured.p50 / floor.p50
    goal = f"≤ {TIMES_THE_FLOOR} × the floor"
    return [
        Figure(
            "Data of an author's card", shelf.papers, str(measured), f"{floor} (sqlite3)", ratio, goal,
            ratio <= TIMES_THE_FLOOR,
        )
    ]  # fmt: skip


async def _measured(shelf: Shelf) -> Any:
    """Each author once with us, once with sqlite3, so that both meet the same moments of the machine."""
    there = authors_of(shelf.papers)
    asked = shelf.asked(ASKED) + WARM_UP
    authors = [1 + there * number // asked for number in range(asked)]
    library = await shelf.opened()
    ours: list[float] = []
    theirs: list[float] = []
    with closing(sqlite3.connect(shelf.database)) as raw:
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
        for author in authors:
            statements = await _statements(library, author)
            ours.append((await timed(library.ask(author_card, author)))[0])
            theirs.append(_raw(raw, statements))
    await library.close()
    return times(ours[WARM_UP:]), times(theirs[WARM_UP:])


async def _statements(library: Library, author: int) -> list[Statement]:
    """What the card's query says to the database, by whichever engine it goes."""
    heard: list[Statement] = []

    def hear(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        heard.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    card = await library.ask(author_card, author)
    event.remove(Engine, "before_cursor_execute", hear)
    assert card is not None, f"there is no author {author}"
    read = [one for one in heard if one[0].startswith(("SELECT", "WITH"))]
    assert read, "a card was answered and no statement was heard: there would be no floor"
    return read


def _raw(raw: sqlite3.Connection, statements: list[Statement]) -> float:
    started = time.perf_counter()
    for statement, parameters in statements:
        raw.execute(statement, parameters).fetchall()
    return time.perf_counter() - started
