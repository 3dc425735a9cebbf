"""How a search shows what it finds: the order, the pages, the place that fits. On SQLite and on PostgreSQL."""

from pathlib import Path

import pytest

from storage.database.database import store_url
from storage.discovery.answers.search import SearchRequest
from storage.discovery.search import found_paper_ids
from storage.library import open_library
from storage.search.snippets import SORTS
from tests.conftest import Shelf
from tests.importing.test_jsonl import lines
from tests.search.searching import ask, many


@pytest.mark.parametrize("words", ["canary", "author:lee"])
async def test_pages_show_each_paper_once_and_in_order(shelf: Shelf, words):
    await shelf.load("a.jsonl", many(47))
    for sort in SORTS:
        question = SearchRequest(words, sort=sort)
        pages = [await ask(shelf, question, page) for page in range(5)]
        assert [(page.page, page.pages, page.total, len(page.found)) for page in pages] == [
            (n, 5, 47, min(10, 47 - 10 * n)) for n in range(5)
        ]
        found = [paper for page in pages for paper in page.found]
        assert len({paper.line.id for paper in found}) == 47
        every, total = await shelf.library.ask(found_paper_ids, shelf.library.index, None, question, 100)
        assert (list(every), total) == ([paper.line.id for paper in found], 47)
        if sort == "newest":
            dates = [paper.line.published or "" for paper in found]
            assert dates == sorted(dates, reverse=True)
        if sort == "cited":
            counts = [-1 if paper.citations is None else paper.citations for paper in found]
            assert counts == sorted(counts, reverse=True)


async def test_a_page_beyond_the_end_is_the_last_and_one_before_the_first_the_first(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", many(23))
    last, first = (
        await ask(quick_shelf, SearchRequest("canary"), 99),
        await ask(quick_shelf, SearchRequest("canary"), -1),
    )
    assert (last.page, len(last.found), first.page, len(first.found)) == (2, 3, 0, 10)


async def test_papers_that_fit_alike_stand_in_the_same_order_in_every_index(tmp_path: Path):
    """Each process makes its index anew; the second page of a list is asked of another one after a restart."""
    orders: set[tuple[int, ...]] = set()
    for n in range(8):
        library = await open_library(store_url(f"sqlite:///{tmp_path}/{n}.db"), None)
        await Shelf(library).load("a.jsonl", many(300))
        orders.add((await library.ask(found_paper_ids, library.index, None, SearchRequest("canary"), 300))[0])
        await library.close()
    assert len(orders) == 1


async def test_a_snippet_is_a_piece_of_the_abstract_with_the_words_marked(quick_shelf: Shelf):
    abstract = "Où est-il? " * 40 + "Les oiseaux: canaries – naïve ones – sing; a canary sings. " + "Très bien. " * 40
    await quick_shelf.load("a.jsonl", lines({"title": "Birds", "abstract": abstract}, {"title": "Canary Birds"}))
    answer = await ask(quick_shelf, SearchRequest("canaries naive"))
    snippet = {found.line.title: found.snippet for found in answer.found}
    assert snippet["Canary Birds"] is None
    text = snippet["Birds"].text
    assert text.strip("… ") in abstract
    assert {text[start:end] for start, end in snippet["Birds"].marks} == {"canaries", "naïve", "canary"}
