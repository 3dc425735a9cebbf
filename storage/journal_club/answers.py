"""What the journal club of a server answers."""

import datetime as dt
from dataclasses import dataclass

from storage.schema.journal_club import DECIDED as DECIDED
from storage.schema.journal_club import STARTING as STARTING
from storage.schema.journal_club import VOTING as VOTING

OPEN_MOST = 100
"""Open nominations that a server can have."""
BALLOT = 10
"""Nominations on one poll: Discord allows ten answers."""


@dataclass(frozen=True, slots=True)
class Nominee:
    """`paper` is None if it is no longer in the library, `person` if their data was deleted."""

    id: int
    paper: int | None
    title: str
    person: int | None
    at: dt.datetime
    seconds: int
    """Other people who want it too."""


@dataclass(frozen=True, slots=True)
class Nominated:
    """`waiting`: open nominations, including this one. `read_on`: when the club last chose it, if ever."""

    nominee: Nominee
    waiting: int
    read_on: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Seconded:
    """Somebody else nominated it before. `is_new`: this person had not seconded it yet."""

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
    """A poll to send. `nominees`: its answers, earliest nominated first. `left_out`: nominations that did not fit and
    wait for the next poll."""

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
    """One that is not done. `state`: STARTING, VOTING or DECIDED. `message`: Discord's id of the poll, None while it is
    unknown whether it was sent; without a poll, of the message that announces the winner."""

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
    """When somebody's command began to open the thread."""


VoteAnswer = Vote | NothingNominated | OneNominated | Round


@dataclass(frozen=True, slots=True)
class Outcome:
    """`tied`: other nominations with as many votes, which came later."""

    nomination: int
    votes: int
    tied: int


@dataclass(frozen=True, slots=True)
class ChosenPaper:
    """A paper that the club chose. `votes` is None if there was no poll."""

    nominee: Nominee
    at: dt.datetime
    guild: int
    thread: int | None
    votes: int | None


@dataclass(frozen=True, slots=True)
class ClubHistory:
    """One page, newest first. `query`: words that the titles match; None: all papers. `page` from 0."""

    query: str | None
    total: int
    page: int
    pages: int
    read: tuple[ChosenPaper, ...]
