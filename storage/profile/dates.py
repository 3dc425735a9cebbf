"""The dates of a profile: "Oct 10, 2023", or "Mar 26" where the year is left out."""

import datetime
import re

from storage.profile.model import SavedDate

SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# The short and the long names; "Sept" is common as well. To be used without regard to case.
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_AND_YEAR = re.compile(r"([0-9]{1,2})(?:(?: ?, ?| )([1-9][0-9]{3}))?")
_A_LEAP_YEAR = 2000


def read_date(month: str, rest: str) -> SavedDate | str:
    """The date, or a few words on what is wrong with it. `month` is one of MONTH, `rest` its day and year."""
    found = _DAY_AND_YEAR.fullmatch(rest)
    if found is None:
        return f"“{month} {rest}” is no date"
    day, year = int(found[1]), int(found[2]) if found[2] else None
    date = SavedDate(month=SHORT_MONTHS.index(month[:3].capitalize()) + 1, day=day, year=year)
    return date if _exists(date) else f"there is no day “{month} {rest}”"


def _exists(date: SavedDate) -> bool:
    try:
        datetime.date(date.year or _A_LEAP_YEAR, date.month, date.day)
    except ValueError:
        return False
    return True
