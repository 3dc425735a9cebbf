"""The day of a paper as reference managers write it → YYYY, YYYY-MM or YYYY-MM-DD. Pure."""

import datetime as dt
import re

from storage.importing.report import shorten

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?![0-9])(?:(?P=sign)(?P<day>[0-9]{1,2})(?![0-9]))?+)?+"
    r"(?:[~?%]|/.*|T.*|\s*(?:-{1,3}|[–—])\s*(?:[0-9]{2}|[0-9]{4}.*|\.\.|)|\s+[0-9]{1,2}:.*)?",
    re.DOTALL,
)
"""Of a range, the beginning; what follows the last slash of RIS is anything. 2020-13 is no 2020: hence the ?+."""
_MONTH = re.compile(r"(?<![a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASON = re.compile(r"\b(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_DAY = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])")
_NOT_YET = re.compile(
    r"\W*(?:in press|to appear|to be published|forthcoming|submitted|accepted|in preparation|(?:under|in) review"
    r"|unpublished|n\.? ?d\.?|no date|undated|unknown|none|tb[ad]|n/?a)?\W*",
    re.IGNORECASE,
)
_SEASONS = range(21, 42)
"""Spring, quarters and the like, in the place of a month (ISO 8601-2)."""
_LONGEST = 200


class EntryError(ValueError):
    """Why a paper cannot be loaded: what was expected, and what was found."""


def parse_cited_date(text: str) -> str | None:
    """None for a paper that has no date yet ("in press"). CitedError for what is no date."""
    text = " ".join(text.split()).strip("()[].")
    if len(text) <= _LONGEST:
        if found := _WRITTEN.fullmatch(text):
            return _iso(text, int(found["year"]), int(found["month"] or 0), int(found["day"] or 0))
        if _NOT_YET.fullmatch(text):
            return None
        years = _YEAR.findall(text)
        if len(years) == 1 and (_MONTH.search(text) or _SEASON.search(text)):
            return _iso(text, int(years[0]), *_month_and_day(text))
    raise _unreadable(text)


def parse_date_parts(year: str, month: str, day: str) -> str | None:
    """BibTeX's fields; of "10~" # jan and jan # "~10", the month holds the day too.

    A month in other words ("Summer") leaves the year: less exact, and still true.
    """
    whole = parse_cited_date(year)
    if whole is None or len(whole) != 4 or not month.strip():
        return whole
    month, day = month[:_LONGEST].replace("~", " "), day.strip()
    number, found = (int(month), 0) if re.fullmatch(r"\s*[0-9]{1,2}\s*", month) else _month_and_day(month)
    if not number and not month.strip().isdecimal():
        return whole
    written = int(day) if re.fullmatch("[0-9]{1,2}", day) else found
    return _iso(f"{whole}, month {month.strip()}, day {day or found or '—'}", int(whole), number or 99, written)


def _month_and_day(text: str) -> tuple[int, int]:
    """0 for what is not there."""
    month, day = _MONTH.search(text), _DAY.search(text)
    return _MONTHS.index(month[0][:3].lower()) + 1 if month else 0, int(day[0]) if day and month else 0


def _iso(text: str, year: int, month: int, day: int) -> str:
    if month in _SEASONS and not day:
        month = 0
    try:
        iso = dt.date(year, month or 1, day or 1).isoformat()
    except ValueError:
        raise _unreadable(text) from None
    return iso[: 10 if month and day else 7 if month else 4]


def _unreadable(text: str) -> EntryError:
    return EntryError(f"date: expected YYYY, YYYY-MM or YYYY-MM-DD, found {shorten(text, 60)!r}")
