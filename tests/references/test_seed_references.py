"""The papers of the profile that comes with the bot, as references."""

import datetime as dt
from pathlib import Path

import pytest

from storage.importing.from_profile import profile_records
from storage.profile.decode import decode_text
from storage.profile.parse import parse_profile
from storage.references.reference import Reference
from storage.references.styles import STYLES, export_references
from tests.references.references import bibtex_entries

SEED = Path(__file__).parents[2] / "seeds" / "pierre-stock.txt"


@pytest.fixture(scope="module")
def seed() -> list[Reference]:
    records = profile_records(parse_profile(decode_text(SEED.read_bytes(), SEED.name), SEED.name), dt.date(2026, 11, 1))
    return [
        Reference(
            id=number,
            title=record.title,
            authors=record.authors,
            authors_cut=record.authors_cut,
            published=record.published,
            venue=record.venue,
            field=record.field,
            doi=record.doi,
            arxiv_id=record.arxiv_id,
            url=record.url,
            abstract=record.abstract,
            has_code=record.has_code,
            code_url=record.code_url,
            citations=record.citations,
        )
        for number, record in enumerate(records)
    ]


def of(seed: list[Reference], start: str) -> Reference:
    return next(paper for paper in seed if paper.title.startswith(start))


def test_mistral_7b_in_every_style(seed: list[Reference]) -> None:
    paper = of(seed, "Mistral 7B")
    assert STYLES["BibTeX"](paper) == (
        "@misc{jiang2023mistral,\n"
        "  title = {Mistral {7B}},\n"
        "  author = {Jiang, Albert Q. and Sablayrolles, Alexandre and Mensch, Arthur and others},\n"
        "  year = {2023},\n"
        "  month = oct,\n"
        "}"
    )
    assert STYLES["APA"](paper) == "Jiang, A. Q., Sablayrolles, A., Mensch, A., et al. (2023). Mistral 7B."
    assert STYLES["plain"](paper) == (
        'Albert Q. Jiang, Alexandre Sablayrolles, Arthur Mensch et al. "Mistral 7B". 2023.'
    )
    assert STYLES["RIS"](paper).startswith("TY  - GEN\nTI  - Mistral 7B\nAU  - Jiang, Albert Q.\n")


def test_a_list_that_is_whole_names_everyone_in_order(seed: list[Reference]) -> None:
    entry = STYLES["BibTeX"](of(seed, "TAN Without a Burn"))
    assert "@misc{sander2022tan," in entry
    assert "title = {{TAN} Without a Burn: Scaling Laws of {DP}-{SGD}}" in entry
    assert "author = {Sander, Tom and Stock, Pierre and Sablayrolles, Alexandre}," in entry


def test_the_whole_profile_is_a_bibliography(seed: list[Reference]) -> None:
    entries = bibtex_entries(export_references("bib", "", seed))
    assert len(entries) == 23
    assert all(entry.fields["year"] and entry.persons["author"] for entry in entries.values())
    assert sum(str(entry.persons["author"][-1]) == "others" for entry in entries.values()) == 19
