"""What is on its way: each message is written before it is sent, and marked when Discord has accepted it."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.announcements.digest import Made
from storage.announcements.metric_changes import remember_numbers
from storage.announcements.news import mark_known, revision
from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.schema.announcements import (
    ACTIVE,
    BROKEN,
    PENDING,
    QUIET,
    SENT,
    TRYING,
    WAITING,
    DigestRow,
    OutgoingMessage,
    Subscription,
    Told,
    ToldNumbers,
)

FOREVER = dt.timedelta(hours=2)
"""A next try that is further away was set by a clock that has been put right since."""
GONE = "The channel is gone. /announce here in another one takes its place."
"""The trouble of a channel that was deleted."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A digest that is on its way, and to whom."""

    digest: int
    subscription: int
    guild: int | None
    channel: int | None
    person: int | None
    set_up_by: int
    thread: int | None
    attempts: int
    filled_at: dt.datetime
    after: int
    """All messages of it are newer than this one: the last that the subscription was sent. 0: there is none."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message. `is_uncertain`: it may have been sent; `message`: Discord's id of it once it is known to be."""

    position: int
    body: str
    nonce: str
    is_uncertain: bool
    message: int | None


async def put_out(session: AsyncSession, to: AnyRow, period: str, made: Made, bodies: Sequence[str]) -> int:
    """Writes a digest, all of its messages, and what counts as told. Without messages it is a quiet one."""
    digest = (await session.execute(select(func.coalesce(func.max(col(DigestRow.id)), 0)))).scalar_one() + 1
    row = {
        "id": digest,
        "subscription": to.id,
        "number": made.digest.number,
        "period": period,
        "filled_at": made.covers_until,
        "covers_from": made.covers_from,
        "covers_until": made.covers_until,
        "revision": await revision(session),
        "considered": made.digest.considered,
        "posted": made.digest.papers,
        "state": PENDING if bodies else QUIET,
        "attempts": 0,
    }
    await session.execute(insert(DigestRow).values(row))
    if bodies:
        await session.execute(insert(OutgoingMessage), [_message(digest, n, body) for n, body in enumerate(bodies)])
    await mark_known(session, to.id, made.papers, digest)
    await remember_numbers(session, to.id, made.scope, digest)
    return digest


def _message(digest: int, position: int, body: str) -> dict[str, object]:
    nonce = secrets.token_hex(12)  # Discord takes 25 characters
    return {"digest": digest, "position": position, "body": body, "nonce": nonce, "state": WAITING}


async def withdraw(session: AsyncSession, subscription: int) -> bool:
    """Takes back the digest that is on its way, so that what it would have told is new again. False: some of it was
    sent, or may have been."""
    pending = await unsent_digest(session, subscription)
    if pending is None:
        return True
    gone = select(func.count()).where(col(OutgoingMessage.digest) == pending, col(OutgoingMessage.state) != WAITING)
    if (await session.execute(gone)).scalar_one():
        return False
    for model in (OutgoingMessage, Told, ToldNumbers):
        await session.execute(delete(model).where(col(model.digest) == pending))
    await session.execute(delete(DigestRow).where(col(DigestRow.id) == pending))
    return True


async def unsent_digest(session: Reading, subscription: int) -> int | None:
    return (
        await session.execute(
            select(col(DigestRow.id)).where(
                col(DigestRow.subscription) == subscription, col(DigestRow.state) == PENDING
            )
        )
    ).scalar()


async def deliverable(session: Reading, now: dt.datetime) -> list[Delivery]:
    """Digests of active subscriptions that are to be tried now."""
    to = (
        col(Subscription.id),
        col(Subscription.guild),
        col(Subscription.channel),
        col(Subscription.person),
        col(Subscription.set_up_by),
    )
    columns = select(
        col(DigestRow.id),
        *to,
        col(DigestRow.thread),
        col(DigestRow.attempts),
        col(DigestRow.filled_at),
        _last_message(),
    )
    rows = columns.join_from(DigestRow, Subscription, col(DigestRow.subscription) == col(Subscription.id))
    is_time = (
        col(DigestRow.next_try).is_(None) | (col(DigestRow.next_try) <= now) | (col(DigestRow.next_try) > now + FOREVER)
    )
    return [
        Delivery(*row)
        for row in await session.execute(
            rows.where(col(DigestRow.state) == PENDING, col(Subscription.state) == ACTIVE, is_time).order_by(
                col(DigestRow.id)
            )
        )
    ]


def _last_message() -> ScalarSelect[int]:
    """In SQL, of the subscription in question."""
    other = aliased(DigestRow)
    last = select(func.coalesce(func.max(col(OutgoingMessage.message)), 0)).join_from(
        OutgoingMessage, other, col(OutgoingMessage.digest) == col(other.id)
    )
    return last.where(
        col(other.subscription) == col(Subscription.id), col(other.id) < col(DigestRow.id)
    ).scalar_subquery()


async def outgoing(session: Reading, digest: int) -> list[Outgoing]:
    """All messages of a digest, in order."""
    columns = select(
        col(OutgoingMessage.position),
        col(OutgoingMessage.body),
        col(OutgoingMessage.nonce),
        col(OutgoingMessage.state),
        col(OutgoingMessage.message),
    ).where(col(OutgoingMessage.digest) == digest)
    rows = await session.execute(columns.order_by(col(OutgoingMessage.position)))
    return [Outgoing(row.position, row.body, row.nonce, row.state == TRYING, row.message) for row in rows]


async def mark_trying(session: AsyncSession, digest: int, position: int) -> None:
    await _mark(session, digest, position, state=TRYING)


async def mark_refused(session: AsyncSession, digest: int, position: int) -> None:
    """Discord said that it did not take it: it is certain again."""
    await _mark(session, digest, position, state=WAITING)


async def mark_sent(session: AsyncSession, digest: int, position: int, message: int) -> None:
    await _mark(session, digest, position, state=SENT, message=message)
    await session.execute(
        update(DigestRow).where(col(DigestRow.id) == digest).values(attempts=0, error=None, next_try=None)
    )


async def _mark(session: AsyncSession, digest: int, position: int, **values: object) -> None:
    mine = (col(OutgoingMessage.digest) == digest) & (col(OutgoingMessage.position) == position)
    await session.execute(update(OutgoingMessage).where(mine).values(values))


async def follow_in(session: AsyncSession, digest: int, thread: int) -> None:
    """The rest of the digest goes into this thread."""
    await session.execute(update(DigestRow).where(col(DigestRow.id) == digest).values(thread=thread))


async def finish(session: AsyncSession, digest: int, now: dt.datetime) -> None:
    values = {"state": SENT, "sent_at": now, "error": None, "next_try": None}
    await session.execute(update(DigestRow).where(col(DigestRow.id) == digest).values(values))


async def put_off(session: AsyncSession, digest: int, error: str, next_try: dt.datetime) -> None:
    values = {"attempts": col(DigestRow.attempts) + 1, "error": error, "next_try": next_try}
    await session.execute(update(DigestRow).where(col(DigestRow.id) == digest).values(values))


async def mark_broken(session: AsyncSession, subscription: int, trouble: str, now: dt.datetime) -> bool:
    """Whether it was well before: then the one who set it up is to be told."""
    row = (
        await session.execute(
            select(col(Subscription.state), col(Subscription.trouble_told)).where(col(Subscription.id) == subscription)
        )
    ).one()
    values = {"state": BROKEN, "trouble": trouble, "trouble_since": now, "trouble_told": True}
    await session.execute(update(Subscription).where(col(Subscription.id) == subscription).values(values))
    return not row.trouble_told


@dataclass(frozen=True, slots=True)
class BrokenChannel:
    subscription: int
    channel: int
    in_thread: bool


async def broken_channels(session: Reading) -> list[BrokenChannel]:
    rows = select(col(Subscription.id), col(Subscription.channel), col(Subscription.in_thread)).where(
        col(Subscription.state) == BROKEN, col(Subscription.channel).is_not(None)
    )
    return [BrokenChannel(*row) for row in await session.execute(rows)]


async def mark_mended(session: AsyncSession, subscription: int) -> None:
    values = {"state": ACTIVE, "trouble": None, "trouble_since": None, "trouble_told": False}
    await session.execute(
        update(Subscription)
        .where(col(Subscription.id) == subscription, col(Subscription.state) == BROKEN)
        .values(values)
    )
    retry = update(DigestRow).where(col(DigestRow.subscription) == subscription, col(DigestRow.state) == PENDING)
    await session.execute(retry.values(next_try=None))
