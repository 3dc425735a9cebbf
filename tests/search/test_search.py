"""What a search finds. On SQLite and on PostgreSQL."""

import pytest

from storage.discovery.answers.search import NothingFound, SearchRequest
from storage.lookup.find import resolve_author
from storage.search.entry import IndexEntry, PaperText
from storage.search.index import IndexState, SearchIndex
from storage.search.paper_query import PaperQuery
from storage.search.paper_search import PaperSearch
from storage.search.query_language import parse_query
from tests.conftest import Shelf
from tests.importing.test_identity import ALICE, profile
from tests.importing.test_import import author
from tests.importing.test_jsonl import lines
from tests.search.searching import CORPUS, A, C, G, R, ask, keys, titles

BY_WORDS = {
    # phrases
    '"state of the art"': "A",
    "“state of the art”": "A",
    '"art of the state"': "R",
    '"state art"': "G",
    '"State-of-the-Art"': "A",
    '"canary audit"': "A",
    '"galleries state"': "",
    '"canaries sing" "art galleries"': "G",
    # words, in any of their forms
    "canary": "AG",
    "canaries": "AG",
    "gallery divergence": "GR",
    "the of": "",
    "squids": "",
    # left out
    "canary -galleries": "A",
    'canary -"state of the art"': "G",
    "canary -author:stock": "A",
    "canary -title:canary": "G",
    "canary -year:2020": "G",
    "-canary": "RCL",
    "-has:code": "GRCL",
    "-field:cs -author:stock": "RC",
    "-squids -the": "AGRCL",
    # one or the other
    "galleries OR divergence": "GR",
    '"state of the art" OR "art of the state"': "AR",
    "author:baker OR author:stock": "AGRL",
    "OR canary OR": "AG",
    "canary OR OR divergence": "AGR",
    'title:canary OR year:2019 OR "art of the state"': "ARL",
    # people
    "author:stock": "GL",
    "author:STOCK": "GL",
    'author:"pierre stock"': "L",
    'author:"stock, pierre"': "L",
    'author:"P. Stock"': "L",
    "author:nunez": "R",
    'author:"jose nunez"': "R",
    'author:"baker núñez"': "",
    "author:baker author:nunez": "R",
    "author:王小明": "C",
    "author:nobody": "",
    # fields
    "field:cs": "AG",
    "field:cs.LG": "A",
    "field:CS.lg": "A",
    "field:LG": "A",
    'field:"machine learning"': "A",
    'field:"Machine Learning (cs.LG)"': "A",
    'field:"Machine Learning (stat.ML)"': "R",
    "field:stat": "R",
    "field:math": "L",
    'field:"marine biology"': "C",
    "field:numerology": "",
    # titles and venues
    "title:canary": "A",
    "title:canaries": "A",
    'title:"state of the art"': "A",
    'title:"art state"': "",
    "title:audit": "A",
    "venue:neurips": "A",
    'venue:"art & song"': "G",
    "venue:art": "G",
    # years and code
    "year:2021": "GR",
    "year:2020..": "AGR",
    "year:..2020": "AL",
    "year:2019-2020": "AL",
    "year:2021..2020": "AGR",
    "-year:1000..9999": "C",
    "has:code": "A",
    "canary has:code": "A",
    # accents, signs and other scripts
    "renyi": "R",
    "RÉNYI": "R",
    "Re\u0301nyi": "R",
    '"naive bayes"': "R",
    "深度学习": "C",
    '"度学"': "C",
    '"习深"': "",
    "title:图像": "C",
    "-学习": "AGRL",
    '"α-stable laws"': "L",
    "α": "L",
}
FILTERS = [
    (SearchRequest("canary", author="ada baker"), "A"),
    (SearchRequest("audits", author="bakr"), "AR"),
    (SearchRequest("", author="Stock"), "GL"),
    (SearchRequest("canary", author="zzyzx"), ""),
    (SearchRequest("canary", author="Zzyzx · author:99999"), ""),
    (SearchRequest("canary", field="cs"), "AG"),
    (SearchRequest("canary", field="cs.CV"), "G"),
    (SearchRequest("canary", field="computer vision"), "G"),
    (SearchRequest("canary", field="Computer Vision and Pattern Recognition (cs.CV)"), "G"),
    (SearchRequest("canary", field="stat"), ""),
    (SearchRequest("", field="Marine Biology"), "C"),
    (SearchRequest("", first_year=2021), "GR"),
    (SearchRequest("", last_year=2020), "AL"),
    (SearchRequest("", first_year=2020, last_year=2020), "A"),
    (SearchRequest("", first_year=2021, last_year=2020), "AGR"),
    (SearchRequest("audits", last_year=2020), "A"),
    (SearchRequest("", has_code=True), "A"),
    (SearchRequest("canary", has_code=False), "G"),
    (SearchRequest("canary", venue="neurips"), "A"),
    (SearchRequest("canary", venue="Journal of Art & Song"), "G"),
    (
        SearchRequest("-divergence", author="Ada Baker", field="cs", first_year=2020, has_code=True, venue="neurips"),
        "A",
    ),
    (SearchRequest(), ""),
]


async def test_what_is_typed_finds_what_it_says(shelf: Shelf):
    await shelf.load("a.jsonl", CORPUS)
    found = {typed: await keys(shelf, SearchRequest(typed)) for typed in BY_WORDS}
    assert {typed: keys for typed, keys in found.items() if keys != BY_WORDS[typed]} == {}


async def test_what_is_chosen_beside_it_narrows(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", CORPUS)
    wrong = [(question, found) for question, keep in FILTERS if (found := await keys(quick_shelf, question)) != keep]
    assert wrong == []
    stock = await author(quick_shelf, "Pierre Stock")
    assert await keys(quick_shelf, SearchRequest("", author=f"Pierre Stock · 1 paper · author:{stock.id}")) == "L"


@pytest.mark.parametrize("filters", [{"author": "***"}, {"field": "***"}, {"venue": "***"}])
async def test_a_filter_without_a_letter_in_it_lets_nothing_through(quick_shelf: Shelf, filters):
    """It names nobody and nothing; to drop it in silence would show what was not asked for."""
    await quick_shelf.load("a.jsonl", CORPUS)
    assert await titles(quick_shelf, SearchRequest("canary", **filters)) == []


NAMES = lines(
    {"title": "1", "authors": ["王明", "李小"]},
    {"title": "2", "authors": ["Pia Lee", "Ada Stock"]},
    {"title": "3", "authors": ["Juan Carlos de la Cruz", "Eve Ortega"]},
)


FOUND_BY_NAME = {
    "王明": ["1"],
    "王小明": [],
    "lee stock": [],
    "stock lee": [],
    "P Stock": [],
    "A. Stock": ["2"],
    "cruz ortega": [],
    "Juan Cruz": ["3"],
    "Cruz, Juan": ["3"],
    "de la Cruz, Juan Carlos": ["3"],
}


async def test_the_words_of_a_name_are_one_persons_in_any_order(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", NAMES)
    found = {name: await titles(quick_shelf, SearchRequest(f'author:"{name}"')) for name in FOUND_BY_NAME}
    assert found == FOUND_BY_NAME


async def test_what_fits_best_comes_first(shelf: Shelf):
    await shelf.load("a.jsonl", CORPUS)
    assert (await titles(shelf, SearchRequest("canary")))[0] == A
    assert (await titles(shelf, SearchRequest("state of the art audits")))[0] == A
    assert (await titles(shelf, SearchRequest("art galleries")))[0] == G


async def test_without_words_to_rank_by_the_newest_come_first(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", CORPUS)
    assert await titles(quick_shelf, SearchRequest("-squids")) == [R, G, A, "Learning α-stable Laws", C]
    assert await titles(quick_shelf, SearchRequest("author:stock")) == [G, "Learning α-stable Laws"]


async def test_nothing_found_offers_the_nearest(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", CORPUS)
    for typed, nearest in (("canery", {A, G}), ("galeries", {G}), ("zzyzxq", set())):
        answer = await ask(quick_shelf, SearchRequest(typed))
        assert isinstance(answer, NothingFound)
        assert ({line.title for line in answer.nearest}, answer.unfiltered) == (nearest, 0)


@pytest.mark.parametrize(
    "words", ["canary", "canary -galleries", '"state of the art"', "author:stock", "title:canary OR renyi", "year:2020"]
)
async def test_unfiltered_is_how_many_the_same_words_find_without_the_filters(quick_shelf: Shelf, words):
    """The button below says so, and asks for just these words."""
    await quick_shelf.load("a.jsonl", CORPUS)
    answer = await ask(quick_shelf, SearchRequest(words, venue="Nature"))
    assert isinstance(answer, NothingFound)
    assert answer.unfiltered == (await ask(quick_shelf, SearchRequest(words))).total
    assert len(answer.nearest) == answer.unfiltered


async def test_where_no_filter_was_chosen_none_can_be_dropped(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", CORPUS)
    for words in ("canary year:1990", "canary -canary", "canary author:nobody"):
        answer = await ask(quick_shelf, SearchRequest(words))
        assert (type(answer), answer.unfiltered) == (NothingFound, 0), words


async def test_what_an_import_changes_is_found_at_once(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", lines({"id": "1", "title": "Sourdough", "field": "cs.LG", "citations": 1}))
    await quick_shelf.load("b.jsonl", lines({"id": "1", "title": "Rye", "field": "cs.CL"}, {"title": "Rye and Oats"}))
    assert await titles(quick_shelf, SearchRequest("sourdough")) == []
    assert sorted(await titles(quick_shelf, SearchRequest("rye"))) == ["Rye", "Rye and Oats"]
    assert await titles(quick_shelf, SearchRequest("field:cs.LG")) == []


async def test_a_choice_made_before_two_people_became_one_still_means_them(quick_shelf: Shelf):
    await quick_shelf.load(
        "bob.txt", profile("Bob Lee", ("Rivers", "Alice Adler, Bob Lee"), ("Hills", "Bob Lee, Al Fox"))
    )
    before = await quick_shelf.library.ask(resolve_author, quick_shelf.library.index, "Alice Adler")
    await quick_shelf.load("alice.txt", ALICE)
    after = await quick_shelf.library.ask(resolve_author, quick_shelf.library.index, "Alice Adler")
    assert before.id != after.id
    for choice in (f"Alice Adler · author:{before.id}", f"Alice Adler · author:{after.id}", "alice adler"):
        answer = await ask(quick_shelf, SearchRequest("", author=choice))
        assert (answer.author, sorted(found.line.title for found in answer.found)) == (
            "Alice Adler",
            ["Lakes", "Rivers"],
        )


async def test_a_person_without_papers_has_none(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", CORPUS)
    await quick_shelf.load("carl.txt", "Carl Cox\n\nLG\nh-index5\n\n0 Papers\n")
    card = await author(quick_shelf, "Carl Cox")
    assert (card.papers, await titles(quick_shelf, SearchRequest("", author=f"author:{card.id}"))) == (0, [])


async def test_an_initial_that_very_many_names_begin_with_is_no_error():
    """tantivy gives up on a pattern that more than 16,384 words fit."""
    index = SearchIndex(None)
    update = index.update()
    paper = PaperText(None, tuple(f"S{number} Stone" for number in range(20_000)), None, None, None, None, False)
    update.apply([], [IndexEntry("paper", 1, "Title", "", 0, (), paper)])
    update.commit(IndexState("store", 1))
    update.close()
    texts = PaperSearch(index.schema, index.searcher())
    for words in ('author:"s stone"', 'author:"Stone, S."', "author:s"):
        query = PaperQuery(parse_query(words)).build(index.schema)
        assert query is not None
        assert texts.find(query, "newest", 10).papers == (1,)
