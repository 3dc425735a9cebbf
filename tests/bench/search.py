"""Search, beside the same query put to tantivy alone."""

import asyncio
import time
from typing import Any

from storage.discovery.answers.search import SearchPage, SearchRequest
from storage.discovery.search import search_page
from storage.library import Library
from storage.search.paper_query import PaperQuery
from storage.search.query_language import parse_query
from tests.bench.figures import Figure, Times, timed, times
from tests.bench.shelf import Shelf

ASKED, WARM_UP = 400, 20
PAGE = 10
TIMES_THE_FLOOR, PLUS = 3, 1.0
LIMITS = {100_000: 15.0, 1_000_000: 30.0}
"""Papers → milliseconds at most."""


def search(shelf: Shelf) -> list[Figure]:
    return asyncio.run(_figures(shelf))


async def _figures(shelf: Shelf) -> list[Figure]:
    library = await shelf.opened()
    asked = _questions(shelf.sample()[: shelf.asked(ASKED)])
    figures = [_figure(shelf, what, *await _measured(library, words)) for what, words in asked.items()]
    await library.close()
    return figures


def _questions(papers: list[dict[str, Any]]) -> dict[str, list[str]]:
    titles = [paper["title"].split() for paper in papers]
    return {
        "three words": [" ".join(paper["abstract"].split()[3:20:6]) for paper in papers],
        "a phrase": [f'"{" ".join(title[3:5])}"' for title in titles],
        "an author's": [
            f'author:"{paper["authors"][0]}" {title[-1]}' for paper, title in zip(papers, titles, strict=True)
        ],
    }


def _figure(shelf: Shelf, what: str, measured: Times, floor: Times) -> Figure:
    goal, most = f"p95 ≤ {TIMES_THE_FLOOR} × the floor + {PLUS:g} ms", TIMES_THE_FLOOR * floor.p95 + PLUS
    limit = LIMITS.get(shelf.papers)
    if limit is not None:
        goal, most = f"{goal}, ≤ {limit:g} ms", min(most, limit)
    said, ratio = f"{floor} (tantivy)", measured.p95 / floor.p95
    return Figure(f"Search, {what}", shelf.papers, str(measured), said, ratio, goal, measured.p95 <= most)


async def _measured(library: Library, asked: list[str]) -> tuple[Times, Times]:
    """Each question once to us, once to tantivy, after it was asked once for nothing: no one finds cold pages."""
    ours: list[float] = []
    theirs: list[float] = []
    for words in asked:
        _floor(library, words)
        seconds, answer = await timed(library.ask(search_page, library.index, None, SearchRequest(words), 0))
        if isinstance(answer, SearchPage):
            ours.append(seconds)
            theirs.append(_floor(library, words))
    warm_up = min(WARM_UP, len(ours) // 2)
    return times(ours[warm_up:]), times(theirs[warm_up:])


def _floor(library: Library, words: str) -> float:
    """Ten papers and how many there are in all."""
    query = PaperQuery(parse_query(words)).build(library.index.schema)
    if query is None:  # stop words alone
        return 0
    searcher = library.index.searcher()
    started = time.perf_counter()
    searcher.search(query, limit=PAGE)
    return time.perf_counter() - started
