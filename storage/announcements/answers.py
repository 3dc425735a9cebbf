"""What a channel, or a person, is told: a digest, and how their announcements are doing."""

import datetime as dt
from dataclasses import dataclass

from storage.lookup.answers.lists import PaperLine
from storage.schema.announcements import ACTIVE as ACTIVE
from storage.schema.announcements import FAILED as FAILED
from storage.schema.announcements import PAUSED as PAUSED
from storage.schema.announcements import STOPPED as STOPPED
from storage.schema.announcements import DigestState
from storage.schema.announcements import FollowKind as FollowKind
from storage.schema.announcements import SubscriptionState as SubscriptionState


@dataclass(frozen=True, slots=True)
class Followed:
    """`key`: an author's id, a canonical field, a query. `name`: the same for people to read."""

    kind: FollowKind
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkedMember:
    """A member of the server who says to be an author of a paper. `ping`: they asked to be pinged."""

    person: int
    ping: bool


@dataclass(frozen=True, slots=True)
class DigestPaper:
    line: PaperLine
    authors: str
    """The first ones, or empty."""
    key_sentence: str | None
    """An extract from the abstract."""
    why: tuple[Followed, ...]
    """What is followed that it fits; empty where everything is told."""
    members: tuple[LinkedMember, ...]


@dataclass(frozen=True, slots=True)
class MetricChange:
    """`metric` is h_index, paper_count, citations, novelty or ai_score. `before` None: it was not known."""

    metric: str
    before: float | None
    after: float
    before_on: dt.date | None
    after_on: dt.date


@dataclass(frozen=True, slots=True)
class ProfileChanges:
    """Numbers of a profile that changed. `is_new`: the profile itself is new to whom it is told."""

    author: int
    name: str
    source: str
    is_new: bool
    changes: tuple[MetricChange, ...]


@dataclass(frozen=True, slots=True)
class ProfileAge:
    name: str
    captured: dt.date


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked at. `stale`: profiles whose newest text is older than `stale_days`, the oldest first."""

    authors: int
    profiles: int
    stale: tuple[ProfileAge, ...]
    stale_days: int
    newest: dt.date | None
    """The day of the newest text of all."""
    failing: tuple[str, ...] = ()
    """The live sources that could not be asked the last time."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Papers that came in and are not told, and why. `titles`: the first of them."""

    why: str
    papers: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new, as one subscription is told of it. Days are local to it."""

    number: int
    """Of this subscription, from 1."""
    covers_from: dt.date
    covers_until: dt.date
    new: tuple[DigestPaper, ...]
    """Most relevant first."""
    added: tuple[DigestPaper, ...]
    """Came into the library, but were published longer ago than `new_days`, or nobody knows when."""
    new_days: int
    profiles: tuple[ProfileChanges, ...]
    coverage: Coverage
    considered: int
    """Papers that came into the library since the digest before."""
    more: int
    """Papers that are told of in the list behind the button alone, as they are too many for a channel."""
    role: int | None
    in_thread: bool
    backfill: bool = False
    """Asked for at the start: the newest papers that were there already."""

    @property
    def papers(self) -> int:
        return len(self.new) + len(self.added) + self.more

    @property
    def is_empty(self) -> bool:
        return not (self.papers or self.profiles)


@dataclass(frozen=True, slots=True)
class Preview:
    digest: Digest
    left_out: tuple[LeftOut, ...]
    posts_nothing: bool
    """There is nothing new, and the channel is to hear of that nothing."""


@dataclass(frozen=True, slots=True)
class LastDigest:
    """`pending`: messages that are not sent yet. `error`: what went wrong last, None where nothing did."""

    number: int
    filled_at: dt.datetime
    outcome: DigestState
    considered: int
    posted: int
    messages: int
    pending: int
    error: str | None
    next_try: dt.datetime | None
    sent_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SubscriptionStatus:
    """How the announcements of one channel (or person, `channel` None) are doing."""

    channel: int | None
    state: SubscriptionState
    everything: bool
    follows: tuple[Followed, ...]
    weekday: int
    time: str
    """HH:MM in `zone`."""
    zone: str
    role: int | None
    in_thread: bool
    says_nothing: bool
    new_days: int
    next_due: dt.datetime | None
    """None: it is paused, stopped or broken."""
    trouble: str | None
    """Why it is broken, and how to mend it."""
    last: LastDigest | None
    waiting: int
    """Papers that the next digest would tell of, so far."""
    newest_data: dt.date | None
    """The day of the newest text among what it goes by."""
    stale: int
    """Profiles whose newest text is older than 30 days."""
    profiles: int
