"""When a slot has come: the digest and its messages are written to the outbox, in one transaction with what then counts
as announced."""

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from typing import Literal

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.answers import Digest
from storage.announcements.digest import PreparedDigest, prepare_backfill, prepare_digest
from storage.announcements.metric_changes import remember_metrics
from storage.announcements.news import current_revision, mark_announced
from storage.announcements.outbox import withdraw_digest
from storage.announcements.subscriptions import (
    clear_failure,
    get_subscription,
    has_digest,
    upcoming_slot,
    weekly_of,
)
from storage.announcements.weekly_schedule import latest_slot
from storage.database.reader import Reading
from storage.schema.announcements import (
    ACTIVE,
    FAILED,
    PENDING,
    QUIET,
    WAITING,
    DigestRow,
    OutgoingMessage,
    Subscription,
)
from storage.search.index import SearchIndex

Render = Callable[[Digest], Sequence[str]]
"""From a digest to its messages, each as `OutgoingMessage.body`."""
LATEST_DUE = dt.timedelta(days=8)
"""A slot that is further away was planned by a clock that has been corrected since."""
NONCE_BYTES = 12
"""As hexadecimal digits 24 characters; Discord accepts 25."""
Enqueued = Literal["filled", "quiet", "waits", "none"]
"""filled: there are messages to send; quiet: nothing is new and the subscription stays silent then; waits: a digest
that is partly sent goes first; none: nothing was due."""


async def due_subscriptions(session: Reading, now: dt.datetime) -> list[int]:
    """Active subscriptions whose slot has come, or was planned by a wrong clock."""
    next_due = col(Subscription.next_due)
    is_due = (next_due <= now) | (next_due > now + LATEST_DUE)
    due = select(col(Subscription.id)).where(col(Subscription.state) == ACTIVE, is_due)
    return list((await session.execute(due.order_by(next_due, col(Subscription.id)))).scalars())


async def enqueue_due(session: AsyncSession, index: SearchIndex, id: int, now: dt.datetime, render: Render) -> Enqueued:
    """The digest of the newest slot that has come; it also covers all that were missed."""
    to = await get_subscription(session, id)
    if to is None or to.state != ACTIVE:
        return "none"
    slot = latest_slot(weekly_of(to), now)
    if to.next_due > now or slot.at < to.started_at or await has_digest(session, id, slot.period):
        await _plan_next(session, to, now)
        return "none"
    if not await withdraw_digest(session, id):
        return "waits"
    await _plan_next(session, to, now)
    prepared = await prepare_digest(session, index, to, now)
    return await _enqueue(session, to, slot.period, prepared, render, is_silent=not to.says_nothing)


async def enqueue_now(session: AsyncSession, index: SearchIndex, id: int, now: dt.datetime, render: Render) -> Enqueued:
    """A digest of what is new now, asked for by hand: it is posted even if nothing is new."""
    to = await get_subscription(session, id)
    if to is None or to.state not in (ACTIVE, FAILED):
        return "none"
    await clear_failure(session, id)  # whoever asks may have fixed the cause: it is tried
    if not await withdraw_digest(session, id):
        return "waits"
    prepared = await prepare_digest(session, index, to, now)
    return await _enqueue(session, to, f"now {now.isoformat()}", prepared, render)


async def enqueue_backfill(
    session: AsyncSession, id: int, now: dt.datetime, papers: Sequence[int], render: Render
) -> Enqueued:
    """A digest of papers that are in the library already, asked for at the start."""
    to = await get_subscription(session, id)
    if to is None or not papers:
        return "none"
    prepared = await prepare_backfill(session, to, now, papers)
    return await _enqueue(session, to, f"start {now.isoformat()}", prepared, render, is_silent=not to.says_nothing)


async def _enqueue(
    session: AsyncSession,
    to: Subscription,
    period: str,
    prepared: PreparedDigest,
    render: Render,
    *,
    is_silent: bool = False,
) -> Enqueued:
    """`is_silent`: without news there are no messages, and the digest is a quiet one."""
    bodies = () if is_silent and prepared.digest.is_empty else render(prepared.digest)
    digest = await _insert_digest(session, to.id, period, prepared, PENDING if bodies else QUIET)
    if bodies:
        await session.execute(insert(OutgoingMessage), [_message(digest, n, body) for n, body in enumerate(bodies)])
    await mark_announced(session, to.id, prepared.papers, digest)
    await remember_metrics(session, to.id, prepared.scope, digest)
    return "filled" if bodies else "quiet"


async def _insert_digest(session: AsyncSession, to: int, period: str, prepared: PreparedDigest, state: str) -> int:
    id = (await session.execute(select(func.coalesce(func.max(col(DigestRow.id)), 0)))).scalar_one() + 1
    row = {
        "id": id,
        "subscription": to,
        "number": prepared.digest.number,
        "period": period,
        "filled_at": prepared.covers_until,
        "covers_from": prepared.covers_from,
        "covers_until": prepared.covers_until,
        "revision": await current_revision(session),
        "considered": prepared.digest.considered,
        "posted": prepared.digest.papers,
        "state": state,
        "attempts": 0,
    }
    await session.execute(insert(DigestRow).values(row))
    return id


def _message(digest: int, position: int, body: str) -> dict[str, object]:
    nonce = secrets.token_hex(NONCE_BYTES)
    return {"digest": digest, "position": position, "body": body, "nonce": nonce, "state": WAITING}


async def _plan_next(session: AsyncSession, to: Subscription, now: dt.datetime) -> None:
    slot = await upcoming_slot(session, to.id, weekly_of(to), now)
    await session.execute(update(Subscription).where(col(Subscription.id) == to.id).values(next_due=slot.at))
