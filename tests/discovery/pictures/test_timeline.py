"""Numbers put in order for drawing."""

import datetime as dt

import pytest

from commands.discovery.pictures.ticks import day_ticks, short, year_ticks
from commands.discovery.pictures.timeline import courses, paper_years
from storage.discovery.answers.people import FieldYears
from tests.discovery.pictures.answers import numbers


def test_a_field_is_one_however_it_is_written():
    papers = paper_years([FieldYears("cs.LG", ((2020, 1),)), FieldYears("LG", ((2020, 2), (2021, 1)))])
    assert papers is not None
    assert [(bars.field, dict(bars.papers)) for bars in papers.fields] == [("Machine Learning", {2020: 3, 2021: 1})]


def test_two_fields_of_one_name_are_told_apart_by_their_codes():
    papers = paper_years([FieldYears("cs.LG", ((2020, 2),)), FieldYears("stat.ML", ((2020, 1),))])
    assert papers is not None
    assert [bars.field for bars in papers.fields] == ["Machine Learning (cs.LG)", "Machine Learning (stat.ML)"]


def test_a_long_span_is_drawn_by_decades():
    papers = paper_years([FieldYears("cs.LG", ((1004, 1), (1009, 1), (2024, 2)))])
    assert papers is not None
    assert (papers.step, papers.years, papers.total(1000)) == (10, [1000, 2020], 2)
    assert (papers.first, papers.last, papers.said(2020)) == (1004, 2024, "2020–2029")


def test_the_last_number_of_a_day_counts():
    (citations,) = courses(
        [numbers("2025-01-01", 1, None), numbers("2025-01-01", 2, None), numbers("2025-02-01", 3, None)]
    )
    assert citations.points == ((dt.date(2025, 1, 1), 2), (dt.date(2025, 2, 1), 3))


@pytest.mark.parametrize(
    ("first", "last", "step", "ticks"),
    [
        (2019, 2022, 1, [2019, 2020, 2021, 2022]),
        (2020, 2020, 1, [2020]),
        (1826, 2026, 1, [1840, 1860, 1880, 1900, 1920, 1940, 1960, 1980, 2000, 2020]),
        (1000, 2100, 10, [1000, 1100, 1200, 1300, 1400, 1500, 1600, 1700, 1800, 1900, 2000, 2100]),
    ],
)
def test_years_along_the_edge_are_round_and_few(first: int, last: int, step: int, ticks: list[int]):
    assert year_ticks(first, last, step) == ticks


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2026-01-01", "2026-01-02", ["1 Jan 2026", "2 Jan 2026"]),
        ("2025-11-03", "2026-03-09", ["3 Nov 2025", "5 Jan 2026", "9 Mar 2026"]),
        ("2023-01-01", "2025-09-01", ["Jan 2023", "May 2024", "Sep 2025"]),
        ("0001-01-01", "9999-12-31", ["1", "5000", "9999"]),
    ],
)
def test_days_are_told_as_exactly_as_the_span_asks(first: str, last: str, names: list[str]):
    ticks = day_ticks(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert sorted(ticks) == sorted(set(ticks))
    assert [ticks[at] for at in sorted(ticks)] == names


def test_large_numbers_are_short():
    assert [short(value) for value in (0, 7749, 1_250_000, 10**12)] == ["0", "7,749", "1.25M", "1T"]
