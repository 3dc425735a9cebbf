"""Five MiB of anything are parsed in linear time: with a square in it, these would run for hours (pytest-timeout)."""

from contextlib import nullcontext

import pytest

from storage.profile.decode import MAX_PROFILE_BYTES
from storage.profile.model import ProfileError
from storage.profile.parse import parse_profile
from tests.profile.profiles import FIRST, TOP


@pytest.mark.parametrize(
    "unit",
    [
        *("\n", " ", "a", "a, ", "· ", " et al", " and a", "1 ", "CLOct ", "Mar 1 ", "\u200b", "Some prose here.\n"),
        f"CLOct 10, 2023\nTitle\n\nAda Example et al. · mit\n\n{'Prose goes on. ' * 100}\n\n",
    ],
)
@pytest.mark.parametrize("before", ["", TOP, f"{TOP}{FIRST}\n\n"])
def test_five_mib_of_one_thing_are_parsed(before: str, unit: str) -> None:
    text = before + unit * (MAX_PROFILE_BYTES // len(unit.encode()))
    with nullcontext() if before else pytest.raises(ProfileError):
        assert parse_profile(text).name == "Ada Example"


@pytest.mark.parametrize(
    "unit",
    ["a\n\n", "Ada\n\n", "CLOct 1\n", "CL\nx\n\n", "Al Bo, Cy Do et al.\n\n", "T X\n\nBo Jo, Al Xu\n\n", "1papers\n\n"],
)
def test_many_paragraphs_of_one_kind_are_parsed(unit: str) -> None:
    assert parse_profile(TOP + unit * 10_000).name == "Ada Example"
    assert parse_profile("Ada Example\n\nLG\nh-index3\n\n" + unit * 10_000).name == "Ada Example"
