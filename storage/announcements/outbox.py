"""The outbox: each message is written before it is sent, and marked when Discord has accepted it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import CursorResult, ScalarSelect, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.announcements.leader_lock import LeaderLock, NotLeaderError
from storage.database.reader import Reading
from storage.schema.announcements import (
    ACTIVE,
    PENDING,
    SENT,
    TRYING,
    WAITING,
    AnnouncedMetrics,
    AnnouncedPaper,
    DigestRow,
    OutgoingMessage,
    Subscription,
)

LATEST_RETRY = dt.timedelta(hours=2)
"""A next try that is further away was set by a clock that has been corrected since."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A digest on its way, and to whom."""

    digest: int
    subscription: int
    channel: int | None
    person: int | None
    set_up_by: int
    thread: int | None
    attempts: int
    filled_at: dt.datetime
    after: int
    """The last message that the subscription was sent before: all of this digest's are newer. 0: there is none."""
    in_thread: bool
    """Whether papers go into a thread if they do not fit into one message."""
    is_uncertain: bool
    """Whether one of its messages may have been sent."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message. `is_uncertain`: it may have been sent; `message`: Discord's id of it once it is known to be."""

    position: int
    body: str
    nonce: str
    is_uncertain: bool
    message: int | None


async def deliverable_digests(session: Reading, now: dt.datetime) -> list[Delivery]:
    """Pending digests of active subscriptions whose next try has come."""
    next_try = col(DigestRow.next_try)
    is_time = next_try.is_(None) | (next_try <= now) | (next_try > now + LATEST_RETRY)
    columns = select(
        col(DigestRow.id),
        col(Subscription.id),
        col(Subscription.channel),
        col(Subscription.person),
        col(Subscription.set_up_by),
        col(DigestRow.thread),
        col(DigestRow.attempts),
        col(DigestRow.filled_at),
        _last_message(),
        col(Subscription.in_thread),
        exists().where(col(OutgoingMessage.digest) == col(DigestRow.id), col(OutgoingMessage.state) == TRYING),
    )
    rows = (
        columns.join_from(DigestRow, Subscription, col(DigestRow.subscription) == col(Subscription.id))
        .where(col(DigestRow.state) == PENDING, col(Subscription.state) == ACTIVE, is_time)
        .order_by(col(DigestRow.id))
    )
    return [Delivery(*row) for row in await session.execute(rows)]


def _last_message() -> ScalarSelect[int]:
    """In SQL: of the digests before this one, of the same subscription."""
    earlier = aliased(DigestRow)
    is_earlier = (col(earlier.subscription) == col(Subscription.id)) & (col(earlier.id) < col(DigestRow.id))
    last = select(func.coalesce(func.max(col(OutgoingMessage.message)), 0))
    rows = last.join_from(OutgoingMessage, earlier, col(OutgoingMessage.digest) == col(earlier.id))
    return rows.where(is_earlier).scalar_subquery()


async def outgoing_messages(session: Reading, digest: int) -> list[Outgoing]:
    """All messages of a digest, in order."""
    rows = select(OutgoingMessage).where(col(OutgoingMessage.digest) == digest)
    messages = await session.scalars(rows.order_by(col(OutgoingMessage.position)))
    return [Outgoing(row.position, row.body, row.nonce, row.state == TRYING, row.message) for row in messages]


async def mark_trying(session: AsyncSession, digest: int, message: Outgoing, leader: LeaderLock) -> None:
    """Raises NotLeaderError if another process is sending it."""
    await leader.check(session)
    mine = (col(OutgoingMessage.digest) == digest) & (col(OutgoingMessage.position) == message.position)
    as_read = col(OutgoingMessage.state) == (TRYING if message.is_uncertain else WAITING)
    marked = await session.execute(update(OutgoingMessage).where(mine, as_read).values(state=TRYING))
    if cast(CursorResult[Any], marked).rowcount != 1:
        raise NotLeaderError


async def mark_refused(session: AsyncSession, digest: int, position: int) -> None:
    """Discord answered that it did not accept the message, so it is certain not to be there."""
    await _update_message(session, digest, position, state=WAITING)


async def mark_sent(session: AsyncSession, digest: int, position: int, message: int) -> None:
    await _update_message(session, digest, position, state=SENT, message=message)
    await _update_digest(session, digest, attempts=0, error=None, next_try=None)


async def set_thread(session: AsyncSession, digest: int, thread: int) -> None:
    """The further messages of the digest go into this thread."""
    await _update_digest(session, digest, thread=thread)


async def mark_digest_sent(session: AsyncSession, digest: int, now: dt.datetime) -> None:
    await _update_digest(session, digest, state=SENT, sent_at=now, error=None, next_try=None)


async def reschedule_digest(session: AsyncSession, digest: int, error: str, next_try: dt.datetime) -> None:
    attempts = col(DigestRow.attempts) + 1
    await _update_digest(session, digest, attempts=attempts, error=error, next_try=next_try)


async def pending_digest(session: Reading, subscription: int) -> int | None:
    mine = (col(DigestRow.subscription) == subscription) & (col(DigestRow.state) == PENDING)
    return (await session.execute(select(col(DigestRow.id)).where(mine))).scalar()


async def withdraw_digest(session: AsyncSession, subscription: int) -> bool:
    """Deletes the digest that is on its way, so that its news are new again. False: some of it is sent, or may be."""
    pending = await pending_digest(session, subscription)
    if pending is None:
        return True
    begun = select(func.count()).where(col(OutgoingMessage.digest) == pending, col(OutgoingMessage.state) != WAITING)
    if (await session.execute(begun)).scalar_one():
        return False
    for model in (OutgoingMessage, AnnouncedPaper, AnnouncedMetrics):
        await session.execute(delete(model).where(col(model.digest) == pending))
    await session.execute(delete(DigestRow).where(col(DigestRow.id) == pending))
    return True


async def _update_message(session: AsyncSession, digest: int, position: int, **values: object) -> None:
    mine = (col(OutgoingMessage.digest) == digest) & (col(OutgoingMessage.position) == position)
    await session.execute(update(OutgoingMessage).where(mine).values(values))


async def _update_digest(session: AsyncSession, digest: int, **values: object) -> None:
    await session.execute(update(DigestRow).where(col(DigestRow.id) == digest).values(values))
