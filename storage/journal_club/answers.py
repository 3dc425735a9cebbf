"""The journal club of a server."""

import datetime as dt
from dataclasses import dataclass

from storage.schema.journal_club import DECIDED as DECIDED
from storage.schema.journal_club import STARTING as STARTING
from storage.schema.journal_club import VOTING as VOTING

OPEN_MOST = 100
"""Nominations that can wait."""
BALLOT = 10
"""Answers of a poll."""


@dataclass(frozen=True, slots=True)
class Nominee:
    """`paper` is None where it is no longer in the library, `person` where they asked to be forgotten."""

    id: int
    paper: int | None
    title: str
    person: int | None
    at: dt.datetime
    seconds: int
    """Others who want it, too."""


@dataclass(frozen=True, slots=True)
class Nominated:
    """`waiting`: open nominations, this one among them. `read_on`: it was chosen before."""

    nominee: Nominee
    waiting: int
    read_on: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Seconded:
    """Somebody else had nominated it. `is_new`: this person was not behind it before."""

    nominee: Nominee
    is_new: bool


@dataclass(frozen=True, slots=True)
class NominatedAlready:
    """By the same person."""

    nominee: Nominee


@dataclass(frozen=True, slots=True)
class TooManyNominations:
    most: int = OPEN_MOST


NominationAnswer = Nominated | Seconded | NominatedAlready | TooManyNominations


@dataclass(frozen=True, slots=True)
class Vote:
    """A poll to be sent: what can be voted for, the earliest nominated first. `left_out`: nominations that wait for
    the next one, as a poll has no room for them."""

    round: int
    number: int
    nominees: tuple[Nominee, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class NothingNominated:
    pass


@dataclass(frozen=True, slots=True)
class OneNominated:
    nominee: Nominee


@dataclass(frozen=True, slots=True)
class SeveralNominated:
    waiting: int


@dataclass(frozen=True, slots=True)
class Round:
    """One that is not done yet. `state`: starting, voting or decided. `message`: of the poll, None where that may have
    been sent or not; where there was no poll, of what tells of the winner."""

    id: int
    guild: int
    number: int
    state: str
    started_at: dt.datetime
    channel: int
    message: int | None
    winner: Nominee | None
    votes: int | None
    """For the winner. None: there was no poll."""
    tied: int
    claimed_at: dt.datetime | None
    """Since when somebody's command opens the thread."""


VoteAnswer = Vote | NothingNominated | OneNominated | Round


@dataclass(frozen=True, slots=True)
class Outcome:
    """`tied`: others with as many votes, which were nominated later."""

    nomination: int
    votes: int
    tied: int


@dataclass(frozen=True, slots=True)
class Read:
    """A paper that the club chose."""

    nominee: Nominee
    at: dt.datetime
    guild: int
    thread: int | None
    votes: int | None


@dataclass(frozen=True, slots=True)
class ClubHistory:
    """One page, the newest first. `query`: what its titles have in common, None: all."""

    query: str | None
    total: int
    page: int
    pages: int
    read: tuple[Read, ...]
