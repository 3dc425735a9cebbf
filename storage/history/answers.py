"""What an admin sees of the library: what it is made of, how fresh that is, and what was done last."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of the last load of a file. `person`: Discord's id of who did it, None for the command line."""

    at: dt.datetime
    new: int
    changed: int
    refused: int
    person: int | None


@dataclass(frozen=True, slots=True)
class ProfileState:
    """A profile and its newest text. `vanished`: papers that it lists no longer."""

    name: str
    file: str
    captured: dt.date
    papers: int
    vanished: int
    last: Loaded | None


@dataclass(frozen=True, slots=True)
class LiveState:
    """How a live source is doing. `result`: what the last success brought; `trouble`: why the last try failed."""

    name: str
    tried_at: dt.datetime | None
    succeeded_at: dt.datetime | None
    result: str | None
    trouble: str | None
    next_try: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the library. `kind`: import, refresh, identity or undo. `told`: what was done, if it is no file."""

    number: int
    kind: str
    file: str
    told: str | None
    at: dt.datetime
    new: int
    changed: int
    refused: int
    person: int | None
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """`profiles`: the oldest texts first. `changes`: the newest first."""

    today: dt.date
    papers: int
    profiles: tuple[ProfileState, ...]
    bulk_papers: int
    """Papers that files of many papers speak of."""
    live: tuple[LiveState, ...]
    changes: tuple[Change, ...]
    next_run: dt.datetime | None


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
