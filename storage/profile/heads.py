"""A paper's first line: field, date, perhaps Code, glued or spaced ("CLOct 10, 2023Code", "AI Mar 26")."""

import re
from dataclasses import dataclass

from storage.profile.dates import MONTH, read_date
from storage.profile.lines import quote
from storage.profile.model import SavedDate

EXPECTED_HEAD = "expected a paper's first line (field, date, perhaps Code), such as “CLOct 10, 2023Code” or “AIMar 26”"

_CATEGORY = (
    r"(?:[a-z]+(?:-[a-z]+)?\.(?:[A-Z]{2}|[a-z]+(?:-[a-z]+)*)"
    r"|astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph"
    r"|q-bio|q-fin|cs|econ|eess|math|nlin|physics|stat)"
)
_CODE = rf"(?:[A-Z]{{2,6}}|{_CATEGORY})"
_MARK = r"(?: ?((?i:code)))?"
# Whatever is made so is meant as a first line, even where the day does not exist, and wherever it stands.
_SURE = re.compile(rf"({_CODE}) ?((?i:{MONTH}))\.? ?([0-9][0-9 ,./'-]*?){_MARK}")
# A date with no field, or one in other words ("Machine Learning Oct 10, 2023"): prose can look like this too.
_LOOSE_MONTH = f"(?-i:(?=[A-Z])(?i:{MONTH}))"
_LOOSE = re.compile(rf"((?:[A-Za-z][A-Za-z .,&/+-]{{0,38}}?)?) ?({_LOOSE_MONTH})\.? ?([0-9][0-9 ,./'-]*?){_MARK}")
_BARE_DATE = re.compile(rf"{_LOOSE_MONTH}\.? ?[0-9]{{1,2}}(?: ?, ?[0-9]{{4}})?{_MARK}")
# A field with something else in the place of the date: nothing, a month and noise, an unknown month, digits.
_BROKEN = re.compile(
    rf"(?:[A-Z]{{2}}|{_CATEGORY})(?i:code)?"
    rf"|{_CODE} ?(?i:{MONTH})(?![a-z]).{{0,30}}"
    rf"|{_CODE} ?[A-Z][a-z]+\.? ?[0-9]{{1,2}}(?:,? ?[0-9]{{4}}| ?(?=[Cc]ode)){_MARK}"
    rf"|{_CODE}[A-Z][a-z]{{2}}\.? ?[0-9]{{1,2}}"
    rf"|{_CODE} ?(?=[0-9][^a-z]*[0-9]{{4}}|[0-9]{{4}}[-/.])[0-9][0-9 ,./-]+{_MARK}"
    rf"|{_CODE} ?[0-9]{{1,2}} ?(?i:{MONTH})[ ,0-9]*{_MARK}"
    rf"|[A-Z][a-z]{{2,8}}\.? [0-9]{{1,2}}, ?[0-9]{{4}} ?Code"
)
_FIELD = re.compile(rf"[A-Z]{{2}}|{_CATEGORY}")
_WORD_FOR_MONTH = re.compile(rf"(?:{_CODE})? ?([A-Z][a-z]+)\.? ?[0-9][0-9 ,./'-]*{_MARK}")
_LONGEST_HEAD = 80
_SURE_ENDS = frozenset("0123456789eE,./'-")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line of a paper says."""

    field: str | None
    date: SavedDate
    has_code: bool


def read_head(line: str) -> Head | str:
    """The head, or why the line is none, in words for the person who saved the file."""
    if len(line) > _LONGEST_HEAD:
        return f"{EXPECTED_HEAD}; found {quote(line)}"
    found = _SURE.fullmatch(line) or _LOOSE.fullmatch(line)
    if found is None:
        return f"{_what_is_wrong(line)}{EXPECTED_HEAD}; found {quote(line)}"
    date = read_date(found[2], found[3].strip())
    if isinstance(date, str):
        return f"{date}; {EXPECTED_HEAD}; found {quote(line)}"
    return Head(found[1] or None, date, found[4] is not None)


def _what_is_wrong(line: str) -> str:
    if is_field(line.removesuffix("Code").rstrip()):
        return "the date is missing; "
    word = _WORD_FOR_MONTH.fullmatch(line)
    return f"there is no month {quote(word[1])}; " if word else ""


def is_field(text: str) -> bool:
    """Is this a field's code and nothing else: "LG", "cs.LG", "hep-th"?"""
    return len(text) <= _LONGEST_HEAD and _FIELD.fullmatch(text) is not None


def is_sure_head(line: str) -> bool:
    """Is this made like a paper's first line, so that it cannot be anything else?"""
    # The last character is looked at first since every line of the file is asked.
    return line[-1] in _SURE_ENDS and len(line) <= _LONGEST_HEAD and _SURE.fullmatch(line) is not None


def is_broken_head(line: str) -> bool:
    """Is this a field with something wrong in the place of the date? Prose is seldom so, but can be."""
    return len(line) <= _LONGEST_HEAD and _BROKEN.fullmatch(line) is not None


def is_bare_date(line: str) -> bool:
    """Is this a date without a field, as a paper's first line or as a line of prose can be?"""
    return len(line) <= _LONGEST_HEAD and _BARE_DATE.fullmatch(line) is not None
