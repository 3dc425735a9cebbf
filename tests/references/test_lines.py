"""RIS, APA and plain references."""

import pytest

from storage.references.apa import apa
from storage.references.plain import plain_citation
from storage.references.ris import ris
from storage.references.styles import STYLES
from tests.references.references import by, reference

MANY = tuple(f"Ada Name{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVW")


def test_the_styles_people_can_ask_for() -> None:
    assert list(STYLES) == ["BibTeX", "RIS", "APA", "plain"]


def test_a_journal_article_in_ris() -> None:
    assert ris(reference(venue="Nature", doi="10.1000/a_b")).splitlines() == [
        "TY  - JOUR",
        "TI  - Counting stars with small lenses",
        "AU  - Example, Ada",
        "AU  - Sample, Bo Q.",
        "PY  - 2021",
        "DA  - 2021/04/15",
        "T2  - Nature",
        "JO  - Nature",
        "DO  - 10.1000/a_b",
        "AN  - arXiv:2104.07320",
        "UR  - https://doi.org/10.1000/a_b",
        "AB  - We count. It helps.",
        "ER  - ",
    ]


def test_ris_knows_conferences_preprints_and_papers_of_nowhere() -> None:
    assert ris(reference(venue="ICML")).startswith("TY  - CONF\n")
    assert "\nT2  - ICML\n" in ris(reference(venue="ICML"))
    assert ris(reference()).startswith("TY  - UNPB\n")
    assert "\nPB  - arXiv\n" in ris(reference())
    assert ris(reference(arxiv_id=None)).startswith("TY  - GEN\n")


@pytest.mark.parametrize(("published", "date"), [("2021-04", "2021/04//"), ("2021-04-01", "2021/04/01")])
def test_ris_keeps_the_slashes_of_a_day_that_is_not_known(published: str, date: str) -> None:
    assert f"\nPY  - 2021\nDA  - {date}\n" in ris(reference(published=published))
    assert "DA  -" not in ris(reference(published="2021"))


def test_line_breaks_in_data_break_no_record() -> None:
    record = ris(by("Ada\nER  - ", title="A\r\nER  - \u2028TY  - JOUR\x0bx", abstract="\n\nTY  - x\n"))
    assert [line[:2] for line in record.splitlines()] == ["TY", "TI", "AU", "PY", "DA", "PB", "AN", "UR", "AB", "ER"]


def test_an_arxiv_preprint_in_apa() -> None:
    assert apa(reference()) == (
        "Example, A., & Sample, B. Q. (2021). Counting stars with small lenses. arXiv. https://arxiv.org/abs/2104.07320"
    )


def test_apa_names_the_venue_and_prefers_the_doi() -> None:
    journal = reference(venue="Nature", doi="10.1000/1", title="Why stars?")
    assert apa(journal).endswith("(2021). Why stars? Nature. https://doi.org/10.1000/1")
    assert " lenses. In ICML. https://" in apa(reference(venue="ICML"))


def test_apa_names_up_to_twenty_authors_else_nineteen_and_the_last() -> None:
    twenty = apa(by(*MANY[:20]))
    assert "NameS, A., & NameT, A. (2021)" in twenty
    assert "NameS, A., … NameU, A. (2021)" in apa(by(*MANY[:21]))
    assert "NameT" not in apa(by(*MANY[:21]))


def test_apa_names_no_last_author_of_a_list_that_was_cut() -> None:
    assert apa(by("Ada Example", authors_cut=True)).startswith("Example, A., et al. (2021)")
    assert "NameS, A., et al. (2021)" in apa(by(*MANY, authors_cut=True))


def test_apa_without_a_date_or_authors() -> None:
    assert " (n.d.). Counting" in apa(reference(published=None))
    assert apa(by(authors_cut=True)).startswith("Counting stars with small lenses. (2021). arXiv.")


def test_a_plain_line() -> None:
    assert plain_citation(reference(venue="ICML")) == (
        'Ada Example and Bo Q. Sample. "Counting stars with small lenses". ICML, 2021. https://arxiv.org/abs/2104.07320'
    )
    assert plain_citation(by("A. B.", "C. D.", authors_cut=True, title='The "one"', arxiv_id=None, published=None)) == (
        "A. B., C. D. et al. \"The 'one'\"."
    )


def test_a_paper_of_which_nothing_is_known_has_a_line_still() -> None:
    nothing = by(title=" \n", arxiv_id=None, published=None, abstract=None, field=None)
    assert {name: style(nothing) for name, style in STYLES.items()} == {
        "BibTeX": "@misc{paper,\n  title = {[Untitled]},\n}",
        "RIS": "TY  - GEN\nTI  - [Untitled]\nER  - ",
        "APA": "[Untitled]. (n.d.).",
        "plain": '"[Untitled]".',
    }
