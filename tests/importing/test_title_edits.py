"""A newer copy of a profile has an edited title: the paper stays the same. Across sources see test_two_titles.py."""

import datetime as dt

import pytest
from sqlalchemy import select

from storage.importing import load
from storage.schema.columns import metadata
from tests.conftest import SEEDS, Shelf
from tests.importing.test_identity import profile
from tests.importing.test_import import author, count, paper

SEED = (SEEDS / "pierre-stock.txt").read_text()
LONG = """We follow the water of nine rivers from spring to sea, and show that it is wet at every point of the way.
Earlier work looked at lakes alone, where nothing moves."""
OTHER = """Bread was weighed before and after baking. Steam, crumbs and one hungry student explain most losses; what is
left over may be due to our scales, which were bought second-hand in 1973."""


def text(*papers: tuple[str, str, str], name: str = "Alice Adler", names: str = "Alice Adler, Bob Lee") -> str:
    """A profile of papers as (date, title, abstract or "")."""
    blocks = "\n\n".join(f"CL{date}\n{title}\n\n{names}" + f"\n\n{said}" * bool(said) for date, title, said in papers)
    return f"{name}\n\nLG\nh-index5\n\n{len(papers)} Papers\n\n{blocks}\n"


async def rows(shelf: Shelf) -> dict[int, tuple[str, int]]:
    """Paper id → (title, the run it first came in)."""
    p = metadata.tables["paper"].c
    async with shelf.library.store.reading() as session:
        found = await session.execute(select(p.id, p.title, p.first_in))
        return {row.id: (row.title, row.first_in) for row in found}


async def titles(shelf: Shelf) -> list[str]:
    return sorted(title for title, _ in (await rows(shelf)).values())


async def one_becomes_other(shelf: Shelf, first: str, second: str) -> bool:
    """Whether the two texts, loaded one after the other, are of one paper."""
    await shelf.load("alice.txt", first)
    report = await shelf.load("alice.txt", second)
    assert report.new + report.changed_count == 1
    assert (await shelf.load("alice.txt", second)).changed_nothing
    return not report.new


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Mixtral of Experts", "Mixtral of Experts v2"),
        ("Mistral 7B", "Seven Billion Parameters Are Enough"),
        ("Green Federated Learning", "Federated Learning at What Cost? A Carbon Account of 2023"),
    ],
)
async def test_an_edited_title_of_a_profile_is_a_change_of_the_same_paper(shelf: Shelf, was, now):
    await shelf.load("pierre.txt", SEED, dt.date(2026, 6, 1))
    before = await rows(shelf)
    edited = SEED.replace(f"\n{was}\n", f"\n{now}\n")
    report = await shelf.load("pierre.txt", edited, dt.date(2026, 7, 1))
    assert (report.new, report.changed_count, report.unchanged, report.profile_is_new) == (0, 1, 22, False)
    (change,) = report.changed[0].changes
    assert (change.field, change.old, change.new) == ("title", was, now)
    expected = {id: (now if title == was else title, first_in) for id, (title, first_in) in before.items()}
    assert await rows(shelf) == expected
    assert (await paper(shelf, now)).title == now
    for old in (edited, SEED):  # the same again; then the copy from before
        assert (await shelf.load("pierre.txt", old)).changed_nothing
    assert await rows(shelf) == expected


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Colour and Behaviour of River Fish", "Color and Behavior of River Fish"),
        ("A Survey of River Fish", "The Survey of River Fish"),
        ("River Fish", "River Fish: What They Eat and Why"),
        ("Counting Fish With Small Nets", "Counting Fish With Tiny Nets"),
        ("Counting Fish With Nets", "Counting Fish With Very Small Nets"),
        ("The Fish of the Rhine", "The Fish of the Rhine v3"),
        ("Fish, Part Two: The Sea", "Fish, Part II: The Seas"),
    ],
)
async def test_without_a_telling_abstract_titles_that_are_alike_are_enough(quick_shelf: Shelf, was, now):
    kept = ("Jan 1, 2020", "Kept", "")
    first, second = (text(kept, ("May 5, 2023", title, "Short.")) for title in (was, now))
    assert await one_becomes_other(quick_shelf, first, second)
    assert await titles(quick_shelf) == sorted(["Kept", now])


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Rivers", "Lakes"),
        ("River Fish, Part I", "River Fish, Part II"),
        ("The 2023 River Challenge", "The 2024 River Challenge"),
        ("FISH-1: A River Model", "FISH-2: A River Model"),
        ("Fish Like Rivers", "Comment on Fish Like Rivers"),
        ("Hepatitis A in River Fish", "Hepatitis B in River Fish"),
        ("Deep Learning for Image Segmentation", "Deep Learning for Image Classification"),
        ("???", "!!!"),
    ],
)
async def test_titles_that_are_not_alike_or_of_a_series_are_two_papers(quick_shelf: Shelf, was, now):
    first, second = (text(("Jan 1, 2020", "Kept", ""), ("May 5, 2023", title, "")) for title in (was, now))
    assert not await one_becomes_other(quick_shelf, first, second)
    assert await count(quick_shelf, "paper") == 3


async def test_numbers_do_not_tell_papers_apart_whose_abstract_is_the_same(quick_shelf: Shelf):
    first, second = (text(("Jan 1, 2020", "Kept", ""), ("May 5, 2023", f"FISH-{n}", LONG)) for n in (1, 2))
    assert await one_becomes_other(quick_shelf, first, second)


async def test_another_abstract_or_day_asks_for_more(quick_shelf: Shelf):
    was, now = "Counting Fish With Small Nets", "Counting Fish With Tiny Nets"
    kept = ("Jan 1, 2020", "Kept", "")
    first = text(kept, ("May 5, 2023", was, LONG))
    assert not await one_becomes_other(quick_shelf, first, text(kept, ("May 5, 2023", now, OTHER)))
    assert await count(quick_shelf, "paper") == 3


@pytest.mark.parametrize(("date", "one"), [("Nov 30, 2023", True), ("May 5, 2024", True), ("May 5, 2026", False)])
async def test_the_date_has_to_be_near(quick_shelf: Shelf, date, one):
    kept = ("Jan 1, 2020", "Kept", "")
    first = text(kept, ("May 5, 2023", "The Rivers of Europe and Asia", LONG))
    second = text(kept, (date, "On Rivers of Europe and Asia", LONG))
    assert await one_becomes_other(quick_shelf, first, second) == one


async def test_other_co_authors_wrote_another_paper(quick_shelf: Shelf):
    papers = ("A Survey of River Fish", "Alice Adler, Bob Lee"), ("The Survey of River Fish", "Alice Adler, Eve East")
    first, second = (profile("Alice Adler", ("Kept", "Alice Adler"), one) for one in papers)
    assert not await one_becomes_other(quick_shelf, first, second)


async def test_a_paper_that_the_text_still_lists_is_not_taken_for_a_new_one(quick_shelf: Shelf):
    rivers, again = ("May 5, 2023", "Rivers of Europe", LONG), ("May 5, 2023", "The Rivers of Europe", LONG)
    await quick_shelf.load("alice.txt", text(rivers))
    report = await quick_shelf.load("alice.txt", text(again, rivers))
    assert (report.new, report.unchanged) == (1, 1)
    assert (await quick_shelf.load("alice.txt", text(again, rivers))).changed_nothing


async def test_each_paper_is_taken_once_and_by_the_best(quick_shelf: Shelf):
    await quick_shelf.load("alice.txt", text(("May 5, 2023", "Rivers of Europe", ""), ("May 6, 2023", "Rye", "")))
    parts = [("May 5, 2023", f"{word} Rivers of Europe", "") for word in ("Fifty", "The")]
    report = await quick_shelf.load("alice.txt", text(*parts, ("May 6, 2023", "Rye", "")))
    assert (report.new, report.changed_count) == (1, 1)
    assert report.changed[0].title == "The Rivers of Europe"


@pytest.mark.parametrize("chunk", [1, 2, 5])
async def test_what_a_text_no_longer_lists_is_judged_over_the_whole_text(quick_shelf: Shelf, monkeypatch, chunk):
    monkeypatch.setattr(load, "CHUNK_PAPERS", chunk)
    await quick_shelf.load("pierre.txt", SEED)
    edited = SEED.replace("\nMagistral\n", "\nMagistral: A Reasoning Model\n").replace("\nMinistral 3\n", "\nTiny 3\n")
    report = await quick_shelf.load("pierre.txt", edited)
    assert (report.new, report.changed_count, report.unchanged) == (0, 2, 21)


async def test_the_same_entry_twice_in_a_text_is_one_paper_in_a_newer_and_an_older_copy(quick_shelf: Shelf):
    kept = ("Jan 1, 2020", "Kept", "")
    now, before = ("May 5, 2023", "The Rivers of Europe", ""), ("May 5, 2023", "Rivers of Europe", "")
    await quick_shelf.load("alice.txt", text(kept, now), dt.date(2026, 6, 1))
    report = await quick_shelf.load("alice.txt", text(kept, before, before), dt.date(2026, 5, 1))
    assert (report.new, report.changed_count) == (0, 0)
    report = await quick_shelf.load("alice.txt", text(kept, before, before), dt.date(2026, 7, 1))
    assert await titles(quick_shelf) == ["Kept", "Rivers of Europe"]


async def test_a_profile_whose_only_paper_was_retitled_is_still_that_person_s(quick_shelf: Shelf):
    await quick_shelf.load("alice.txt", text(("May 5, 2023", "Rivers of Europe", "")))
    report = await quick_shelf.load("alice-new.txt", text(("May 5, 2023", "The Rivers of Europe", "")))
    assert (report.new, report.changed_count, report.profile_is_new) == (0, 1, False)
    assert (await author(quick_shelf, "Alice Adler")).papers == 1


async def test_two_papers_taken_for_one_part_again_where_a_text_lists_both(quick_shelf: Shelf):
    was, now = ("May 5, 2023", "Rivers of Europe", ""), ("May 5, 2023", "The Rivers of Europe", "")
    await quick_shelf.load("alice.txt", text(was))
    await quick_shelf.load("alice.txt", text(now))
    assert await count(quick_shelf, "paper") == 1
    assert (await quick_shelf.load("alice.txt", text(was, now))).new == 1
    assert (await quick_shelf.load("alice.txt", text(was, now))).changed_nothing
    assert await titles(quick_shelf) == ["Rivers of Europe", "The Rivers of Europe"]
