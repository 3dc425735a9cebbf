"""Texts for the tests of the profile parser; every person and paper is invented."""

from storage.profile.model import Profile
from storage.profile.parse import parse_profile

TOP = "Ada Example\n\nLG\nh-index12\n\n3 Papers\n\n"
FIRST = "CLOct 10, 2023Code\nCounting Stars\n\nAda Example, Bo Sample et al. · mit\n\nWe count the stars."
MIDDLE = "AIMar 26\nA Second Look\n\nBo Sample, Chen Muster et al. · oxford\n\nWe look again. It helps."
LAST = "stat.MLFeb 3, 2021\nThe Third Way\n\nAda Example\n\nThere is another way."


def profile_with(middle: str) -> Profile:
    """A profile of three papers whose second one is `middle`."""
    return parse_profile(f"{TOP}{FIRST}\n\n{middle}\n\n{LAST}\n", "ada.txt")


def line_of(part: str, middle: str) -> int:
    """The line of `part` in the text of `profile_with(middle)`."""
    text = f"{TOP}{FIRST}\n\n{middle}"
    return text[: text.rindex(part)].count("\n") + 1


def papers_under(text: str) -> Profile:
    return parse_profile(TOP + text, "ada.txt")


def with_header(lines: str) -> Profile:
    return parse_profile(f"Ada Example\n\n{lines}\n\n{FIRST}\n", "ada.txt")
