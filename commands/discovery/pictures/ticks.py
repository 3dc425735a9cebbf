"""Round places and short numbers for the edges of diagrams."""

import datetime as dt
from typing import Final

from commands.ui.embeds.formatting import MONTHS, day

TICKS: Final = 12
EVERY: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Years between ticks; the last serves all years that a date can have."""
DAYS: Final = 2
"""Ticks after the first; with more, the words of some would touch."""
MONTHS_UP_TO: Final = 366 * 5
"""Days; longer spans are told by years."""
DAYS_UP_TO: Final = 200


def year_ticks(first: int, last: int, step: int) -> list[int]:
    """Round years in the span, a multiple of `step` apart; the first one where no round year is in it."""
    every = next((every for every in EVERY if every >= step and last - first <= every * TICKS), EVERY[-1])
    return list(range(-(-first // every) * every, last + 1, every)) or [first]


def day_ticks(first: dt.date, last: dt.date) -> dict[int, str]:
    """Ordinals of a few days from the first to the last, evenly spread, and what they are called."""
    span = (last - first).days
    days = [dt.date.fromordinal(first.toordinal() + round(span * n / DAYS)) for n in range(DAYS + 1)]
    names = {_called(one, span): one.toordinal() for one in reversed(days)}
    return {ordinal: name for name, ordinal in names.items()}


def _called(one: dt.date, span: int) -> str:
    if span <= DAYS_UP_TO:
        return day(one)
    return f"{MONTHS[one.month - 1]} {one.year}" if span <= MONTHS_UP_TO else str(one.year)


def short(value: float) -> str:
    """7749 → 7,749; 1250000 → 1.25M."""
    for size, sign in ((1e12, "T"), (1e9, "G"), (1e6, "M")):
        if abs(value) >= size:
            return f"{value / size:,.4g}{sign}"
    return f"{value:,.0f}"
