"""Whatever is typed is searched for: no error, no other engine's syntax, no long wait."""

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.discovery.answers.search import NothingFound, SearchPage, SearchRequest
from storage.discovery.experts import expert_page
from storage.search.snippets import SORTS
from tests.conftest import Shelf
from tests.examples import ONE_FIXTURE, examples
from tests.importing.test_jsonl import lines
from tests.patience import at_most
from tests.search.searching import CORPUS, ask

SYNTAX = [
    "{0}^2 {1}", "{0}* {1}?", "{0}~1", "/{0}.*/ {1}", "+{0} +{1}", "[{0} TO {1}]", "{{{0} TO {1}}}", "\\{0}\\:{1}",
    "text:{0}", "id:1 {0}", "kind:paper", "*:*", "*", "IN [{0} {1}]", "text: IN [{0}]", "{0} AND {1}", "{0} && {1}",
    "!{0}", "<{0} >={1}", "'{0}'", '"{0} {1}"~2', "{0}%' --", "'; DROP TABLE paper; -- {1}", "{0}_{1}", "$ne{0}",
]  # fmt: skip


async def test_the_syntax_of_other_search_engines_finds_what_its_plain_words_find(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", CORPUS)
    typed = [syntax.format("canary", "divergence") for syntax in SYNTAX]
    plain = {words: re.sub(r"[^\w\"]+|_", " ", words) for words in typed}
    for words, question in product(typed, (SearchRequest(), SearchRequest(sort="newest"))):
        found = await ask(quick_shelf, replace(question, words=words))
        expected = await ask(quick_shelf, replace(question, words=plain[words]))
        assert replace(found, request=question) == replace(expected, request=question), words


PIECES = [
    '"',
    "“",
    "-",
    " ",
    " OR ",
    "|",
    "(",
    ")",
    "author:",
    "field:",
    "title:",
    "venue:",
    "year:",
    "has:code",
    "the",
]
PIECES += [
    "2020..",
    "canary",
    "學",
    "é",
    "a^2",
    "*",
    "\\",
    "a~1",
    "/.*/",
    "[a TO b]",
    "'; DROP TABLE",
    "\x00",
    "{",
    "+",
]
TYPED = st.text(max_size=500) | st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@pytest.fixture
async def stocked_shelf(quick_shelf: Shelf) -> Shelf:
    await quick_shelf.load("a.jsonl", CORPUS)
    return quick_shelf


@examples(25, suppress_health_check=ONE_FIXTURE)
@given(TYPED, st.sampled_from(["words", "author", "field", "venue"]), st.sampled_from(SORTS))
async def test_nothing_that_is_typed_raises(stocked_shelf: Shelf, typed, place, sort):
    answer = await ask(stocked_shelf, replace(SearchRequest("canary", sort=sort), **{place: typed}))
    assert isinstance(answer, SearchPage | NothingFound)
    if place == "words":
        await stocked_shelf.library.ask(expert_page, stocked_shelf.library.index, typed, 0)


@pytest.mark.parametrize("place", ["words", "author", "field", "venue"])
async def test_half_a_character_is_no_error(quick_shelf: Shelf, place):
    """JSON can spell one, and a Python string can hold it."""
    await quick_shelf.load("a.jsonl", CORPUS)
    answer = await ask(quick_shelf, replace(SearchRequest("canary"), **{place: "canary \ud800"}))
    assert isinstance(answer, SearchPage | NothingFound)


async def test_no_query_keeps_anybody_waiting(quick_shelf: Shelf):
    words = ["".join(pair) for pair in product("abcdefghijklmnopqrst", repeat=2)]
    papers = (
        {"title": " ".join(words[n % 380 : n % 380 + 20]), "authors": [f"{words[n % 400]} X"]} for n in range(2000)
    )
    await quick_shelf.load("a.jsonl", lines(*papers))
    hostile = ['"' * 500, "-" * 500, "- " * 250, " OR ".join(words)[:500], " ".join(words)[:500], "author:a " * 55]
    hostile += [" ".join(f"-{word}" for word in words)[:500], f'"{" ".join(words)[:498]}"', "title:[a TO b] " * 33]
    hostile += ["year:..9999 " * 41, "x" * 500, "a* " * 166, "學" * 500, "(" * 500, "qqqqqqqq " * 55, '"a b" OR ' * 55]
    with at_most(len(hostile)):
        for typed in hostile:
            await ask(quick_shelf, SearchRequest(typed, author="a"))
            await ask(quick_shelf, SearchRequest(typed))
