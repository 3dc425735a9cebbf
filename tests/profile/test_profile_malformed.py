"""A spoilt paper is reported with its line, never lost in the abstract before it, and takes no other with it."""

import pytest

from tests.profile.profiles import FIRST, LAST, MIDDLE, line_of, papers_under, profile_with
from tests.rows import each_row

HEAD = "AIMar 26"
TITLE = "A Second Look"
AUTHORS = "Bo Sample, Chen Muster et al. · oxford"
SPOILT_HEADS = (
    *("AIFoo 26", "AIFoo 26, 2024Code", "AI", "AICode", "AIFeb 30, 2023", "AIOct 99", "AIMar", "AI2023-10-10"),
    *("AI 26 Mar 2024", "AIMar 26, 23", "AIMar 26, 2023 PDF", "Foo 10, 2023Code", "12Oct 10, 2023", "???", "garbage"),
)


def _assert_reported(middle: str, part: str, what: str) -> None:
    """The paper `middle` is refused at the line of `part`; the two around it are as ever."""
    profile = profile_with(middle)
    assert [(p.title, p.abstract) for p in profile.papers] == [
        ("Counting Stars", "We count the stars."),
        ("The Third Way", "There is another way."),
    ]
    assert [error.line for error in profile.refused] == [line_of(part, middle)]
    assert str(profile.refused[0]).startswith(f"ada.txt:{line_of(part, middle)}: ")
    assert what in profile.refused[0].what
    assert len(str(profile.refused[0])) < 400
    assert profile.warnings == ()


@each_row("head", SPOILT_HEADS)
def test_a_spoilt_first_line_is_reported(head: str) -> None:
    _assert_reported(MIDDLE.replace(HEAD, head), f"{head}\n{TITLE}", "expected a paper's first line")


@each_row("head", SPOILT_HEADS)
def test_a_spoilt_first_line_is_reported_where_the_authors_are_plain_names(head: str) -> None:
    middle = MIDDLE.replace(HEAD, head).replace(" et al. · oxford", "")
    _assert_reported(middle, f"{head}\n{TITLE}", "expected a paper's first line")


@pytest.mark.parametrize("head", ["AIFoo 26, 2024", "AI", "AIOct 99", "AIMar", "AI2023-10-10"])
def test_a_field_without_a_date_is_reported_whatever_follows(head: str) -> None:
    _assert_reported(f"{head}\n{TITLE}\n\nProse, as ever.", f"{head}\n", "expected a paper's first line")


@each_row(
    ("middle", "part", "what"),
    [
        (MIDDLE.replace(f"{HEAD}\n", ""), TITLE, "expected a paper's first line"),
        (MIDDLE.replace(f"{HEAD}\n{TITLE}\n\n", ""), AUTHORS, "expected a paper's first line"),
        (MIDDLE.replace(f"{TITLE}\n", ""), HEAD, "expected the paper's title"),
        (MIDDLE.replace(f"{TITLE}\n\n", ""), HEAD, "expected the paper's title"),
        (MIDDLE.replace(TITLE, ""), HEAD, "expected the paper's title"),
        (MIDDLE.replace(AUTHORS, ""), "We look", "expected the authors"),
        (MIDDLE.replace(f"{AUTHORS}\n\n", ""), "We look", "expected the authors"),
        (HEAD, HEAD, "expected the paper's title"),
        (f"{HEAD}\n{TITLE}", HEAD, "expected the authors"),
        (f"{HEAD}\n{TITLE}\n\net al.", "et al.", "expected the authors"),
        (f"{HEAD}\n{TITLE}\n\n · oxford\n\nProse.", "· oxford", "expected the authors"),
    ],
)
def test_a_missing_part_is_reported(middle: str, part: str, what: str) -> None:
    _assert_reported(middle, part, what)


def test_a_message_quotes_long_text_shortened() -> None:
    profile = profile_with(f"{HEAD}\n{'Long ' * 2000}\n\n{'prose goes on ' * 2000}")
    assert len(str(profile.refused[0])) < 400


@each_row(
    "end", ["CL", "CLOct", "CLOct 1", "CLOct 10, 20", "CLOct 10, 2023Co", "CLOct 10, 2023\nTi", "CLOct 10, 2023\nT\n\n"]
)
def test_a_text_that_breaks_off_is_reported(end: str) -> None:
    profile = papers_under(f"{FIRST}\n\n{LAST}\n\n{end}")
    assert [paper.abstract for paper in profile.papers] == ["We count the stars.", "There is another way."]
    assert len(profile.refused) == 1


def test_a_refused_paper_still_counts_as_one_of_the_list() -> None:
    profile = papers_under(f"{FIRST}\n\nAIFoo 1\nTitle\n\nBo Sample")
    assert profile.warnings == ("the heading of the list says 3 papers, the list has 2 (1 of them rejected)",)


def test_text_under_the_heading_that_is_no_paper_is_reported() -> None:
    profile = papers_under(f"Sort by newest\n\n{FIRST}\n\n{LAST}")
    assert (len(profile.papers), [error.line for error in profile.refused]) == (2, [8])


@pytest.mark.parametrize("middle", ["total garbage here", "%%% @@@ ###"])
def test_a_line_that_stands_alone_after_an_abstract_is_a_warning(middle: str) -> None:
    warning = profile_with(middle).warnings[0]
    assert warning.startswith(f"line {line_of(middle, middle)}: “{middle}” stands alone")


@each_row("last", [False, True])
@each_row(
    "odd",
    [
        *("May 2023", "May 5, 2023", "In May 2023 we did it.", "Updated May 5, 2023", "May", "AI", "CLIP", "Table 3"),
        *("1. Introduction", "- one\n- two", "Contributions\n- one\n- two", "(i) first\n(ii) second", "Results"),
        *("Keywords: federated learning, privacy", "Federated Learning, Differential Privacy", "Llama 2", "GPT 4"),
        *(
            "Project Page · Code",
            "Code: https://example.org/x/y",
            "We follow Smith et al.",
            "as in Brown, Smith et al.",
        ),
        *(
            "23 Papers",
            "h-index27",
            "ImageNet, CIFAR-10, and COCO",
            "Method A\nMethod B",
            "English, French, and German",
        ),
    ],
)
def test_an_odd_paragraph_stays_in_the_abstract(odd: str, last: bool) -> None:
    abstract = f"We study things. They are good.\n\n{odd}" + ("" if last else "\n\nIt ends with prose, as ever.")
    profile = profile_with(f"{HEAD}\n{TITLE}\n\n{AUTHORS}\n\n{abstract}")
    assert profile.refused == ()
    kept = profile.papers[1].abstract
    assert kept is not None
    assert kept.split("\n\n")[1] == odd.replace("\n", " ")
