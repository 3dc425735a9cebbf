"""Bulk loads: one paper a line."""

import json

import pytest

from storage.importing.report import report_lines
from tests.conftest import Shelf
from tests.importing.test_import import author, count, paper


def lines(*papers: dict | str) -> str:
    return "\n".join(paper if isinstance(paper, str) else json.dumps(paper) for paper in papers)


FULL = {
    "id": "k1",
    "title": "On the Care of Sourdough",
    "abstract": "We propose a starter. It lives.",
    "authors": ["Ada Baker", "Ben Miller"],
    "published": "2024-03",
    "field": "cs.LG",
    "venue": "Journal of Bread",
    "doi": "10.1000/Bread.1",
    "arxiv_id": "2403.00001v2",
    "url": "https://example.org/bread",
    "code_url": "https://example.org/code",
    "citations": 12,
}


async def test_every_key_is_kept(quick_shelf: Shelf):
    assert (await quick_shelf.load("a.jsonl", lines(FULL))).new == 1
    card = await paper(quick_shelf, "sourdough")
    assert card.authors == ("Ada Baker", "Ben Miller")
    assert (card.published, card.field, card.venue, card.citations) == ("2024-03", "cs.LG", "Journal of Bread", 12)
    assert (card.doi, card.arxiv_id, card.url) == ("10.1000/bread.1", "2403.00001", "https://example.org/bread")
    assert (card.has_code, card.code_url) == (True, "https://example.org/code")
    assert card.key_sentence == "We propose a starter."


@pytest.mark.parametrize(
    "words",
    [
        "2403.00001",
        "arXiv:2403.00001v3",
        "https://arxiv.org/abs/2403.00001",
        "10.1000/BREAD.1",
        "https://doi.org/10.1000/bread.1",
    ],
)
async def test_a_paper_is_found_by_its_ids_and_their_addresses(shelf: Shelf, words):
    await shelf.load("a.jsonl", lines(FULL))
    assert (await paper(shelf, words)).title == FULL["title"]


async def test_the_same_id_again_updates_the_paper(shelf: Shelf):
    await shelf.load("a.jsonl", lines(FULL))
    report = await shelf.load("b.jsonl", lines({**FULL, "title": "On the Care of Rye", "citations": 15, "venue": None}))
    changes = {change.field: (change.old, change.new) for change in report.changed[0].changes}
    assert changes == {"title": ("On the Care of Sourdough", "On the Care of Rye"), "citations": (12, 15)}
    assert (await paper(shelf, "On the Care of Rye")).venue == "Journal of Bread"
    assert await count(shelf, "paper") == 1


async def test_a_number_that_becomes_known_is_reported_as_such(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", lines({"title": "Alone"}))
    report = await quick_shelf.load("b.jsonl", lines({"title": "Alone", "citations": 7749}))
    assert "    citations: 7,749 (was unknown)" in report_lines(report)


async def test_the_word_none_is_a_word(quick_shelf: Shelf):
    texts = ("title", "field", "venue", "abstract")
    await quick_shelf.load("a.jsonl", lines(dict.fromkeys(texts, "None")))
    card = await paper(quick_shelf, "none")
    assert [getattr(card, text) for text in texts] == ["None"] * 4


async def test_a_title_is_all_that_is_needed_and_twice_is_once(quick_shelf: Shelf):
    first = await quick_shelf.load("a.jsonl", lines({"title": "Alone"}))
    again = await quick_shelf.load("b.jsonl", lines({"title": "Alone"}))
    assert (first.new, again.new, again.unchanged) == (1, 0, 1)
    card = await paper(quick_shelf, "alone")
    assert (card.authors, card.published, card.field, card.citations, card.abstract) == ((), None, None, None, None)


async def test_a_bad_line_is_refused_with_its_number_and_the_others_load(quick_shelf: Shelf):
    bad = ["{", "[]", "{}", '{"title": 3}', '{"title": " "}', '{"title": "x", "published": "2023-02-30"}']
    bad += [
        '{"title": "x", "url": "javascript:alert(1)"}',
        '{"title": "x", "citations": -1}',
        '{"title": "x", "authors": "me"}',
    ]
    bad += ['{"title": "\\ud800"}', '{"title": "x", "doi": "none"}', '{"title": "x", "published": "soon"}']
    report = await quick_shelf.load("a.jsonl", lines(FULL, *bad, {"title": "Last"}))
    assert report.new == 2
    assert [refusal.line for refusal in report.refused] == list(range(2, 2 + len(bad)))
    assert all(refusal.file == "a.jsonl" and refusal.what for refusal in report.refused)


async def test_the_same_bad_file_twice_refuses_the_same_and_changes_nothing(quick_shelf: Shelf):
    text = lines(FULL, "nonsense", {"title": "Last"})
    first, again = await quick_shelf.load("a.jsonl", text), await quick_shelf.load("a.jsonl", text)
    assert (again.new, again.unchanged) == (0, 2)
    assert [str(refusal) for refusal in first.refused] == [str(refusal) for refusal in again.refused]


async def test_keys_that_mean_nothing_here_are_named_in_a_warning(quick_shelf: Shelf):
    report = await quick_shelf.load("a.jsonl", lines({"title": "x", "journal": "y"}))
    assert report.ok
    assert "journal" in report.warnings[0]


async def test_one_paper_on_two_lines_is_one_paper_with_a_warning_and_stays_as_it_is(quick_shelf: Shelf):
    text = lines(
        {"title": "Twice", "authors": ["A B"], "field": "cs.LG"},
        {"title": "Twice", "authors": ["A B"], "field": "cs.CL"},
    )
    first = await quick_shelf.load("a.jsonl", text)
    again = await quick_shelf.load("a.jsonl", text)
    assert await count(quick_shelf, "paper") == 1
    assert "line 2" in first.warnings[0]
    assert again.changed_nothing


async def test_papers_of_one_title_stay_apart_where_their_ids_or_authors_differ(quick_shelf: Shelf):
    await quick_shelf.load(
        "a.jsonl",
        lines(
            {"title": "Editorial", "authors": ["A B"], "doi": "10.1000/1"},
            {"title": "Editorial", "authors": ["A B"], "doi": "10.1000/2"},
            {"title": "Editorial", "authors": ["C D"]},
            {"id": "1", "title": "Notes", "authors": ["A B"]},
            {"id": "2", "title": "Notes", "authors": ["A B"]},
        ),
    )
    assert await count(quick_shelf, "paper") == 5


async def test_nul_characters_and_thousands_of_authors_are_taken(shelf: Shelf):
    names = [f"Person{n} Number{n}" for n in range(3000)]
    report = await shelf.load(
        "a.jsonl", lines({"title": "Big\u0000 Science", "authors": names, "abstract": "a" * 20000})
    )
    assert report.new == 1
    assert (await paper(shelf, "big science")).authors == tuple(names)
    assert (await author(shelf, "Person2999 Number2999")).papers == 1


async def test_a_namesake_on_one_paper_is_another_person(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", lines({"title": "Two of Us", "authors": ["Wei Wang", "Wei Wang"]}))
    assert await count(quick_shelf, "author") == 2
    assert (await paper(quick_shelf, "two of us")).authors == ("Wei Wang", "Wei Wang")


async def test_a_paper_names_the_file_that_told_of_it(quick_shelf: Shelf):
    await quick_shelf.load("a.jsonl", lines({"title": "First"}))
    await quick_shelf.load("b.jsonl", lines({"title": "Second"}))
    assert [(await paper(quick_shelf, title)).sources for title in ("First", "Second")] == [("a.jsonl",), ("b.jsonl",)]
