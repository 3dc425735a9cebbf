"""What holds for any profile and for any text."""

import datetime
from contextlib import suppress
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from storage.profile.decode import decode_text
from storage.profile.model import PaperEntry, Profile, ProfileError, ProfileMetrics, SavedDate
from storage.profile.parse import parse_profile
from tests.examples import examples
from tests.profile.profiles import FIRST, LAST, MIDDLE, TOP
from tests.profile.render import render_profile


def _collapsed(text: str) -> str:
    return " ".join(text.split())


_word = st.text("abcdefghijklmnopqrstuvwxyzéøß", min_size=2, max_size=9)
_name = st.lists(_word.map(str.title), min_size=2, max_size=4).map(" ".join)
_title = st.lists(_word, min_size=1, max_size=12).map(lambda words: " ".join(words).capitalize())
_paragraph = st.lists(_word, min_size=5, max_size=30).map(lambda words: f"We show {' '.join(words)}.")
_fields = st.sampled_from(["CL", "MA", "DEC", "cs.LG", "stat.ML", "q-bio.NC", "cond-mat.mtrl-sci", "hep-th"])
_places = st.lists(st.text("abcdefg ", min_size=1).map(_collapsed).filter(bool), max_size=3).map(tuple)
_dates = st.dates(datetime.date(1900, 1, 1)).flatmap(
    lambda day: st.sampled_from([None, day.year]).map(lambda year: SavedDate(day.month, day.day, year))
)
_count = st.none() | st.integers(0, 10**9)
_percent = st.none() | st.floats(0, 100).map(lambda value: round(value, 9))
_metrics = st.builds(ProfileMetrics, _count, st.none(), _count, novelty=_percent, ai_score=_percent)
_papers = st.builds(
    PaperEntry,
    line=st.just(0),
    field=_fields,
    date=_dates,
    has_code=st.booleans(),
    title=_title,
    authors=st.lists(_name, min_size=1, max_size=6).map(tuple),
    authors_cut=st.booleans(),
    affiliations=_places,
    abstract=st.none() | st.lists(_paragraph, min_size=1, max_size=4).map("\n\n".join),
)


@st.composite
def _profiles(draw: st.DrawFn) -> Profile:
    papers = tuple(draw(st.lists(_papers, max_size=5)))
    metrics = draw(_metrics)
    counted = replace(metrics, paper_count=len(papers)) if draw(st.booleans()) else metrics
    return Profile(draw(_name), draw(st.none() | _fields.filter(lambda f: f != "DEC")), counted, papers)


def _profile_of(*authors: str, cut: bool) -> Profile:
    day = SavedDate(1, 1, None)
    paper = PaperEntry(0, "CL", day, False, "A title", authors, cut, (), None)
    return Profile("Aa Owner", None, ProfileMetrics(), (paper,))


@examples(30)
@given(_profiles())
@example(_profile_of("Aa And", cut=True))
@example(_profile_of("Bb Cc", "Aa And", cut=True))
@example(_profile_of("Bb Cc", "Aa And More", cut=False))
def test_a_rendered_profile_parses_back_to_itself(profile: Profile) -> None:
    back = parse_profile(render_profile(profile))
    assert replace(back, papers=tuple(replace(paper, line=0) for paper in back.papers)) == profile


def _assert_only_profile_errors(text: str) -> None:
    with suppress(ProfileError):
        profile = parse_profile(text)
        assert render_profile(profile)
        assert all(paper.title and paper.authors for paper in profile.papers)
        assert all(paper.date.resolve(datetime.date(2026, 1, 1)) for paper in profile.papers)
        assert all(map(str, profile.refused))


_pieces = st.sampled_from(
    [*f"{TOP}{FIRST}\n\n{MIDDLE}\n\n{LAST}".split("\n"), "CL", "CLFoo 1", "AIOct 99", "May 5, 2023", "23papers", "\n"]
)


@examples(30)
@given(st.text() | st.lists(_pieces | st.text(max_size=9), max_size=40).map("\n".join))
@example("\x00")
@example("\ud800\n\n1 Paper\n\nCLOct 1\n\udfff\n\n\udfff")
@example("Ada\n\n²papers\nh-index²\n٣papers\nNovelty٣%")
@example("· · ·\n\n1 Paper\n\n·")
def test_no_text_raises_anything_but_a_profile_error(text: str) -> None:
    _assert_only_profile_errors(text)
    _assert_only_profile_errors(f"{TOP}{FIRST}\n\n{text}")
    _assert_only_profile_errors(f"{TOP}{text}")


@examples(30)
@given(st.binary() | st.text().map(lambda text: text.encode("utf-16")))
def test_no_bytes_raise_anything_but_a_profile_error(data: bytes) -> None:
    with suppress(ProfileError):
        assert "\r" not in decode_text(data, "a.txt")


def test_a_cut_at_any_place_of_a_text_harms_no_paper_before_it() -> None:
    text = f"{TOP}{FIRST}\n\n{MIDDLE}\n\n{LAST}"
    whole = parse_profile(text).papers
    for end in range(len(TOP + FIRST), len(text)):
        papers = parse_profile(text[:end]).papers
        settled = 1 if end > len(f"{TOP}{FIRST}\n\nAIMar 2") else 0
        settled = 2 if end > len(f"{TOP}{FIRST}\n\n{MIDDLE}\n\nstat.MLFeb 3") else settled
        assert papers[:settled] == whole[:settled]
