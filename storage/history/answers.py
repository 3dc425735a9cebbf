"""The state of the library for admins: its contents, how fresh they are, and the last changes."""

import datetime as dt
from dataclasses import dataclass

from storage.lookup.answers.changes import LibraryChange


@dataclass(frozen=True, slots=True)
class LastImport:
    """The last import of a file. `person`: the Discord id of who did it; None: the command line."""

    at: dt.datetime
    new: int
    changed: int
    refused: int
    person: int | None


@dataclass(frozen=True, slots=True)
class ProfileStatus:
    """A profile and its newest text. `vanished`: papers that it no longer lists."""

    name: str
    file: str
    captured: dt.date
    papers: int
    vanished: int
    last: LastImport | None


@dataclass(frozen=True, slots=True)
class LiveSourceStatus:
    """How a live source is doing. `result`: what the last success returned; `error`: why the last try failed."""

    name: str
    tried_at: dt.datetime | None
    succeeded_at: dt.datetime | None
    result: str | None
    error: str | None
    next_try: dt.datetime | None


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """`profiles`: oldest text first. `changes`: newest first. `next_run`: the next refresh of the live sources."""

    today: dt.date
    papers: int
    profiles: tuple[ProfileStatus, ...]
    bulk_papers: int
    """Papers that bulk files (JSONL, BibTeX, RIS) list."""
    live: tuple[LiveSourceStatus, ...]
    changes: tuple[LibraryChange, ...]
    next_run: dt.datetime | None
