"""Numbers and dates for people to read. Unknown is "—"."""

import datetime as dt
import math

UNKNOWN = "—"
COLOUR = 0x2A9D8F
COLOUR_ASK = 0xE9A23B
"""For questions, and when nothing was found."""
FIRST_TO_COME = dt.timedelta(hours=14)
"""How much earlier than in UTC a day comes where it comes first."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float | None) -> str:
    """7749 → 7,749; 51.0 → 51; 51.5 → 51.5."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    return f"{value:,}" if isinstance(value, int) else f"{value:,.6f}".rstrip("0").rstrip(".")


def percent(value: float | None) -> str:
    return UNKNOWN if number(value) == UNKNOWN else f"{number(value)}%"


def day(value: dt.date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def published(value: str | None) -> str:
    """As precise as known: 10 Oct 2023, Oct 2023 or 2023. A day that has come nowhere yet is marked."""
    if value is None:
        return UNKNOWN
    year, month, on = (*value.split("-"), None, None)[:3]
    words = [on and str(int(on)), month and MONTHS[int(month) - 1], year]
    tomorrow = (dt.datetime.now(dt.UTC) + FIRST_TO_COME).date().isoformat()
    mark = "(upcoming)" if value > tomorrow[: len(value)] else ""
    return " ".join(word for word in (*words, mark) if word)


def years(first: int | None, last: int | None) -> str | None:
    known = dict.fromkeys(str(year) for year in (first, last) if year is not None)
    return "–".join(known) or None


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
