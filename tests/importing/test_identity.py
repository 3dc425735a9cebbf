"""Who is who: one person only where a shared paper says so, two people of one name stay two."""

import itertools
import json

import pytest

from storage.lookup.answers.author import AuthorCard, SeveralAuthors
from tests.conftest import Shelf
from tests.importing.test_import import author, count, paper


def profile(name: str, *papers: tuple[str, str], field: str = "LG") -> str:
    """Papers as (title, authors)."""
    blocks = "\n\n".join(f"CLOct {day}, 2023\n{title}\n\n{names}" for day, (title, names) in enumerate(papers, 1))
    return f"{name}\n\n{field}\nh-index5\n\n{len(papers)} Papers\n\n{blocks}\n"


ALICE = profile("Alice Adler", ("Rivers", "Alice Adler, Bob Lee"), ("Lakes", "Alice Adler, Bob Lee, Carl Cox"))
BOB = profile("Bob Lee", ("Rivers", "Alice Adler, Bob Lee"), ("Hills", "Bob Lee, Dora Dean"))
OTHER_BOB = profile("Bob Lee", ("Enzymes", "Bob Lee, Eve East"))


@pytest.mark.parametrize("order", list(itertools.permutations(["alice", "bob", "other"])))
async def test_the_order_of_loading_does_not_matter(quick_shelf: Shelf, order):
    texts = {"alice": ALICE, "bob": BOB, "other": OTHER_BOB}
    for name in order:
        await quick_shelf.load(f"{name}.txt", texts[name])
    answer = await author(quick_shelf, "Bob Lee")
    assert isinstance(answer, SeveralAuthors)
    assert sorted(option.papers for option in answer.options) == [1, 3]
    assert await count(quick_shelf, "paper") == 4


async def test_the_same_paper_in_two_profiles_is_one_paper(quick_shelf: Shelf):
    await quick_shelf.load("alice.txt", ALICE)
    report = await quick_shelf.load("bob.txt", BOB)
    assert (report.new, report.unchanged) == (1, 1)
    assert await count(quick_shelf, "paper") == 3


async def test_a_co_author_and_the_owner_of_a_profile_are_one_where_a_paper_ties_them(quick_shelf: Shelf):
    await quick_shelf.load("alice.txt", ALICE)
    await quick_shelf.load("bob.txt", BOB)
    card = await author(quick_shelf, "Bob Lee")
    assert isinstance(card, AuthorCard)
    assert (card.papers, card.numbers.h_index) == (3, 5)


async def test_two_profiles_of_one_name_without_a_shared_paper_stay_two(quick_shelf: Shelf):
    await quick_shelf.load("bob.txt", BOB)
    await quick_shelf.load("other/bob.txt", OTHER_BOB)
    answer = await author(quick_shelf, "bob lee")
    assert isinstance(answer, SeveralAuthors)
    assert {option.paper for option in answer.options} == {"Enzymes", "Hills"}


async def test_two_namesakes_who_both_write_with_one_person_stay_two(quick_shelf: Shelf):
    """Alice's list says "Bob Lee" of both; their own profiles know better, whoever comes first."""
    alice = profile("Alice Adler", ("Rivers", "Alice Adler, Bob Lee"), ("Enzymes", "Alice Adler, Bob Lee, Eve East"))
    for name, text in (("alice", alice), ("bob", BOB), ("other", OTHER_BOB)):
        await quick_shelf.load(f"{name}.txt", text)
    answer = await author(quick_shelf, "bob lee")
    assert isinstance(answer, SeveralAuthors)
    assert sorted(option.papers for option in answer.options) == [1, 2]


async def test_a_hidden_owner_is_an_author_and_found_again_in_the_whole_list(quick_shelf: Shelf):
    await quick_shelf.load("bob.txt", profile("Bob Lee", ("Seas", "Alice Adler, Carl Cox, Dora Dean et al.")))
    card = await paper(quick_shelf, "Seas")
    assert (card.authors_cut, card.hidden) == (True, ("Bob Lee",))
    names = ["Alice Adler", "Carl Cox", "Dora Dean", "Fay Fox", "Bob Lee"]
    await quick_shelf.load("whole.jsonl", json.dumps({"title": "Seas", "authors": names}))
    card = await paper(quick_shelf, "Seas")
    assert (card.authors, card.authors_cut, card.hidden) == (tuple(names), False, ())
    assert (await author(quick_shelf, "Bob Lee")).numbers.h_index == 5


async def test_an_owner_listed_by_initials_is_the_owner(quick_shelf: Shelf):
    await quick_shelf.load("bob.txt", profile("Robert Quincy Lee", ("Seas", "A. Adler, R. Q. Lee")))
    card = await author(quick_shelf, "Robert Quincy Lee")
    assert card.papers == 1
    assert await count(quick_shelf, "author") == 2


async def test_a_bulk_load_ties_a_paper_to_a_profile_and_leaves_its_namesakes_alone(quick_shelf: Shelf):
    bulk = [{"title": "Rivers", "authors": ["Alice Adler", "Bob Lee"]}, {"title": "Cement", "authors": ["Bob Lee"]}]
    text = "\n".join(json.dumps(line) for line in bulk)
    for order in (("bulk.jsonl", text), ("bob.txt", BOB)), (("bob.txt", BOB), ("bulk.jsonl", text)):
        for name, data in order:
            await quick_shelf.load(name, data)
    answer = await author(quick_shelf, "Bob Lee")
    assert isinstance(answer, SeveralAuthors)
    assert sorted(option.papers for option in answer.options) == [1, 2]


async def test_in_a_bulk_load_a_name_is_one_person(quick_shelf: Shelf):
    bulk = "\n".join(json.dumps({"title": f"Paper {n}", "authors": ["Ada Baker", f"Other {n}"]}) for n in range(7))
    await quick_shelf.load("bulk.jsonl", bulk)
    assert (await author(quick_shelf, "ada baker")).papers == 7


async def test_two_profiles_that_know_a_paper_differently_do_not_turn_it_back_and_forth(quick_shelf: Shelf):
    other = BOB.replace("CLOct 1, 2023\nRivers", "LGOct 1, 2023Code\nRivers")
    for name, text in (("alice.txt", ALICE), ("bob.txt", other), ("alice.txt", ALICE), ("bob.txt", other)):
        report = await quick_shelf.load(name, text)
    assert report.changed_nothing
    card = await paper(quick_shelf, "Rivers")
    assert (card.field, card.has_code) == ("cs.CL", True)
    assert card.sources == ("alice.txt", "bob.txt")


async def test_an_old_id_of_a_merged_person_still_shows_them(quick_shelf: Shelf):
    await quick_shelf.load("alice.txt", ALICE)
    was = (await author(quick_shelf, "Bob Lee")).id
    await quick_shelf.load("bob.txt", BOB)
    now = await author(quick_shelf, "Bob Lee")
    assert now.id != was
    assert (await author(quick_shelf, f"author:{was}")) == now
