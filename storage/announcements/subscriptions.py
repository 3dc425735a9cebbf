"""Subscriptions: finding them, the weekly slots they wait for, and their state."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.outbox import mark_digest_sent, pending_digest, withdraw_digest
from storage.announcements.weekly_schedule import Slot, Weekly, is_zone, next_slot
from storage.database.reader import Reading
from storage.schema.announcements import (
    ACTIVE,
    FAILED,
    PENDING,
    STOPPED,
    DigestRow,
    Subscription,
    SubscriptionState,
)

CHANNEL_DELETED = "The channel was deleted. Type /announce here in another channel to continue there."
"""The error of a channel that no longer exists."""
CHANNEL_DELETED_TEXTS = (CHANNEL_DELETED, "The channel is gone. /announce here in another one takes its place.")
"""With the text that earlier versions stored."""
NO_ERROR: dict[str, Any] = {"trouble": None, "trouble_since": None, "trouble_told": False}
"""Columns of a subscription that has not failed."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A channel of a server, or a person."""

    guild: int | None = None
    channel: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class SubscriptionKey:
    id: int
    state: SubscriptionState


@dataclass(frozen=True, slots=True)
class FailedChannel:
    subscription: int
    channel: int
    in_thread: bool


async def get_subscription(session: Reading, id: int) -> Subscription | None:
    return (await session.scalars(select(Subscription).where(col(Subscription.id) == id))).first()


async def get_subscription_of(session: Reading, recipient: Recipient) -> Subscription | None:
    """In whatever state. Another server's channel is not found."""
    if recipient.channel is None:
        is_theirs = col(Subscription.person) == recipient.person
    else:
        is_theirs = col(Subscription.channel) == recipient.channel
    if recipient.guild is not None:
        is_theirs &= col(Subscription.guild) == recipient.guild
    return (await session.scalars(select(Subscription).where(is_theirs))).first()


async def find_subscription(session: Reading, recipient: Recipient) -> SubscriptionKey | None:
    found = await get_subscription_of(session, recipient)
    return found and SubscriptionKey(found.id, found.state)


def weekly_of(subscription: Subscription) -> Weekly:
    """In UTC if a later tzdata no longer has the zone."""
    zone = subscription.zone if is_zone(subscription.zone) else "UTC"
    return Weekly(subscription.weekday, dt.time.fromisoformat(subscription.time), zone)


def local_day(subscription: Subscription, moment: dt.datetime) -> dt.date:
    """In UTC if a later tzdata no longer has the zone."""
    return moment.astimezone(ZoneInfo(weekly_of(subscription).zone)).date()


async def has_digest(session: Reading, subscription: int, period: str) -> bool:
    mine = (col(DigestRow.subscription) == subscription) & (col(DigestRow.period) == period)
    return (await session.execute(select(col(DigestRow.id)).where(mine))).first() is not None


async def upcoming_slot(session: Reading, subscription: int, weekly: Weekly, now: dt.datetime) -> Slot:
    """The next slot without a digest: a clock that went back, or another zone, brings none twice."""
    slot = next_slot(weekly, now)
    while await has_digest(session, subscription, slot.period):
        slot = next_slot(weekly, slot.at)
    return slot


async def set_state(session: AsyncSession, id: int, state: SubscriptionState, now: dt.datetime) -> None:
    """Pauses, stops or resumes. A resumed one continues at its next slot, with everything added in between."""
    values: dict[str, Any] = {"state": state}
    subscription = await get_subscription(session, id)
    if state == ACTIVE and subscription is not None:
        slot = await upcoming_slot(session, id, weekly_of(subscription), now)
        values |= {"next_due": slot.at, **NO_ERROR}
    if state == STOPPED and not await withdraw_digest(session, id) and (begun := await pending_digest(session, id)):
        await mark_digest_sent(session, begun, now)
    await _update(session, id, values)


async def stop_server_announcements(session: AsyncSession, guild: int, now: dt.datetime) -> None:
    is_running = (col(Subscription.guild) == guild) & (col(Subscription.state) != STOPPED)
    for id in (await session.scalars(select(col(Subscription.id)).where(is_running))).all():
        await set_state(session, id, STOPPED, now)


async def stop_deleted_channels(session: AsyncSession, guild: int | None) -> None:
    """They can no longer be chosen in Discord, so nobody could stop them by hand."""
    is_deleted = (col(Subscription.guild) == guild) & col(Subscription.trouble).in_(CHANNEL_DELETED_TEXTS)
    rows = await session.execute(select(col(Subscription.id), col(Subscription.next_due)).where(is_deleted))
    for id, next_due in rows.all():
        await set_state(session, id, STOPPED, next_due)


async def mark_failed(session: AsyncSession, id: int, error: str, now: dt.datetime) -> bool:
    """Whether the person who set it up is to be notified: they are once per failure."""
    notified = select(col(Subscription.trouble_told)).where(col(Subscription.id) == id)
    was_notified = (await session.execute(notified)).scalar_one()
    values = {"state": FAILED, "trouble": error, "trouble_since": now, "trouble_told": True}
    await _update(session, id, values)
    return not was_notified


async def clear_failure(session: AsyncSession, id: int) -> None:
    """A failed subscription is tried again at once. Any other stays as it is."""
    failed = (col(Subscription.id) == id) & (col(Subscription.state) == FAILED)
    await session.execute(update(Subscription).where(failed).values({"state": ACTIVE, **NO_ERROR}))
    pending = (col(DigestRow.subscription) == id) & (col(DigestRow.state) == PENDING)
    await session.execute(update(DigestRow).where(pending).values(next_try=None))


async def failed_channels(session: Reading) -> list[FailedChannel]:
    columns = select(col(Subscription.id), col(Subscription.channel), col(Subscription.in_thread))
    rows = await session.execute(columns.where(col(Subscription.state) == FAILED))
    return [FailedChannel(id, channel, in_thread) for id, channel, in_thread in rows if channel is not None]


async def count_failed(session: Reading) -> int:
    return (await session.execute(select(func.count()).where(col(Subscription.state) == FAILED))).scalar_one()


async def _update(session: AsyncSession, id: int, values: dict[str, Any]) -> None:
    await session.execute(update(Subscription).where(col(Subscription.id) == id).values(values))
