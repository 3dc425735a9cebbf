"""The work of an import grows with the file, not with its square. Counted, as time depends on the machine."""

import json

import pytest

from storage.importing.from_jsonl import MAX_AUTHORS
from storage.importing.report import FileReport
from storage.importing.same_person import same_person, shares_person
from storage.importing.state import Mention
from storage.importing.untied_mentions import UntiedMentions
from storage.text.braces import MAX_BRACES
from storage.text.keys import name_hash
from tests.conftest import Shelf

MANY = 2_000


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The pairs of names that are compared."""
    pairs: list[tuple[str, str]] = []

    def counted(one: str, other: str) -> bool:
        pairs.append((one, other))
        return same_person(one, other)

    for module in ("same_person", "untied_mentions"):
        monkeypatch.setattr(f"storage.importing.{module}.same_person", counted)
    return pairs


def test_a_name_is_compared_with_its_namesakes_only(compared: list[tuple[str, str]]):
    initials = [f"A Baker{n}" for n in range(MANY)]
    assert not shares_person(initials, [f"B Baker{n}" for n in range(MANY)])
    assert not shares_person(initials, [f"Ada Miller{n}" for n in range(MANY)])
    untied = UntiedMentions([Mention(n, f"Ada Baker{n}", name_hash(f"Ada Baker{n}"), n) for n in range(MANY)])
    found = [untied.find(name, name_hash(name)) for name in reversed(initials)]
    assert [mention.author for mention in found if mention] == list(reversed(range(MANY)))
    assert len(compared) == MANY


def test_too_many_namesakes_are_not_compared(compared: list[tuple[str, str]]):
    same = [f"A{n} Baker" for n in range(MANY)]
    untied = UntiedMentions([Mention(n, name, name_hash(name), n) for n, name in enumerate(same)])
    assert untied.find("Ada Baker", name_hash("Ada Baker")) is None
    assert untied.find(same[-1], name_hash(same[-1]))
    assert shares_person([same[-1]], same)
    assert not shares_person(["Ada Baker"], same)
    assert len(compared) < 100


async def test_papers_of_one_title_are_compared_only_where_an_author_may_be_the_same(
    quick_shelf: Shelf, compared: list[tuple[str, str]]
):
    papers = [{"title": "Editorial", "authors": [f"Ada Baker{n}"]} for n in range(200)]
    assert (await quick_shelf.load("a.jsonl", "\n".join(map(json.dumps, papers)))).new == 200
    assert (await quick_shelf.load("b.jsonl", "\n".join(map(json.dumps, papers[::-1])))).new == 0
    assert len(compared) < 1_000


def refusal(report: FileReport) -> str:
    assert (report.new, report.refused_count) == (1, 1)
    return str(report.refused[0])


async def test_a_paper_with_too_many_authors_is_refused_and_the_others_load(quick_shelf: Shelf):
    names = [f"A{n}" for n in range(MAX_AUTHORS + 1)]
    expected = "authors: expected at most 20,000 names, found 20,001"
    good, bad = ({"title": "Rye", "authors": ["Ada"]}, {"title": "Crowd", "authors": names})
    report = await quick_shelf.load("a.jsonl", json.dumps(bad) + "\n" + json.dumps(good))
    assert refusal(report) == f"a.jsonl:1: {expected}"
    ris = "\n".join(f"AU  - {name}" for name in names)
    report = await quick_shelf.load("a.ris", f"TY  - JOUR\nTI  - Oat\nER  - \nTY  - JOUR\nTI  - Crowd\n{ris}\nER  - \n")
    assert refusal(report) == f"a.ris:4: {expected}"


@pytest.mark.parametrize("field", ["title", "abstract"])
async def test_a_text_with_deep_braces_is_refused_and_the_others_load(quick_shelf: Shelf, field: str):
    deep = "x_{" * (MAX_BRACES + 1) + "}" * (MAX_BRACES + 1)
    good, bad = {"title": "Rye"}, {"title": "Deep", field: deep}
    report = await quick_shelf.load("a.jsonl", json.dumps(good) + "\n" + json.dumps(bad))
    assert refusal(report) == f"a.jsonl:2: {field}: expected braces nested at most 100 deep, found more"
    tag = {"title": "TI", "abstract": "AB"}[field]
    report = await quick_shelf.load(
        "a.ris", f"TY  - JOUR\nTI  - Oat\nER  - \nTY  - JOUR\n{tag}  - {deep}\nTI  - Deep\nER  - "
    )
    assert refusal(report) == f"a.ris:4: {field}: expected braces nested at most 100 deep, found more"
