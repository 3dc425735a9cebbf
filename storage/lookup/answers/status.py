"""What autocomplete offers, and how the store is doing."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What autocomplete offers. `key` names it for certain, as "author:17"."""

    name: str
    hint: str
    key: str


@dataclass(frozen=True, slots=True)
class StoreStatus:
    papers: int
    authors: int
    profiles: int
    newest_paper: str | None
    newest_capture: dt.date | None
    last_import: dt.datetime | None
    revision: int
    """The number of the last import run."""
    indexed: int
    """The revision that the search index is at."""
    learned: int | None
    """Papers whose meaning search knows. None: it goes by words alone."""
    database: str
