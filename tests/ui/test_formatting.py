"""Numbers, dates and counts as people read them; what is unknown is never 0 and never None."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.lookup.embeds.author import author_embed
from commands.lookup.embeds.citation import brief_embed
from commands.lookup.embeds.paper import paper_embed
from commands.ui.embeds.export import export_embed
from commands.ui.embeds.formatting import UNKNOWN, count, day, number, percent, published, years
from storage.lookup.answers.author import AuthorCard, DatedMetrics
from storage.lookup.answers.paper import PaperCard
from tests.rows import each_row

NOBODY = AuthorCard(1, "Ann Lee", None, None, None, None, 2, 0, None, None, (), (), ())
BARE = PaperCard(
    1, "Seen once", None, (), (), False, (), None, None, False, None, None, None, None, None, None, (), None, (), None
)


@each_row(
    ("value", "expected"),
    [
        (None, "—"),
        (0, "0"),
        (7749, "7,749"),
        (1_000_000_000_000, "1,000,000,000,000"),
        (51.0, "51"),
        (51.5, "51.5"),
        (1234.25, "1,234.25"),
        (100.0, "100"),
        (1e15, "1,000,000,000,000,000"),
        (0.001, "0.001"),
        (float("nan"), "—"),
        (float("inf"), "—"),
    ],
)
def test_a_number_has_thousands_separators_and_no_needless_decimals(value, expected):
    assert number(value) == expected
    assert percent(value) == (expected if expected == UNKNOWN else f"{expected}%")


@given(st.floats(0, 1e15))
def test_a_number_is_never_written_with_an_exponent(value):
    assert set(number(value)) <= set("0123456789,.")
    assert float(number(value).replace(",", "")) == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "—"),
        ("2023", "2023"),
        ("2023-10", "Oct 2023"),
        ("2023-10-05", "5 Oct 2023"),
        ("0999-01-01", "1 Jan 0999"),
        ("2999", "2999 (upcoming)"),
        ("2999-03", "Mar 2999 (upcoming)"),
        ("2999-03-01", "1 Mar 2999 (upcoming)"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(value, expected):
    assert published(value) == expected


def test_a_day_is_written_with_its_month_in_letters():
    assert day(dt.date(2026, 11, 3)) == "3 Nov 2026"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(2017, 2026, "2017–2026"), (2023, 2023, "2023"), (None, None, None), (None, 2020, "2020")],
)
def test_years_are_a_span_or_one_year(first, last, expected):
    assert years(first, last) == expected


def test_a_count_agrees_with_its_noun():
    assert [count(n, "paper") for n in (0, 1, 2, 2_990)] == ["0 papers", "1 paper", "2 papers", "2,990 papers"]


def test_what_is_not_known_of_a_person_is_a_dash():
    shown = {field.name: field.value for field in author_embed(NOBODY).fields}
    assert [shown[name] for name in ("h-index", "Papers", "Citations", "Novelty", "AI score")] == [UNKNOWN] * 5
    assert author_embed(NOBODY).description == "2 papers in this library"


def test_a_metric_of_zero_is_known():
    numbers = DatedMetrics(0, 0, 0, 0.0, None, "lee.txt", dt.date(2026, 1, 2))
    card = AuthorCard(1, "Ann Lee", None, numbers, "lee.txt", dt.date(2026, 1, 1), 0, 0, None, None, (), (), ())
    shown = {field.name: field.value for field in author_embed(card).fields}
    assert [shown[name] for name in ("h-index", "Papers", "Citations", "Novelty", "AI score")] == [
        "0",
        "0",
        "0",
        "0%",
        "—",
    ]
    assert author_embed(card).footer.text == "Source: lee.txt · as of 2 Jan 2026"


def test_what_is_not_known_of_a_paper_is_a_dash_or_not_there():
    card = paper_embed(BARE)
    assert {field.name: field.value for field in card.fields} == dict.fromkeys(
        ("Authors", "Published", "Field", "Code"), UNKNOWN
    )
    assert card.description == "No abstract available."
    assert card.footer.text == "Source: —"


def test_a_brief_card_says_that_there_are_more_authors_than_it_names():
    named = replace(BARE, authors=("Ann Lee", "Bo Ray"))
    assert brief_embed(replace(named, authors_cut=True)).description == "Ann Lee, Bo Ray et al. · —"
    assert brief_embed(named).description == "Ann Lee, Bo Ray · —"


@pytest.mark.parametrize(
    ("exported", "total", "words"),
    [(1, 1, "1 paper,"), (2, 2, "All 2 papers,"), (1_000, 1_200, "The first 1,000 of 1,200 papers,")],
)
def test_an_export_says_how_many_of_the_papers_it_has(exported: int, total: int, words: str):
    assert (export_embed("New", exported, total).description or "").startswith(f"New\n{words}")
