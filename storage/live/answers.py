"""What came of asking the live sources."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceReport:
    """What came of asking one service."""

    name: str
    was_asked: bool = False
    people: int = 0
    works: int = 0
    new: int = 0
    changed: int = 0
    numbers: int = 0
    passed_over: int = 0
    """Works that only a name speaks for."""
    notes: tuple[str, ...] = ()
    trouble: str | None = None
    """Why it was not asked, or not to the end."""
    next_try: dt.datetime | None = None
