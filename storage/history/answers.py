"""What an admin sees of the library: what it is made of, how fresh that is, and what was done last."""

import datetime as dt
from dataclasses import dataclass

from storage.lookup.answers.changes import LibraryChange


@dataclass(frozen=True, slots=True)
class LastImport:
    """What came of the last load of a file. `person`: Discord's id of who did it, None for the command line."""

    at: dt.datetime
    new: int
    changed: int
    refused: int
    person: int | None


@dataclass(frozen=True, slots=True)
class ProfileStatus:
    """A profile and its newest text. `vanished`: papers that it lists no longer."""

    name: str
    file: str
    captured: dt.date
    papers: int
    vanished: int
    last: LastImport | None


@dataclass(frozen=True, slots=True)
class LiveSourceStatus:
    """How a live source is doing. `result`: what the last success brought; `trouble`: why the last try failed."""

    name: str
    tried_at: dt.datetime | None
    succeeded_at: dt.datetime | None
    result: str | None
    trouble: str | None
    next_try: dt.datetime | None


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """`profiles`: the oldest texts first. `changes`: the newest first."""

    today: dt.date
    papers: int
    profiles: tuple[ProfileStatus, ...]
    bulk_papers: int
    """Papers that files of many papers speak of."""
    live: tuple[LiveSourceStatus, ...]
    changes: tuple[LibraryChange, ...]
    next_run: dt.datetime | None
