"""The tables of announcements: subscriptions, what they follow, their digests, and the outbox of messages.

A subscription is never deleted, only stopped: its digests keep their numbers, and a paper that was announced stays
announced.
"""

# pyright: reportAssignmentType=false
# As in storage/schema/library.py.
import datetime as dt
from typing import Final, Literal

from sqlalchemy import BigInteger, Column, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.schema.columns import big, given_id, lasting_id, refers
from storage.schema.utc import UtcDateTime

FollowKind = Literal["author", "field", "search"]

SubscriptionState = Literal["active", "paused", "stopped", "broken"]
ACTIVE: Final = "active"
PAUSED: Final = "paused"
STOPPED: Final = "stopped"
FAILED: Final = "broken"
"""Discord refuses its messages until somebody fixes the cause. Nothing is lost meanwhile."""

DigestState = Literal["pending", "sent", "quiet"]
PENDING: Final = "pending"
SENT: Final = "sent"
"""Of a digest: all of its messages are sent. Of a message: Discord has accepted it."""
QUIET: Final = "quiet"
"""Nothing was new and the subscription stays silent then: a digest without messages."""

MessageState = Literal["waiting", "trying", "sent"]
WAITING: Final = "waiting"
"""Not sent yet, or refused by Discord."""
TRYING: Final = "trying"
"""A request was started and its result is unknown: the message may be in the channel already."""


class Subscription(SQLModel, table=True):
    """A channel, or a person by direct message, that gets one digest per week."""

    id: int = Field(sa_column=given_id())
    guild: int | None = Field(default=None, sa_column=big(index=True), description="None: direct messages")
    channel: int | None = Field(default=None, sa_column=Column(BigInteger, unique=True, nullable=True))
    person: int | None = Field(default=None, sa_column=Column(BigInteger, unique=True, nullable=True))
    set_up_by: int = Field(sa_column=big(nullable=False), description="a Discord user; 0 once they are forgotten")
    started_at: dt.datetime = Field(sa_type=UtcDateTime)
    baseline: int = Field(sa_column=big(nullable=False), description="papers added up to this import run are known")
    everything: bool = Field(description="every new paper is announced, not only what is followed")
    weekday: int = Field(description="0 is Monday")
    time: str = Field(max_length=5, description="HH:MM in the time zone")
    zone: str = Field(max_length=64, description="an IANA time zone")
    role: int | None = Field(default=None, sa_column=big(), description="mentioned by the headline")
    in_thread: bool = Field(description="papers follow in a thread of the first message")
    says_nothing: bool = Field(description="whether a digest without news is posted")
    new_days: int = Field(description="older papers are listed under “Added to the library”; in days")
    state: SubscriptionState = Field(sa_column=Column(String(8), nullable=False))
    trouble: str | None = Field(default=None, sa_type=Text, description="why it failed, and how to fix it")
    trouble_since: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    trouble_told: bool = Field(default=False, description="whether the person who set it up was notified")
    next_due: dt.datetime = Field(sa_type=UtcDateTime, index=True)


class Follow(SQLModel, table=True):
    subscription: int = Field(sa_column=refers("subscription.id", key=True))
    kind: FollowKind = Field(sa_column=Column(String(8), primary_key=True))
    key: str = Field(sa_column=Column(String(500), primary_key=True), description="an author's id, a field, a query")


class DigestRow(SQLModel, table=True):
    """What a subscription hears for one period. Written, with all of its messages, before anything is sent."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("subscription", "period"), UniqueConstraint("subscription", "number"))
    id: int = Field(sa_column=given_id())
    subscription: int = Field(sa_column=refers("subscription.id"))
    number: int = Field(description="of this subscription, from 1")
    period: str = Field(
        max_length=40, description="the local day of its slot; “now …” or “start …” and the moment if asked for"
    )
    filled_at: dt.datetime = Field(sa_type=UtcDateTime)
    covers_from: dt.datetime = Field(sa_type=UtcDateTime)
    covers_until: dt.datetime = Field(sa_type=UtcDateTime)
    revision: int = Field(sa_column=big(nullable=False), description="the import run up to which papers were checked")
    considered: int = Field(description="papers added since the previous digest")
    posted: int = Field(description="papers that it announces")
    state: DigestState = Field(sa_column=Column(String(8), nullable=False, index=True))
    thread: int | None = Field(default=None, sa_column=big(), description="the thread of its further messages")
    attempts: int = Field(default=0, description="failed attempts since the last message that was sent")
    error: str | None = Field(default=None, sa_type=Text, description="of the last attempt")
    next_try: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: dt.datetime | None = Field(default=None, sa_type=UtcDateTime)


class OutgoingMessage(SQLModel, table=True):
    """The outbox: one message of a digest. It stays after it is sent.

    `body` is a JSON object (written and read by commands/announcements/messages.py):

    - `embeds`: embeds as Discord's API takes them; the footer of the last, "Digest 7 · 2 of 5", identifies the message
    - `papers`: the lines that its menu opens, with the fields of `PaperLine`
    - `content`: mentions, and nothing else; may be empty
    - `users`, `roles`: the ids that it may mention
    - `in_thread`: whether it belongs in the thread of the first message
    - `more`: whether it has the button *All papers*
    """

    __tablename__ = "outgoing_message"
    digest: int = Field(sa_column=refers("digest.id", key=True))
    position: int = Field(primary_key=True, description="from 0")
    body: str = Field(sa_type=Text)
    nonce: str = Field(max_length=25)
    state: MessageState = Field(sa_column=Column(String(8), nullable=False))
    message: int | None = Field(default=None, sa_column=big(), description="its id on Discord")


class AnnouncedPaper(SQLModel, table=True):
    """A paper that a subscription has heard of, or that counts as known to it (`digest` NULL)."""

    __tablename__ = "told"
    subscription: int = Field(sa_column=refers("subscription.id", key=True))
    paper: int = Field(sa_column=lasting_id(key=True))
    digest: int | None = Field(default=None, sa_column=refers("digest.id", nullable=True, index=True))
    position: int = Field(default=0, description="in its digest, from 0")


class AnnouncedMetrics(SQLModel, table=True):
    """The metrics of a profile as a subscription last heard them: per source, the row of the latest digest counts."""

    __tablename__ = "told_numbers"
    subscription: int = Field(sa_column=refers("subscription.id", key=True))
    source: int = Field(sa_column=lasting_id(key=True))
    digest: int = Field(sa_column=given_id(), description="0: known from the start")
    numbers: str = Field(sa_type=Text, description='JSON: {"h_index": [27, "2026-10-10"]}, without unknown ones')


class MemberLink(SQLModel, table=True):
    """A member of a server and the author that they say they are."""

    __tablename__ = "member_link"
    guild: int = Field(sa_column=given_id())
    person: int = Field(sa_column=given_id())
    author: int = Field(sa_column=lasting_id(index=True))
    ping: bool = Field(default=False)
