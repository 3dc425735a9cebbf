"""Autocomplete suggestions, and the state of the library."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`key` identifies it for certain, such as "author:17"."""

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
    """Papers with a vector for semantic reranking. None: search ranks by words alone."""
    database: str
