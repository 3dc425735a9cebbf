"""What a channel or a person hears: a digest. And how their announcements are doing."""

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
    """`key`: an author's id, a canonical field, or a query. `name`: the same for people to read."""

    kind: FollowKind
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkedMember:
    """A member of the server who is an author of a paper. `ping`: they turned on pings."""

    person: int
    ping: bool


@dataclass(frozen=True, slots=True)
class DigestPaper:
    line: PaperLine
    authors: str
    """The first ones as one text, “Ann Lee, Bob Ray et al.”; may be empty."""
    key_sentence: str | None
    """An extract from the abstract."""
    why: tuple[Followed, ...]
    """What is followed that it matches; empty if everything is announced."""
    members: tuple[LinkedMember, ...]


@dataclass(frozen=True, slots=True)
class MetricChange:
    """`metric`: h_index, paper_count, citations, novelty or ai_score. `before` None: it was unknown."""

    metric: str
    before: float | None
    after: float
    before_on: dt.date | None
    after_on: dt.date


@dataclass(frozen=True, slots=True)
class ProfileChanges:
    """Metrics of a profile that changed. `is_new`: the subscription hears of the profile for the first time."""

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
    """What was checked. `stale`: profiles whose newest text is older than `stale_days`, oldest first."""

    authors: int
    profiles: int
    stale: tuple[ProfileAge, ...]
    stale_days: int
    newest: dt.date | None
    """The day of the newest text of all."""
    failing: tuple[str, ...] = ()
    """Live sources whose last query failed."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Papers that were added but are not announced, and why. `titles`: the first of them."""

    why: str
    papers: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new for one subscription. Days are in its time zone."""

    number: int
    """Of this subscription, from 1."""
    covers_from: dt.date
    covers_until: dt.date
    new: tuple[DigestPaper, ...]
    """Most relevant first."""
    added: tuple[DigestPaper, ...]
    """Added to the library, but published more than `new_days` days ago, or on an unknown date."""
    new_days: int
    profiles: tuple[ProfileChanges, ...]
    coverage: Coverage
    considered: int
    """Papers added to the library since the previous digest."""
    more: int
    """Papers that are only in the list behind *All papers*, as they are too many for a channel."""
    role: int | None
    in_thread: bool
    backfill: bool = False
    """Asked for at the start: the newest papers that are in the library already."""

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
    """Nothing is new, and the channel stays silent then."""


@dataclass(frozen=True, slots=True)
class LastDigest:
    """`pending`: messages that are not sent yet. `error`: of the last attempt, None if it was successful."""

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
    """None: it is paused, stopped or failed."""
    error: str | None
    """Why it failed, and how to fix it."""
    last: LastDigest | None
    waiting: int
    """Papers that the next digest would announce, so far."""
    newest_data: dt.date | None
    """The day of the newest text among those that it checks."""
    stale: int
    """Profiles whose newest text is older than 30 days."""
    profiles: int
