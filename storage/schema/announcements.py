"""The tables of what is announced: who is told, what they follow, what they were told, and what is on its way.

A subscription is never deleted, only stopped: its digests are numbered for ever, and what it was told stays told.
"""

# pyright: reportAssignmentType=false
# As in storage/tables.py.
import datetime as dt

from sqlalchemy import BigInteger, Column, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.schema.columns import big, given_id, refers
from storage.schema.utc import UtcDateTime

ACTIVE, PAUSED, STOPPED, BROKEN = "active", "paused", "stopped", "broken"
"""The states of a subscription."""
PENDING, SENT, QUIET = "pending", "sent", "quiet"
"""The states of a digest. QUIET: there was nothing new, and so it was wished."""
WAITING, TRYING = "waiting", "trying"
"""The states of a message besides SENT. TRYING: it may have been sent or not; only Discord knows."""


class Subscription(SQLModel, table=True):
    """A channel, or a person by direct message, that hears once a week what is new."""

    id: int = Field(sa_column=given_id())
    guild: int | None = Field(default=None, sa_column=big(index=True), description="None: a direct message")
    channel: int | None = Field(default=None, sa_column=Column(BigInteger, unique=True, nullable=True))
    person: int | None = Field(default=None, sa_column=Column(BigInteger, unique=True, nullable=True))
    set_up_by: int = Field(sa_column=big(nullable=False))
    started_at: dt.datetime = Field(sa_type=UtcDateTime)
    baseline: int = Field(sa_column=big(nullable=False), description="papers that came up to this run are known")
    everything: bool
    weekday: int = Field(description="0 is Monday")
    time: str = Field(max_length=5, description="HH:MM in the zone")
    zone: str = Field(max_length=64)
    role: int | None = Field(default=None, sa_column=big())
    in_thread: bool = Field(description="the papers follow in a thread of the first message")
    says_nothing: bool = Field(description="whether it says so when nothing is new")
    new_days: int = Field(description="papers that are older are not new, but added to the library")
    state: str = Field(max_length=8, description="ACTIVE, PAUSED, STOPPED or BROKEN")
    trouble: str | None = Field(default=None, sa_type=Text, description="why it is broken, and how to mend it")
    trouble_since: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    trouble_told: bool = Field(default=False, description="whether the one who set it up was told")
    next_due: dt.datetime = Field(sa_type=UtcDateTime, index=True)


class Follow(SQLModel, table=True):
    subscription: int = Field(sa_column=refers("subscription.id", key=True))
    kind: str = Field(max_length=8, primary_key=True, description="author, field or search")
    key: str = Field(sa_column=Column(String(500), primary_key=True), description="an author's id, a field, a query")


class DigestRow(SQLModel, table=True):
    """What a subscription is told for one period, written before anything of it is said."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("subscription", "period"), UniqueConstraint("subscription", "number"))
    id: int = Field(sa_column=given_id())
    subscription: int = Field(sa_column=refers("subscription.id"))
    number: int = Field(description="of this subscription, from 1")
    period: str = Field(max_length=40, description="the local day of its slot; for one that was asked for, the moment")
    filled_at: dt.datetime = Field(sa_type=UtcDateTime)
    covers_from: dt.datetime = Field(sa_type=UtcDateTime)
    covers_until: dt.datetime = Field(sa_type=UtcDateTime)
    revision: int = Field(sa_column=big(nullable=False), description="the run up to which papers were considered")
    considered: int = Field(description="papers that came in since the digest before")
    posted: int = Field(description="papers that it tells of")
    state: str = Field(max_length=8, index=True, description="PENDING, SENT or QUIET")
    thread: int | None = Field(default=None, sa_column=big())
    attempts: int = 0
    error: str | None = Field(default=None, sa_type=Text, description="what went wrong last")
    next_try: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class OutgoingMessage(SQLModel, table=True):
    __tablename__ = "outgoing_message"
    digest: int = Field(sa_column=refers("digest.id", key=True))
    position: int = Field(primary_key=True, description="from 0")
    body: str = Field(sa_type=Text, description="what is said, as JSON")
    nonce: str = Field(max_length=25)
    state: str = Field(max_length=8, description="WAITING, TRYING or SENT")
    message: int | None = Field(default=None, sa_column=big(), description="Discord's id of it")


class Told(SQLModel, table=True):
    """A paper that a subscription was told of, or knows without (`digest` NULL)."""

    subscription: int = Field(sa_column=refers("subscription.id", key=True))
    paper: int = Field(sa_column=refers("paper.id", key=True))
    digest: int | None = Field(default=None, sa_column=refers("digest.id", nullable=True, index=True))
    position: int = Field(default=0, description="in its digest")


class ToldNumbers(SQLModel, table=True):
    """The numbers of a profile that a subscription was last told of: the newest row of each source counts."""

    __tablename__ = "told_numbers"
    subscription: int = Field(sa_column=refers("subscription.id", key=True))
    source: int = Field(sa_column=refers("source.id", key=True))
    digest: int = Field(sa_column=given_id(), description="0: known from the beginning")
    numbers: str = Field(sa_type=Text, description='JSON: {"h_index": [27, "2026-10-10"]}, unknown ones left out')


class MemberLink(SQLModel, table=True):
    """A member of a server who said which author they are."""

    __tablename__ = "member_link"
    guild: int = Field(sa_column=given_id())
    person: int = Field(sa_column=given_id())
    author: int = Field(sa_column=refers("author.id", index=True))
    ping: bool = Field(default=False)
