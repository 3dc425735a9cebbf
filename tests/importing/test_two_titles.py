"""Two titles for one paper, from two sources or in two files: told by the memory of titles, or by the abstract."""

import pytest

from storage.text.keys import abstract_hash
from tests.conftest import Shelf
from tests.importing.test_jsonl import lines
from tests.importing.test_title_edits import LONG, text, titles


def test_the_key_of_an_abstract_is_the_same_however_it_is_written():
    others = [
        LONG.upper(),
        LONG.replace(" ", "\n  "),
        LONG.replace("e", "é"),
        LONG.replace(".", " — ").replace("'", "’"),
    ]
    assert {abstract_hash(other) for other in others} == {abstract_hash(LONG)}
    assert abstract_hash(LONG) is not None
    assert abstract_hash(LONG + " And more.") != abstract_hash(LONG)
    assert abstract_hash("No abstract available.") is None


async def test_a_title_of_before_still_means_the_paper_whoever_says_it(quick_shelf: Shelf):
    """Nothing but the memory of the title can tell here."""
    await quick_shelf.load("alice.txt", text(("May 5, 2023", "Rivers of Europe", LONG)))
    await quick_shelf.load("alice.txt", text(("May 5, 2023", "Wet at Every Point", LONG)))
    bob = text(("May 5, 2023", "Rivers of Europe", ""), name="Bob Lee")
    bulk = lines({"title": "Rivers of Europe", "authors": ["Alice Adler"]})
    for _ in range(2):
        for file, data in (("bob.txt", bob), ("bulk.jsonl", bulk)):
            assert (await quick_shelf.load(file, data)).new == 0
    assert (await quick_shelf.load("bob.txt", bob)).changed_nothing
    assert await titles(quick_shelf) == ["Wet at Every Point"]


async def test_two_sources_with_two_titles_and_one_abstract_do_not_turn_the_paper(quick_shelf: Shelf):
    files = {
        "alice.txt": text(("May 5, 2023", "Rivers of Europe", LONG)),
        "bob.txt": text(("May 7, 2023", "Wet at Every Point", LONG.upper()), name="Bob Lee"),
        "bulk.jsonl": lines({"title": "Water", "abstract": LONG, "authors": ["B. Lee"], "published": "2024"}),
    }
    reports = [await quick_shelf.load(name, data) for _ in range(3) for name, data in files.items()]
    assert [report.new for report in reports] == [1, 0, 0] + [0] * 6
    assert all(report.changed_nothing for report in reports[3:])
    assert await titles(quick_shelf) == ["Rivers of Europe"]


async def test_two_bulk_files_with_two_titles_settle(quick_shelf: Shelf):
    papers = ({"title": title, "abstract": LONG, "authors": ["Bob Lee"]} for title in ("Rivers", "Water"))
    texts = [lines(one) for one in papers]
    reports = [await quick_shelf.load(f"{n % 2}.jsonl", texts[n % 2]) for n in range(6)]
    assert [(report.new, report.changed_count) for report in reports] == [(1, 0), (0, 1)] + [(0, 0)] * 4
    assert await titles(quick_shelf) == ["Water"]


@pytest.mark.parametrize(
    "differs",
    [
        {},
        {"authors": ["Eve East"]},
        {"authors": []},
        {"abstract": "No abstract available."},
        {"doi": "10.1000/2"},
        {"published": "2019"},
        {"id": "2"},
    ],
)
async def test_what_a_bulk_paper_must_share_to_be_one(quick_shelf: Shelf, differs):
    one = {"id": "1", "title": "Rivers", "abstract": LONG, "authors": ["Bob Lee"], "doi": "10.1000/1"}
    one |= {"published": "2023-05"}
    if "abstract" in differs:
        one |= differs
    other = {**one, "id": None, "doi": None, "title": "Water"}
    await quick_shelf.load("a.jsonl", lines(one))
    report = await quick_shelf.load("b.jsonl", lines({**other, **differs}))
    assert report.new == bool(differs)


async def test_an_abstract_of_several_papers_says_nothing(quick_shelf: Shelf):
    def some(*names: str) -> str:
        return lines(*({"title": name, "abstract": LONG, "authors": ["Bob Lee"]} for name in names))

    assert (await quick_shelf.load("a.jsonl", some("Rivers", "Lakes"))).new == 2
    assert (await quick_shelf.load("b.jsonl", some("Seas"))).new == 1


@pytest.mark.parametrize("first", [["Rivers"], []])
async def test_an_abstract_of_several_lines_says_nothing(quick_shelf: Shelf, first):
    several = [*first, "Lakes", "Seas", "Ponds"]
    for names in (first, several):
        given = ({"title": name, "abstract": LONG, "authors": ["Bob Lee"]} for name in names)
        await quick_shelf.load("a.jsonl", lines(*given))
    assert await titles(quick_shelf) == sorted(several)


async def test_parts_of_a_series_with_one_abstract_in_two_files_are_two(quick_shelf: Shelf):
    for part in ("I", "II"):
        one = {"title": f"River Fish, Part {part}", "abstract": LONG, "authors": ["Bob Lee"]}
        assert (await quick_shelf.load(f"{part}.jsonl", lines(one))).new == 1
