"""People together and over time: each number against the same one counted by hand. On SQLite and on PostgreSQL."""

import datetime as dt
import itertools
import random
import tempfile
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from storage.database.database import store_url
from storage.discovery.answers.people import CoauthorEdge, CoauthorLine
from storage.discovery.coauthors import coauthor_graph, coauthor_page
from storage.discovery.comparison import compare_authors
from storage.discovery.metrics import metric_history
from storage.library import open_library
from storage.lookup.find import resolve_author
from storage.schema.columns import metadata
from tests.conftest import Shelf
from tests.examples import examples
from tests.importing.test_identity import ALICE, profile
from tests.importing.test_jsonl import lines

PEOPLE = ["Ada Adler", "Bo Brown", "Cy Clark", "Di Dunn", "Ed Evans", "Flo Fisher"]
DATES = [None, "2019", "2020-02", "2021-03-04", "2021-12-31"]
FIELDS = [None, "cs.LG", "cs.CL", "Marine Biology"]
Paper = dict


def year(paper: Paper) -> int | None:
    return int(paper["published"][:4]) if paper["published"] else None


def written_by(papers: list[Paper], *names: str) -> list[Paper]:
    return [paper for paper in papers if set(names) <= set(paper["authors"])]


def others(papers: list[Paper], name: str) -> set[str]:
    return {other for paper in written_by(papers, name) for other in paper["authors"]} - {name}


async def ids_of(shelf: Shelf) -> dict[str, int]:
    a = metadata.tables["author"].c
    async with shelf.library.store.reading() as session:
        return {row.name: row.id for row in await session.execute(select(a.id, a.name))}


async def assert_counts_are_right(shelf: Shelf, papers: list[Paper]) -> None:
    await shelf.load("a.jsonl", lines(*papers))
    ids = await ids_of(shelf)
    for name in ids:
        await assert_coauthors(shelf, papers, name, ids)
        await assert_metrics(shelf, papers, name, ids)
    for one, other in itertools.product(ids, repeat=2):
        await assert_comparison(shelf, papers, one, other, ids)


async def assert_coauthors(shelf: Shelf, papers: list[Paper], name: str, ids: dict[str, int]) -> None:
    expected: list[CoauthorLine] = []
    for other in others(papers, name):
        both = written_by(papers, name, other)
        years = [found for paper in both if (found := year(paper))]
        expected.append(CoauthorLine(ids[other], other, len(both), min(years, default=None), max(years, default=None)))
    expected.sort(key=lambda line: (-line.papers, line.name))
    page = await shelf.library.ask(coauthor_page, ids[name], 0)
    assert (page.people, page.total, page.page, page.pages) == (tuple(expected), len(expected), 0, 1)
    graph = await shelf.library.ask(coauthor_graph, ids[name])
    assert (graph.people, graph.total) == (page.people, page.total)
    pairs = itertools.combinations(sorted(ids[line.name] for line in expected), 2)
    names = {id: other for other, id in ids.items()}
    shared = {pair: len(written_by(papers, name, *(names[id] for id in pair))) for pair in pairs}
    assert set(graph.ties) == {CoauthorEdge(*pair, count) for pair, count in shared.items() if count}


async def assert_metrics(shelf: Shelf, papers: list[Paper], name: str, ids: dict[str, int]) -> None:
    mine = written_by(papers, name)
    found = await shelf.library.ask(metric_history, ids[name])
    counted = {line.field: dict(line.years) for line in found.fields}
    dated = Counter((paper["field"], year(paper)) for paper in mine if year(paper))
    assert {(field, key): count for field, years in counted.items() for key, count in years.items()} == dated
    assert found.papers == len(mine) == found.undated + sum(dated.values())
    assert all(line.years == tuple(sorted(line.years)) for line in found.fields)
    sums = [sum(count for _, count in line.years) for line in found.fields]
    assert sums == sorted(sums, reverse=True)


async def assert_comparison(shelf: Shelf, papers: list[Paper], one: str, other: str, ids: dict[str, int]) -> None:
    found = await shelf.library.ask(compare_authors, ids[one], ids[other])
    assert (found.one.name, found.other.name) == (one, other)
    assert (found.one.papers, found.other.papers) == (len(written_by(papers, one)), len(written_by(papers, other)))
    both = {paper["title"] for paper in written_by(papers, one, other)}
    assert (found.shared, len(found.shared_papers)) == (len(both), min(5, len(both)))
    assert {line.title for line in found.shared_papers} <= both
    dates = [line.published or "" for line in found.shared_papers]
    assert dates == sorted(dates, reverse=True)
    mutual = (others(papers, one) & others(papers, other)) - {one, other}
    assert (found.mutual, set(found.mutual_coauthors)) == (len(mutual), mutual)


def titled(drawn: list[tuple[list[str], str | None, str | None]]) -> list[Paper]:
    return [
        {"title": f"Paper {n}", "authors": authors, "published": published, "field": field}
        for n, (authors, published, field) in enumerate(drawn)
    ]


papers = st.lists(
    st.tuples(
        st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=6, unique=True),
        st.sampled_from(DATES),
        st.sampled_from(FIELDS),
    ),
    min_size=1,
    max_size=15,
).map(titled)


@examples(6)
@given(papers)
async def test_numbers_of_people_are_those_counted_by_hand(papers):
    with tempfile.TemporaryDirectory() as folder:
        library = await open_library(store_url(f"sqlite:///{folder}/paperbot.db"), None)
        await assert_counts_are_right(Shelf(library), papers)
        await library.close()


async def test_numbers_of_people_are_those_counted_by_hand_on_each_database(shelf: Shelf):
    pick = random.Random(3)
    drawn = [(pick.sample(PEOPLE, pick.randint(1, 4)), pick.choice(DATES), pick.choice(FIELDS)) for _ in range(60)]
    await assert_counts_are_right(shelf, titled(drawn))


async def test_co_authors_stand_on_one_page_each_and_the_graph_shows_the_first(shelf: Shelf):
    await shelf.load_seed()
    pierre = await shelf.library.ask(resolve_author, shelf.library.index, "Pierre Stock")
    pages = [await shelf.library.ask(coauthor_page, pierre.id, page) for page in range(5)]
    people = [person for page in pages for person in page.people]
    assert {(page.pages, page.total) for page in pages} == {(5, len(people))}
    assert len({person.id for person in people}) == len(people)
    assert (await shelf.library.ask(coauthor_page, pierre.id, 99)).people == pages[4].people
    graph = await shelf.library.ask(coauthor_graph, pierre.id)
    assert graph.people == tuple(people[:20])
    drawn = {person.id for person in graph.people}
    assert all({tie.one, tie.other} <= drawn and tie.one != tie.other and tie.papers > 0 for tie in graph.ties)


async def test_numbers_over_time_are_one_a_capture_oldest_first(quick_shelf: Shelf):
    text = profile("Alice Adler", ("Rivers", "Alice Adler, Bob Lee"))
    for captured, h_index in ((dt.date(2026, 3, 1), 9), (dt.date(2024, 3, 1), 5), (dt.date(2025, 3, 1), 7)):
        await quick_shelf.load("alice.txt", text.replace("h-index5", f"h-index{h_index}"), captured)
    alice = await quick_shelf.library.ask(resolve_author, quick_shelf.library.index, "Alice Adler")
    history = (await quick_shelf.library.ask(metric_history, alice.id)).history
    assert [(numbers.as_of.year, numbers.h_index) for numbers in history] == [(2024, 5), (2025, 7), (2026, 9)]


async def test_a_person_who_became_another_is_shown_as_that_one(shelf: Shelf):
    await shelf.load("bob.txt", profile("Bob Lee", ("Rivers", "Alice Adler, Bob Lee"), ("Hills", "Bob Lee, Al Fox")))
    before = await shelf.library.ask(resolve_author, shelf.library.index, "Alice Adler")
    bob = await shelf.library.ask(resolve_author, shelf.library.index, "Bob Lee")
    await shelf.load("alice.txt", ALICE)
    page = await shelf.library.ask(coauthor_page, before.id, 0)
    assert page.author != before.id
    assert [(person.name, person.papers) for person in page.people] == [("Bob Lee", 2), ("Carl Cox", 1)]
    assert (await shelf.library.ask(coauthor_graph, before.id)).author == page.author
    assert (await shelf.library.ask(metric_history, before.id)).papers == 2
    found = await shelf.library.ask(compare_authors, before.id, bob.id)
    assert (found.one.id, found.shared, found.mutual_coauthors) == (page.author, 2, ("Carl Cox",))


async def test_nobody_is_no_error(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", lines({"title": "Rye", "authors": ["Ann Lee"]}))
    ann = (await ids_of(quick_shelf))["Ann Lee"]
    for query in (lambda s: coauthor_page(s, 99, 0), lambda s: coauthor_graph(s, 99), lambda s: metric_history(s, 99)):
        assert await quick_shelf.library.ask(query) is None
    assert await quick_shelf.library.ask(compare_authors, ann, 99) is None
    assert (await quick_shelf.library.ask(coauthor_page, ann, 0)).people == ()
