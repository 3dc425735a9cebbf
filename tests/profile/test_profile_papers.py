import datetime

import pytest

from storage.profile.authors import read_authors
from storage.profile.entry_head import read_head
from storage.profile.model import SavedDate
from tests.profile.profiles import MIDDLE, papers_under, profile_with
from tests.rows import each_row


@each_row(
    ("line", "field", "date", "has_code"),
    [
        ("CLOct 10, 2023Code", "CL", (10, 10, 2023), True),
        ("AIMar 26", "AI", (3, 26, None), False),
        ("MAMar 5", "MA", (3, 5, None), False),
        ("DECDec 5, 2020", "DEC", (12, 5, 2020), False),
        ("cs.CLJan 3, 2020", "cs.CL", (1, 3, 2020), False),
        ("stat.MLMay 4", "stat.ML", (5, 4, None), False),
        ("q-bio.NCJun 1, 2020Code", "q-bio.NC", (6, 1, 2020), True),
        ("cond-mat.mtrl-sciDec 1, 2020", "cond-mat.mtrl-sci", (12, 1, 2020), False),
        ("physics.opticsMay 4Code", "physics.optics", (5, 4, None), True),
        ("hep-thNov 3", "hep-th", (11, 3, None), False),
        ("CL Oct 10, 2023 Code", "CL", (10, 10, 2023), True),
        ("CL\u00a0Sept.\u20093,2021", "CL", (9, 3, 2021), False),
        ("\u200bCLSeptember 3 2021\u200b", "CL", (9, 3, 2021), False),
        ("LGFeb 29", "LG", (2, 29, None), False),
        ("Oct 10, 2023Code", None, (10, 10, 2023), True),
    ],
)
def test_a_first_line_is_field_date_and_code(
    line: str, field: str | None, date: tuple[int, int, int | None], has_code: bool
) -> None:
    profile = profile_with(f"{line}\nTitle\n\nBo Sample et al.\n\nProse, as ever.")
    paper = profile.papers[1]
    assert (paper.field, paper.date, paper.has_code) == (field, SavedDate(*date), has_code)
    assert (len(profile.papers), profile.refused, profile.warnings) == (3, (), ())


@each_row(
    ("line", "what"),
    [
        ("CLFoo 10, 2023Code", "“Foo” is not a month"),
        ("LGFeb 29, 2023", "“Feb 29, 2023” does not exist"),
        ("CLOct 99", "“Oct 99” does not exist"),
        ("CLOct 10, 23", "“Oct 10, 23” is not a date"),
        ("CL", "the date is missing"),
        ("CLCode", "the date is missing"),
        ("x" * 999, "expected a paper's first line"),
    ],
)
def test_what_is_wrong_with_a_first_line_is_said(line: str, what: str) -> None:
    said = read_head(line)
    assert isinstance(said, str)
    assert said.startswith(what)
    assert len(said) < 300


@each_row(
    ("line", "names", "cut", "affiliations"),
    [
        ("A. Jiang, Bo Li et al. · cambridge, mit", ("A. Jiang", "Bo Li"), True, ("cambridge", "mit")),
        ("A. Jiang, Bo Li, et al", ("A. Jiang", "Bo Li"), True, ()),
        ("A. Jiang, Bo Li, and Cy Doe", ("A. Jiang", "Bo Li", "Cy Doe"), False, ()),
        ("A. Jiang and Bo Li · mit", ("A. Jiang", "Bo Li"), False, ("mit",)),
        ("Al Doe, Jr., Bo Li, III · mit", ("Al Doe Jr.", "Bo Li III"), False, ("mit",)),
        ("Bo Li and 12 others", ("Bo Li",), True, ()),
        ("Gal·la Puig, Mistral-AI", ("Gal·la Puig", "Mistral-AI"), False, ()),
        ("Bo Li, Speech and Language Team", ("Bo Li", "Speech and Language Team"), False, ()),
        ("李明，王芳", ("李明", "王芳"), False, ()),
        ("Pétal Etalon, Al Ander", ("Pétal Etalon", "Al Ander"), False, ()),
    ],
)
def test_an_authors_line_is_names_then_places(
    line: str, names: tuple[str, ...], cut: bool, affiliations: tuple[str, ...]
) -> None:
    assert read_authors(line) == (names, cut, affiliations)


@each_row(
    "authors",
    [
        "OpenAI",
        "Stock P.",
        "Ludwig van der Berg",
        "Qwen Team",
        "Can Ali To An",
        "bell hooks",
        "A. Jiang, Bo Li.",
        "Acme Inc.",
        "李明",
        "Xu Li · mit",
    ],
)
def test_any_plausible_authors_line_is_taken_in_its_place(authors: str) -> None:
    profile = profile_with(f"AIMar 26\nTitle\n\n{authors}\n\nProse, as ever.")
    assert (len(profile.papers), profile.refused) == (3, ())


def test_three_thousand_authors_are_authors() -> None:
    names = ", ".join(f"Ada{chr(97 + n % 26)} Doe-{chr(65 + n // 26 % 26)}" for n in range(3000))
    assert len(profile_with(f"AIMar 26\nTitle\n\n{names}\n\nProse.").papers[1].authors) == 3000


def test_title_and_abstract_lose_only_white_space() -> None:
    text = "AIMar 26\n  A\u00a0 *Second*\tLook  \n\nBo Sample\n\nFirst $x_i$\nline.\u2028More.\n \t\n\nSecond."
    paper = profile_with(text).papers[1]
    assert paper.title == "A *Second* Look"
    assert paper.abstract == "First $x_i$ line. More.\n\nSecond."


@pytest.mark.parametrize(
    "text",
    [
        MIDDLE.replace("\n\n", "\n"),
        MIDDLE.replace("\n", "\n\n"),
        MIDDLE.replace("\n", "\r\n"),
        MIDDLE.replace("Second Look", "Second\nLook"),
        MIDDLE.replace("Sample, ", "Sample,\n"),
        MIDDLE.replace(" · oxford\n", " · oxford"),
    ],
)
def test_empty_lines_and_wraps_may_differ_where_the_meaning_is_clear(text: str) -> None:
    paper = profile_with(text).papers[1]
    assert (paper.title, paper.authors, paper.affiliations) == (
        "A Second Look",
        ("Bo Sample", "Chen Muster"),
        ("oxford",) if "oxford\n" in text or "oxford\r" in text else ("oxfordWe look again. It helps.",),
    )


def test_a_paper_without_an_abstract_is_followed_by_the_next() -> None:
    profile = papers_under(
        "AIMar 26\nOne\n\nBo Sample\nCLMar 27\nTwo\n\nBo Sample\n\nProse.\nLGMar 28\nThree\n\nAda Example"
    )
    assert [(p.title, p.abstract) for p in profile.papers] == [("One", None), ("Two", "Prose."), ("Three", None)]


@each_row(
    ("month_day", "captured", "meant"),
    [
        ((3, 26), (2026, 3, 26), (2026, 3, 26)),
        ((3, 27), (2026, 3, 26), (2025, 3, 27)),
        ((12, 31), (2026, 1, 1), (2025, 12, 31)),
        ((2, 29), (2026, 3, 26), (2024, 2, 29)),
        ((2, 29), (2024, 2, 29), (2024, 2, 29)),
        ((2, 29), (2024, 2, 28), (2020, 2, 29)),
        ((2, 29), (1903, 1, 1), (1896, 2, 29)),
    ],
)
def test_a_date_without_a_year_means_the_latest_such_day_not_after_the_capture(
    month_day: tuple[int, int], captured: tuple[int, int, int], meant: tuple[int, int, int]
) -> None:
    assert SavedDate(*month_day, None).resolve(datetime.date(*captured)) == datetime.date(*meant)


def test_a_date_with_a_year_means_that_day_whenever_it_was_captured() -> None:
    assert SavedDate(3, 27, 2030).resolve(datetime.date(2026, 1, 1)) == datetime.date(2030, 3, 27)
