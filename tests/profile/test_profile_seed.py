"""The profile that comes with the bot, and the example in the README beside it."""

import re
from pathlib import Path

import pytest

from storage.profile.decode import decode_text
from storage.profile.model import Profile, ProfileMetrics, SavedDate
from storage.profile.parse import parse_profile

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def seed() -> Profile:
    file = SEEDS / "pierre-stock.txt"
    return parse_profile(decode_text(file.read_bytes(), file.name), file.name)


def test_the_seed_loads_whole_and_without_a_word(seed: Profile) -> None:
    assert (seed.name, seed.main_field) == ("Pierre Stock", "LG")
    assert seed.metrics == ProfileMetrics(h_index=27, paper_count=23, citations=7749, novelty=51.0, ai_score=59.0)
    assert (len(seed.papers), seed.refused, seed.warnings) == (23, (), ())
    assert all(paper.abstract and paper.authors for paper in seed.papers)


def test_the_code_mark_is_on_four_papers(seed: Profile) -> None:
    titles = [paper.title.split(":")[0] for paper in seed.papers if paper.has_code]
    assert titles == ["Mistral 7B", "Magistral", "Devstral", "LeViT"]


def test_affiliations_and_cut_lists_are_kept(seed: Profile) -> None:
    voxtral = next(paper for paper in seed.papers if paper.title == "Voxtral TTS")
    assert voxtral.authors == ("Alexander H. Liu", "Alexis Tacnet", "Andy Ehrenberg")
    assert voxtral.authors_cut
    assert voxtral.affiliations == ("deepmind", "tsinghua")
    assert voxtral.date == SavedDate(month=3, day=26, year=None)
    assert voxtral.line == 26
    assert sum(bool(paper.affiliations) for paper in seed.papers) == 5
    assert [paper.title[:3] for paper in seed.papers if not paper.authors_cut] == ["TAN", "CAN", "An ", "Con"]


def test_the_example_in_the_readme_is_a_profile() -> None:
    found = re.search(r"<!-- example -->\n```\n(.*?)```", (SEEDS / "README.md").read_text("utf-8"), re.DOTALL)
    assert found is not None
    profile = parse_profile(found[1])
    assert profile.metrics == ProfileMetrics(12, 3, 1024, 51.5, 59.0)
    assert (len(profile.papers), profile.refused, profile.warnings) == (3, (), ())
    first, second, third = profile.papers
    assert first.has_code
    assert first.authors_cut
    assert first.affiliations == ("cambridge", "mit")
    assert first.abstract is not None
    assert first.abstract.count("\n\n") == 1
    assert second.date.year is None
    assert (third.abstract, third.authors) == (None, ("Ada Example", "John Doe Jr."))


def test_the_readme_quotes_a_mistake_as_it_is_reported() -> None:
    text = (SEEDS / "README.md").read_text("utf-8")
    quoted = re.search(r"ada\.txt:26: (.*) …", text)
    assert quoted is not None
    profile = parse_profile("Ada\n\nLG\n\n1 Paper\n\nCLFeb 30, 2023\nTitle\n\nAda\n")
    assert profile.refused[0].what.startswith(quoted[1])
