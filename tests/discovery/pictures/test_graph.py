"""The picture of co-authors."""

import itertools
import math

import pytest
from hypothesis import given

from commands.discovery.pictures.canvas import Sheet
from commands.discovery.pictures.graph import SHOWN, coauthor_picture
from commands.discovery.pictures.ring import CENTRE, seats, slot
from storage.discovery.answers.people import CoauthorEdge, CoauthorGraph
from tests.discovery.pictures.answers import crowd, graph, graphs
from tests.discovery.pictures.looking import check, outside, overlaps, texts
from tests.examples import examples
from tests.rows import each_row


def words(sheet: Sheet) -> list[str]:
    return [text.get_text() for text in texts(sheet)]


@examples(6)
@given(graphs)
def test_any_co_authors_can_be_drawn(some: CoauthorGraph):
    picture = coauthor_picture(some)
    assert (picture is None) == (not some.people)
    if picture:
        check(picture)


@pytest.mark.parametrize("tied", [0, 5])
@pytest.mark.parametrize("people", [1, 12, 30])
def test_no_name_reaches_into_another_or_over_the_edge(people: int, tied: int, sheets: list[Sheet]):
    picture = coauthor_picture(crowd(people, tied))
    assert picture is not None
    check(picture)
    assert list(overlaps(sheets[0])) == []
    assert outside(sheets[0]) == []


def test_nobody_makes_no_picture():
    assert coauthor_picture(graph()) is None


def test_the_same_answer_makes_the_same_picture():
    assert coauthor_picture(crowd(6, 2)) == coauthor_picture(crowd(6, 2))


def test_a_long_name_is_shortened_with_an_ellipsis(sheets: list[Sheet]):
    coauthor_picture(graph("Wolfeschlegelsteinhausenbergerdorff Maximilian von und zu Hohenstein"))
    assert any(word.startswith("Wolfe") and word.endswith("…") for word in words(sheets[0]))


def test_a_dollar_sign_is_a_dollar_sign(sheets: list[Sheet]):
    coauthor_picture(graph("A$ap $x^2$", "\\alpha_{2}", "$\\frac{", name="$E=mc^2$"))
    assert {"A$ap $x^2$", "\\alpha_{2}", "$\\frac{", "Co-authors of $E=mc^2$"} <= set(words(sheets[0]))
    assert not any(text.get_parse_math() or text.get_usetex() for text in texts(sheets[0]))


def test_a_name_without_letters_here_is_its_number_in_the_picture_and_in_the_words(sheets: list[Sheet]):
    picture = coauthor_picture(graph("Ann Lee", "ꦗꦮ", "", "ꦗꦮ Ming Li"))
    assert picture is not None
    assert {"Ann Lee", "#2", "#3", "#4 Ming Li"} <= set(words(sheets[0]))
    assert "1. Ann Lee (9 papers), 2. ꦗꦮ (8 papers), 3. an unnamed author (7 papers), 4. ꦗꦮ Ming" in picture.alt


def test_the_words_say_who_is_shown_how_many_there_are_and_how_many_pairs_wrote_together():
    ann = graph("Ann Lee", "Bo Ek", ties=(CoauthorEdge(2, 3, 1), CoauthorEdge(2, 99, 4), CoauthorEdge(2, 2, 1)))
    picture = coauthor_picture(CoauthorGraph(1, "Pierre Stock", 1200, ann.people, ann.ties))
    assert picture is not None
    assert picture.name == "coauthors.png"
    assert picture.alt.startswith("Co-authors of Pierre Stock, 2 of 1,200, drawn around the author")
    assert "1 pair of them have written together. 1. Ann Lee (9 papers), 2. Bo Ek (8 papers)" in picture.alt


def test_more_people_than_can_be_read_are_left_out_and_counted(sheets: list[Sheet]):
    coauthor_picture(crowd(60, 0))
    assert f"{SHOWN} of 60" in words(sheets[0])


@each_row("people", range(1, 31))
def test_everybody_has_a_height_of_their_own_beside_the_person(people: int):
    some = crowd(people, 4)
    around = seats(some.people, some.ties)
    assert {seat.person for seat in around} == set(some.people)
    for one, other in itertools.combinations(around, 2):
        assert one.is_right != other.is_right or abs(one.y - other.y) > slot(people) - 1e-6
    assert all(math.dist((seat.x, seat.y), CENTRE) > 200 for seat in around)


def test_people_who_write_together_sit_together():
    some = crowd(24, 4)
    groups = [seat.group for seat in seats(some.people, some.ties)]
    assert len(list(itertools.groupby(groups))) == len(set(groups)) == 4


def test_who_writes_with_none_of_the_others_is_in_no_group():
    some = graph("Ann", "Bo", "Cy", ties=(CoauthorEdge(2, 3, 1),))
    assert {seat.person.name: seat.group for seat in seats(some.people, some.ties)} == {"Ann": 0, "Bo": 0, "Cy": None}
