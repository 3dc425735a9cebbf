"""A paper's first line: field, date, perhaps Code, joined or spaced ("CLOct 10, 2023Code", "AI Mar 26")."""

import datetime
import re
from dataclasses import dataclass

from storage.profile.lines import quote
from storage.profile.model import SavedDate

EXPECTED_HEAD = "expected a paper's first line (field, date, perhaps Code), such as “CLOct 10, 2023Code” or “AIMar 26”"

SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Short and long names; "Sept" is common as well. Matched case-insensitively.
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_AND_YEAR = re.compile(r"([0-9]{1,2})(?:(?: ?, ?| )([1-9][0-9]{3}))?")
_A_LEAP_YEAR = 2000
_CATEGORY = (
    r"(?:[a-z]+(?:-[a-z]+)?\.(?:[A-Z]{2}|[a-z]+(?:-[a-z]+)*)"
    r"|astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph"
    r"|q-bio|q-fin|cs|econ|eess|math|nlin|physics|stat)"
)
_CODE = rf"(?:[A-Z]{{2,6}}|{_CATEGORY})"
_MARK = r"(?: ?((?i:code)))?"
# A line of this form is meant as a first line wherever it is, even if the day does not exist.
_SURE = re.compile(rf"({_CODE}) ?((?i:{_MONTH}))\.? ?([0-9][0-9 ,./'-]*?){_MARK}")
# A date without a field, or with one in words ("Machine Learning Oct 10, 2023"). Prose can look like this, too.
_LOOSE_MONTH = f"(?-i:(?=[A-Z])(?i:{_MONTH}))"
_LOOSE = re.compile(rf"((?:[A-Za-z][A-Za-z .,&/+-]{{0,38}}?)?) ?({_LOOSE_MONTH})\.? ?([0-9][0-9 ,./'-]*?){_MARK}")
_BARE_DATE = re.compile(rf"{_LOOSE_MONTH}\.? ?[0-9]{{1,2}}(?: ?, ?[0-9]{{4}})?{_MARK}")
# A field with something else in place of the date: nothing, a month and noise, an unknown month, digits.
_BROKEN = re.compile(
    rf"(?:[A-Z]{{2}}|{_CATEGORY})(?i:code)?"
    rf"|{_CODE} ?(?i:{_MONTH})(?![a-z]).{{0,30}}"
    rf"|{_CODE} ?[A-Z][a-z]+\.? ?[0-9]{{1,2}}(?:,? ?[0-9]{{4}}| ?(?=[Cc]ode)){_MARK}"
    rf"|{_CODE}[A-Z][a-z]{{2}}\.? ?[0-9]{{1,2}}"
    rf"|{_CODE} ?(?=[0-9][^a-z]*[0-9]{{4}}|[0-9]{{4}}[-/.])[0-9][0-9 ,./-]+{_MARK}"
    rf"|{_CODE} ?[0-9]{{1,2}} ?(?i:{_MONTH})[ ,0-9]*{_MARK}"
    rf"|[A-Z][a-z]{{2,8}}\.? [0-9]{{1,2}}, ?[0-9]{{4}} ?Code"
)
_FIELD = re.compile(rf"[A-Z]{{2}}|{_CATEGORY}")
_WORD_FOR_MONTH = re.compile(rf"(?:{_CODE})? ?([A-Z][a-z]+)\.? ?[0-9][0-9 ,./'-]*{_MARK}")
_LONGEST_HEAD = 80  # characters
_SURE_ENDS = frozenset("0123456789eE,./'-")


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line of a paper says."""

    field: str | None
    date: SavedDate
    has_code: bool


def read_head(line: str) -> Head | str:
    """The head, or why the line is not one, in words for the person who saved the file."""
    if len(line) > _LONGEST_HEAD:
        return f"{EXPECTED_HEAD}; found {quote(line)}"
    found = _SURE.fullmatch(line) or _LOOSE.fullmatch(line)
    if found is None:
        return f"{_what_is_wrong(line)}{EXPECTED_HEAD}; found {quote(line)}"
    date = _read_date(found[2], found[3].strip())
    if isinstance(date, str):
        return f"{date}; {EXPECTED_HEAD}; found {quote(line)}"
    return Head(found[1] or None, date, found[4] is not None)


def _read_date(month: str, rest: str) -> SavedDate | str:
    """The date, or a few words on what is wrong with it. `month` matches _MONTH, `rest` is its day and year."""
    found = _DAY_AND_YEAR.fullmatch(rest)
    if found is None:
        return f"“{month} {rest}” is not a date"
    day, year = int(found[1]), int(found[2]) if found[2] else None
    date = SavedDate(month=SHORT_MONTHS.index(month[:3].capitalize()) + 1, day=day, year=year)
    return date if _exists(date) else f"“{month} {rest}” does not exist"


def _exists(date: SavedDate) -> bool:
    try:
        datetime.date(date.year or _A_LEAP_YEAR, date.month, date.day)
    except ValueError:
        return False
    return True


def _what_is_wrong(line: str) -> str:
    if is_field(line.removesuffix("Code").rstrip()):
        return "the date is missing; "
    word = _WORD_FOR_MONTH.fullmatch(line)
    return f"{quote(word[1])} is not a month; " if word else ""


def is_field(text: str) -> bool:
    """Is this a field's code and nothing else: "LG", "cs.LG", "hep-th"?"""
    return len(text) <= _LONGEST_HEAD and _FIELD.fullmatch(text) is not None


def is_sure_head(line: str) -> bool:
    """Does this have the form of a paper's first line, so that it cannot be anything else?"""
    # The last character is checked first, as this runs for every line of a file.
    return line[-1] in _SURE_ENDS and len(line) <= _LONGEST_HEAD and _SURE.fullmatch(line) is not None


def is_broken_head(line: str) -> bool:
    """Is this a field with something wrong in place of the date? Prose rarely looks like this, but it can."""
    return len(line) <= _LONGEST_HEAD and _BROKEN.fullmatch(line) is not None


def is_bare_date(line: str) -> bool:
    """Is this a date without a field, as a paper's first line or as a line of prose can be?"""
    return len(line) <= _LONGEST_HEAD and _BARE_DATE.fullmatch(line) is not None
