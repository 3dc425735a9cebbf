"""The result of querying the live sources."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServiceReport:
    """The result of querying one service."""

    name: str
    was_queried: bool = False
    people: int = 0
    works: int = 0
    new: int = 0
    changed: int = 0
    numbers: int = 0
    """Metrics and citation counts that changed."""
    passed_over: int = 0
    """Works that match by name alone."""
    notes: tuple[str, ...] = ()
    error: str | None = None
    """Why it was not queried, or not to the end. A clause without a full stop."""
    next_try: dt.datetime | None = None
