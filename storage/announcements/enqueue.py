"""When a slot has come: what is new is written to the outbox, in one transaction with what counts as told."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.answers import Digest
from storage.announcements.digest import Made, make, make_backfill, subscription
from storage.announcements.outbox import mark_mended, put_out, withdraw
from storage.announcements.weekly_schedule import Slot, Weekly, is_zone, latest_slot, next_slot
from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.schema.announcements import ACTIVE, BROKEN, DigestRow, Subscription
from storage.search.index import SearchIndex

Render = Callable[[Digest], Sequence[str]]
"""From a digest to its messages, as the outbox keeps them."""
LATEST_DUE = dt.timedelta(days=8)
"""A slot that is further away was planned by a clock that has been put right since."""
Filled = Literal["filled", "quiet", "waits", "none"]


def weekly_of(to: AnyRow) -> Weekly:
    """In UTC where the zone is gone from a later tzdata."""
    return Weekly(to.weekday, dt.time.fromisoformat(to.time), to.zone if is_zone(to.zone) else "UTC")


async def due(session: Reading, now: dt.datetime) -> list[int]:
    """Active subscriptions whose slot has come, or was planned by a wrong clock."""
    is_due = (col(Subscription.next_due) <= now) | (col(Subscription.next_due) > now + LATEST_DUE)
    rows = await session.execute(
        select(col(Subscription.id))
        .where(col(Subscription.state) == ACTIVE, is_due)
        .order_by(col(Subscription.next_due), col(Subscription.id))
    )
    return [row.id for row in rows]


async def fill(session: AsyncSession, index: SearchIndex, id: int, now: dt.datetime, render: Render) -> Filled:
    """The newest slot that has come, and with it all that were missed. A digest that is partly sent goes first."""
    to = await subscription(session, id)
    if to is None or to.state != ACTIVE:
        return "none"
    slot = latest_slot(weekly_of(to), now)
    if to.next_due > now or slot.at < to.started_at or await _is_told(session, id, slot.period):
        await _plan(session, to, now)
        return "none"
    if not await withdraw(session, id):
        return "waits"
    await _plan(session, to, now)
    return await _put_out(session, to, slot.period, await make(session, index, to, now), render)


async def fill_now(session: AsyncSession, index: SearchIndex, id: int, now: dt.datetime, render: Render) -> Filled:
    """What is new now, asked for by hand; it is said when nothing is, too."""
    to = await subscription(session, id)
    if to is None or to.state not in (ACTIVE, BROKEN):
        return "none"
    await mark_mended(session, id)  # whoever asks may have mended it: it is tried
    if not await withdraw(session, id):
        return "waits"
    made = await make(session, index, to, now)
    return await _put_out(session, to, f"now {now.isoformat()}", made, render, asked=True)


async def fill_backfill(
    session: AsyncSession, id: int, now: dt.datetime, papers: Sequence[int], render: Render
) -> Filled:
    """The newest papers that were there already: an explicit choice at the start."""
    to = await subscription(session, id)
    if to is None or not papers:
        return "none"
    return await _put_out(
        session, to, f"start {now.isoformat()}", await make_backfill(session, to, now, papers), render
    )


async def _put_out(
    session: AsyncSession, to: AnyRow, period: str, made: Made, render: Render, *, asked: bool = False
) -> Filled:
    speaks = not made.digest.is_empty or to.says_nothing or asked
    bodies = render(made.digest) if speaks else ()
    await put_out(session, to, period, made, bodies)
    return "filled" if bodies else "quiet"


async def _is_told(session: Reading, id: int, period: str) -> bool:
    told = select(col(DigestRow.id)).where(col(DigestRow.subscription) == id, col(DigestRow.period) == period)
    return (await session.execute(told)).first() is not None


async def _plan(session: AsyncSession, to: AnyRow, now: dt.datetime) -> None:
    slot = await upcoming(session, to.id, weekly_of(to), now)
    await session.execute(update(Subscription).where(col(Subscription.id) == to.id).values(next_due=slot.at))


async def upcoming(session: Reading, id: int, weekly: Weekly, now: dt.datetime) -> Slot:
    """The next slot that was not told yet: a clock that went back, or another zone, brings none twice."""
    slot = next_slot(weekly, now)
    while await _is_told(session, id, slot.period):
        slot = next_slot(weekly, slot.at)
    return slot
