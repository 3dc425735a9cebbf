"""What is on its way: each message is written before it is sent, and marked when Discord has accepted it."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ScalarSelect, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.announcements.digest import Made
from storage.announcements.metric_changes import remember_numbers
from storage.announcements.news import mark_known, revision
from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.schema.announcements import ACTIVE, BROKEN, PENDING, QUIET, SENT, TRYING, WAITING, t

FOREVER = dt.timedelta(hours=2)
"""A next try that is further away was set by a clock that has been put right since."""
GONE = "The channel is gone. /announce here in another one takes its place."
"""The trouble of a channel that was deleted."""
d, o, sub = t["digest"].c, t["outgoing_message"].c, t["subscription"].c


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
    digest = (await session.execute(select(func.coalesce(func.max(d.id), 0)))).scalar_one() + 1
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
    await session.execute(insert(t["digest"]).values(row))
    if bodies:
        await session.execute(
            insert(t["outgoing_message"]), [_message(digest, n, body) for n, body in enumerate(bodies)]
        )
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
    gone = select(func.count()).where(o.digest == pending, o.state != WAITING)
    if (await session.execute(gone)).scalar_one():
        return False
    for table in ("outgoing_message", "told", "told_numbers"):
        await session.execute(delete(t[table]).where(t[table].c.digest == pending))
    await session.execute(delete(t["digest"]).where(d.id == pending))
    return True


async def unsent_digest(session: Reading, subscription: int) -> int | None:
    return (await session.execute(select(d.id).where(d.subscription == subscription, d.state == PENDING))).scalar()


async def deliverable(session: Reading, now: dt.datetime) -> list[Delivery]:
    """Digests of active subscriptions that are to be tried now."""
    to = (sub.id, sub.guild, sub.channel, sub.person, sub.set_up_by)
    columns = select(d.id, *to, d.thread, d.attempts, d.filled_at, _last_message())
    rows = columns.join_from(t["digest"], t["subscription"], d.subscription == sub.id)
    is_time = d.next_try.is_(None) | (d.next_try <= now) | (d.next_try > now + FOREVER)
    return [
        Delivery(*row)
        for row in await session.execute(rows.where(d.state == PENDING, sub.state == ACTIVE, is_time).order_by(d.id))
    ]


def _last_message() -> ScalarSelect[int]:
    """In SQL, of the subscription in question."""
    other = t["digest"].alias()
    last = select(func.coalesce(func.max(o.message), 0)).join_from(t["outgoing_message"], other, o.digest == other.c.id)
    return last.where(other.c.subscription == sub.id, other.c.id < d.id).scalar_subquery()


async def outgoing(session: Reading, digest: int) -> list[Outgoing]:
    """All messages of a digest, in order."""
    columns = select(o.position, o.body, o.nonce, o.state, o.message).where(o.digest == digest)
    rows = await session.execute(columns.order_by(o.position))
    return [Outgoing(row.position, row.body, row.nonce, row.state == TRYING, row.message) for row in rows]


async def mark_trying(session: AsyncSession, digest: int, position: int) -> None:
    await _mark(session, digest, position, state=TRYING)


async def mark_refused(session: AsyncSession, digest: int, position: int) -> None:
    """Discord said that it did not take it: it is certain again."""
    await _mark(session, digest, position, state=WAITING)


async def mark_sent(session: AsyncSession, digest: int, position: int, message: int) -> None:
    await _mark(session, digest, position, state=SENT, message=message)
    await session.execute(update(t["digest"]).where(d.id == digest).values(attempts=0, error=None, next_try=None))


async def _mark(session: AsyncSession, digest: int, position: int, **values: object) -> None:
    mine = (o.digest == digest) & (o.position == position)
    await session.execute(update(t["outgoing_message"]).where(mine).values(values))


async def follow_in(session: AsyncSession, digest: int, thread: int) -> None:
    """The rest of the digest goes into this thread."""
    await session.execute(update(t["digest"]).where(d.id == digest).values(thread=thread))


async def finish(session: AsyncSession, digest: int, now: dt.datetime) -> None:
    values = {"state": SENT, "sent_at": now, "error": None, "next_try": None}
    await session.execute(update(t["digest"]).where(d.id == digest).values(values))


async def put_off(session: AsyncSession, digest: int, error: str, next_try: dt.datetime) -> None:
    values = {"attempts": d.attempts + 1, "error": error, "next_try": next_try}
    await session.execute(update(t["digest"]).where(d.id == digest).values(values))


async def mark_broken(session: AsyncSession, subscription: int, trouble: str, now: dt.datetime) -> bool:
    """Whether it was well before: then the one who set it up is to be told."""
    row = (await session.execute(select(sub.state, sub.trouble_told).where(sub.id == subscription))).one()
    values = {"state": BROKEN, "trouble": trouble, "trouble_since": now, "trouble_told": True}
    await session.execute(update(t["subscription"]).where(sub.id == subscription).values(values))
    return not row.trouble_told


@dataclass(frozen=True, slots=True)
class BrokenChannel:
    subscription: int
    channel: int
    in_thread: bool


async def broken_channels(session: Reading) -> list[BrokenChannel]:
    rows = select(sub.id, sub.channel, sub.in_thread).where(sub.state == BROKEN, sub.channel.is_not(None))
    return [BrokenChannel(*row) for row in await session.execute(rows)]


async def mark_mended(session: AsyncSession, subscription: int) -> None:
    values = {"state": ACTIVE, "trouble": None, "trouble_since": None, "trouble_told": False}
    await session.execute(update(t["subscription"]).where(sub.id == subscription, sub.state == BROKEN).values(values))
    retry = update(t["digest"]).where(d.subscription == subscription, d.state == PENDING)
    await session.execute(retry.values(next_try=None))
