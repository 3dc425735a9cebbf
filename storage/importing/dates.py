"""Publication dates as reference managers write them → YYYY, YYYY-MM or YYYY-MM-DD. Pure."""

import datetime as dt
import re

from storage.importing.report import shorten

_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?![0-9])(?:(?P=sign)(?P<day>[0-9]{1,2})(?![0-9]))?+)?+"
    r"(?:[~?%]|/.*|T.*|\s*(?:-{1,3}|[–—])\s*(?:[0-9]{2}|[0-9]{4}.*|\.\.|)|\s+[0-9]{1,2}:.*)?",
    re.DOTALL,
)
"""A range means its beginning. Anything may follow the last slash of RIS. `?+`, so that 2020-13 is not read as 2020."""
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
"""Seasons, quarters and the like in the place of a month (ISO 8601-2)."""
_MAX_LENGTH = 200
"""Characters of a date."""


class EntryError(ValueError):
    """Why a paper cannot be imported: what was expected, and what was found."""


def parse_cited_date(text: str) -> str | None:
    """None for a paper without a date yet ("in press"). Raises EntryError for anything else that is no date."""
    text = " ".join(text.split()).strip("()[].")
    if len(text) <= _MAX_LENGTH:
        if found := _WRITTEN.fullmatch(text):
            return _iso(text, int(found["year"]), int(found["month"] or 0), int(found["day"] or 0))
        if _NOT_YET.fullmatch(text):
            return None
        years = _YEAR.findall(text)
        if len(years) == 1 and (_MONTH.search(text) or _SEASON.search(text)):
            return _iso(text, int(years[0]), *_month_and_day(text))
    raise _unreadable(text)


def parse_date_parts(year: str, month: str, day: str) -> str | None:
    """A date of BibTeX's fields. The month may hold the day, too: "10~" # jan, jan # "~10".

    A month in other words ("Summer") leaves the year: less exact, but true.
    """
    whole = parse_cited_date(year)
    if whole is None or len(whole) != 4 or not month.strip():
        return whole
    month, day = month[:_MAX_LENGTH].replace("~", " "), day.strip()
    number, found = (int(month), 0) if re.fullmatch(r"\s*[0-9]{1,2}\s*", month) else _month_and_day(month)
    if not number and not month.strip().isdecimal():
        return whole
    written = int(day) if re.fullmatch("[0-9]{1,2}", day) else found
    return _iso(f"{whole}, month {month.strip()}, day {day or found or '—'}", int(whole), number or 99, written)


def _month_and_day(text: str) -> tuple[int, int]:
    """(month, day); 0 for what is missing."""
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
