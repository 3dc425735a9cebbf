import pytest

from storage.profile.model import ProfileError, ProfileMetrics
from storage.profile.parse import parse_profile
from tests.profile.profiles import FIRST, with_header
from tests.rows import each_row


@each_row(
    ("line", "metrics"),
    [
        ("h-index27", ProfileMetrics(h_index=27)),
        ("h-index 27", ProfileMetrics(h_index=27)),
        ("H-Index: 27", ProfileMetrics(h_index=27)),
        ("h\u2011index\u00a027", ProfileMetrics(h_index=27)),
        ("1 paper\nh-index0", ProfileMetrics(h_index=0, paper_count=1)),
        ("1papers", ProfileMetrics(paper_count=1)),
        ("7,749citations", ProfileMetrics(citations=7749)),
        ("7\u00a0749 citations", ProfileMetrics(citations=7749)),
        ("7\u202f749\u2009Citations", ProfileMetrics(citations=7749)),
        ("Citations: 1,234,567", ProfileMetrics(citations=1234567)),
        ("1 citation", ProfileMetrics(citations=1)),
        ("Novelty51%", ProfileMetrics(novelty=51.0)),
        ("novelty 51.5 %", ProfileMetrics(novelty=51.5)),
        ("Novelty: 51,5%", ProfileMetrics(novelty=51.5)),
        ("AI Score59", ProfileMetrics(ai_score=59.0)),
        ("AI score: 59.25", ProfileMetrics(ai_score=59.25)),
        ("AI Score —", ProfileMetrics()),
        ("h-index N/A", ProfileMetrics()),
        ("AI Score59 · h-index27 | 3 citations", ProfileMetrics(h_index=27, citations=3, ai_score=59.0)),
        ("h-index27\nh-index 27", ProfileMetrics(h_index=27)),
    ],
)
def test_a_metric_is_read_glued_or_spaced(line: str, metrics: ProfileMetrics) -> None:
    profile = with_header(line)
    assert (profile.metrics, profile.refused, profile.warnings) == (metrics, (), ())
    assert len(profile.papers) == 1


@pytest.mark.parametrize(
    "line",
    ["h-index-5", "h-index abc", "Novelty 101%", "7,74citations", f"{10**30}citations", "h-index2.5"],
)
def test_a_metric_that_cannot_be_read_is_reported_and_unknown(line: str) -> None:
    profile = with_header(line)
    assert profile.metrics == ProfileMetrics()
    assert str(profile.refused[0]).startswith("ada.txt:3: expected ")
    assert len(profile.papers) == 1


def test_a_metric_with_two_values_keeps_the_first_and_says_so() -> None:
    profile = with_header("h-index27\nh-index 28")
    assert profile.metrics.h_index == 27
    assert profile.refused[0].line == 4
    assert "“h-index 28” after 27" in profile.refused[0].what


@each_row(
    ("lines", "main_field"),
    [
        ("LG", "LG"),
        ("h-index3\nLG\nAI Score5", "LG"),
        ("cs.CL", "cs.CL"),
        ("AI\nAI Score5", "AI"),
        ("Machine Learning\nh-index3", "Machine Learning"),
        ("AI Score5", None),
        ("h-index3", None),
    ],
)
def test_the_main_field_is_known_from_the_metrics(lines: str, main_field: str | None) -> None:
    assert with_header(lines).main_field == main_field


def test_a_line_that_is_nothing_known_is_a_warning() -> None:
    assert with_header("h-index3\ni10-index 30").warnings == (
        "line 4: “i10-index 30” is neither a metric nor a field; ignored",
    )
    assert with_header("\n".join(f"h-i{n}" for n in range(50))).warnings[-1].startswith("40 more lines")


@each_row(
    ("top", "paper_count", "warnings"),
    [
        ("h-index3\n1papers\n\n1 Paper\n\n", 1, 0),
        ("h-index3\n1 paper\n\n1 Paper\n\n", 1, 0),
        ("H-Index 3\n\n1 Papers\n\n7 Citations\n\n1 Paper\n\n", 1, 0),
        ("h-index3\n1papers\n1 Papers\n", 1, 0),
        ("h-index3\n1 paper\n\n", 1, 0),
        ("1 Paper\n\n", None, 0),
        ("1 Paper\n", None, 0),
        ("", None, 0),
        ("2papers\n\n1 Paper\n\n", 2, 1),
        ("1papers\n\n2 Papers\n\n", 1, 1),
        ("2papers\n\n2 Papers\n\n", 2, 2),
    ],
)
def test_the_count_among_the_metrics_and_the_heading_are_told_apart(
    top: str, paper_count: int | None, warnings: int
) -> None:
    profile = parse_profile(f"Ada Example\n\n{top}{FIRST}")
    assert profile.metrics.paper_count == paper_count
    assert (len(profile.papers), len(profile.warnings), profile.refused) == (1, warnings, ())


def test_a_profile_may_have_no_papers() -> None:
    assert parse_profile("Ada Example\n\n0 Papers\n").warnings == ()
    assert parse_profile("Ada Example\n\nLG\n").papers == ()
    assert parse_profile("Ada Example\n\n5 Papers").warnings == (
        "the heading of the list says 5 papers, the list has 0",
    )


@each_row(
    "text",
    [
        "",
        " \n\u200b\n",
        "LG\nh-index27",
        "h-index27\n",
        FIRST,
        f"1 Paper\n\n{FIRST}",
        "Just some\nwords. And more",
        "x" * 999,
    ],
)
def test_without_a_name_or_anything_of_a_profile_there_is_none(text: str) -> None:
    with pytest.raises(ProfileError, match=r"^notes\.txt(:1)?: .*expected"):
        parse_profile(text, "notes.txt")
