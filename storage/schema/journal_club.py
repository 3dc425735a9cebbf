"""The tables of journal clubs. Nominations and rounds are never deleted, so no id is reused."""

# pyright: reportAssignmentType=false
# As in storage/schema/library.py.
import datetime as dt

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.schema.columns import big, given_id, lasting_id, refers
from storage.schema.utc import UtcDateTime

OPEN, CHOSEN, WITHDRAWN = "open", "chosen", "withdrawn"
"""The states of a nomination."""
STARTING, VOTING, DECIDED, DONE = "starting", "voting", "decided", "done"
"""The states of a round. STARTING: its poll may or may not have been sent. DECIDED: its thread may or may not exist."""


class Nomination(SQLModel, table=True):
    id: int = Field(sa_column=given_id())
    guild: int = Field(sa_column=big(nullable=False, index=True))
    paper: int | None = Field(
        default=None, sa_column=lasting_id(nullable=True, index=True), description="NULL: an earlier version forgot it"
    )
    title: str = Field(sa_type=Text, description="as it was when it was nominated")
    person: int | None = Field(default=None, sa_column=big(index=True), description="who nominated it")
    at: dt.datetime = Field(sa_type=UtcDateTime)
    state: str = Field(max_length=9, description="OPEN, CHOSEN or WITHDRAWN")


class Second(SQLModel, table=True):
    """Somebody else who supports a nomination."""

    nomination: int = Field(sa_column=refers("nomination.id", key=True))
    person: int = Field(sa_column=given_id())


class ClubRound(SQLModel, table=True):
    """From a vote to its winner's thread. Without a poll if there was a single nomination."""

    __tablename__ = "club_round"
    __table_args__ = (UniqueConstraint("guild", "number"),)
    id: int = Field(sa_column=given_id())
    guild: int = Field(sa_column=big(nullable=False))
    number: int = Field(description="of this server, from 1")
    state: str = Field(max_length=8, description="STARTING, VOTING, DECIDED or DONE")
    person: int | None = Field(default=None, sa_column=big(), description="who started it")
    started_at: dt.datetime = Field(sa_type=UtcDateTime)
    channel: int = Field(sa_column=big(nullable=False))
    message: int | None = Field(
        default=None, sa_column=big(), description="of the poll, or the one that announces the winner"
    )
    winner: int | None = Field(default=None, sa_column=refers("nomination.id", nullable=True))
    votes: int | None = Field(default=None, description="for the winner; NULL: there was no poll")
    tied: int = Field(default=0, description="other nominations with as many votes")
    decided_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    claimed_at: dt.datetime | None = Field(
        default=None, sa_type=UtcDateTime, description="when somebody began to open its thread"
    )
    thread: int | None = Field(default=None, sa_column=big())


class Ballot(SQLModel, table=True):
    """A nomination that can be voted for."""

    round: int = Field(sa_column=refers("club_round.id", key=True))
    position: int = Field(primary_key=True, description="of the poll's answer, from 0")
    nomination: int = Field(sa_column=refers("nomination.id", index=True))
