"""Autocomplete of names and titles as people type them, slips included."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass

from storage.library import Library
from storage.lookup.find import suggest
from storage.search.entry import EntryKind
from tests.bench.figures import Figure, Times, timed, times
from tests.bench.shelf import Shelf
from tests.bench.typos import beginning, one_edit, some_names

ASKED, WARM_UP = 400, 20
MILLISECONDS, HITS = 5.0, 0.95
Typed = Sequence[tuple[str, str]]
"""(what was typed, what was meant)."""


@dataclass(frozen=True, slots=True)
class Offered:
    """How long the offers took, and how often what was meant was among them."""

    times: Times
    hits: float


def autocomplete(shelf: Shelf) -> list[Figure]:
    return asyncio.run(_figures(shelf))


async def _figures(shelf: Shelf) -> list[Figure]:
    dice = random.Random(3)
    names = some_names(shelf.papers, shelf.asked(ASKED))
    titles = [paper["title"] for paper in shelf.sample()[: shelf.asked(ASKED)]]
    asked: list[tuple[str, EntryKind, Typed]] = [
        ("names as they are", "author", [(name, name) for name in names]),
        ("names begun", "author", [(beginning(name, dice), name) for name in names]),
        ("names with a typo", "author", [(one_edit(name, dice), name) for name in names]),
        ("titles begun", "paper", [(beginning(title, dice), title) for title in titles]),
        ("titles with a typo", "paper", [(one_edit(title, dice), title) for title in titles]),
    ]
    library = await shelf.opened()
    offered = [(what, await _offered(library, kind, typed)) for what, kind, typed in asked]
    await library.close()
    return [_time(shelf, *one) for one in offered] + [_hits(shelf, *one) for one in offered if "typo" in one[0]]


async def _offered(library: Library, kind: EntryKind, typed: Typed) -> Offered:
    for words, _ in typed[:WARM_UP]:
        await suggest(library.index, kind, words)
    spent: list[float] = []
    hits = 0
    for words, meant in typed:
        seconds, choices = await timed(suggest(library.index, kind, words))
        spent.append(seconds)
        hits += any(choice.name == meant for choice in choices)
    return Offered(times(spent), hits / len(typed))


def _time(shelf: Shelf, what: str, offered: Offered) -> Figure:
    met = offered.times.p95 <= MILLISECONDS
    return Figure(f"Autocomplete, {what}", shelf.papers, str(offered.times), goal=f"p95 ≤ {MILLISECONDS:g} ms", met=met)


def _hits(shelf: Shelf, what: str, offered: Offered) -> Figure:
    what = f"Autocomplete, {what}: hit@25"
    return Figure(what, shelf.papers, f"{offered.hits:.3f}", goal=f"≥ {HITS}", met=offered.hits >= HITS)
