"""Starting and changing announcements: the options of a subscription, and what it follows."""

import datetime as dt
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.enqueue import Render, enqueue_backfill
from storage.announcements.metric_changes import KNOWN_BEFORE, remember_metrics
from storage.announcements.news import current_revision, mark_announced, unannounced_papers
from storage.announcements.scope import Scope, fetch_scope, match_scope
from storage.announcements.subscriptions import (
    NO_ERROR,
    Recipient,
    get_subscription,
    get_subscription_of,
    set_state,
    stop_deleted_channels,
    upcoming_slot,
)
from storage.announcements.weekly_schedule import Weekly, next_slot
from storage.database.bulk import upsert
from storage.database.reader import Reading
from storage.lookup.author_card import current_id
from storage.lookup.paper_lists import in_field
from storage.schema.announcements import (
    ACTIVE,
    PAUSED,
    STOPPED,
    AnnouncedMetrics,
    AnnouncedPaper,
    Follow,
    FollowKind,
    Subscription,
)
from storage.schema.library import Paper
from storage.search.index import SearchIndex

Options = dict[str, Any]
"""Columns of a subscription, those of DEFAULTS or some of them."""
DEFAULTS: Options = {
    "weekday": 0,
    "time": "09:00",
    "zone": "UTC",
    "everything": True,
    "role": None,
    "in_thread": True,
    "says_nothing": True,
    "new_days": 90,
}
PERSONAL: Options = {"everything": False, "says_nothing": False, "in_thread": False}
"""What differs for a person's own."""


@dataclass(frozen=True, slots=True)
class SetUpResult:
    subscription: int
    is_new: bool
    """It starts for the first time, or again after it was stopped."""


async def start_announcements(
    session: AsyncSession,
    index: SearchIndex,
    recipient: Recipient,
    by: int,
    options: Options,
    follows: dict[FollowKind, Sequence[str]],
    backfill: int,
    now: dt.datetime,
    render: Render,
) -> SetUpResult:
    """As set_up; it also stops deleted channels, whose place it may take. `backfill`: how many of the newest papers are
    announced at once, usually 0."""
    await stop_deleted_channels(session, recipient.guild)
    done = await set_up_subscription(session, index, recipient, by, options, follows, now)
    if backfill:
        papers = await _newest_papers(session, index, done.subscription, backfill)
        await enqueue_backfill(session, done.subscription, now, papers, render)
    return done


async def set_up_subscription(
    session: AsyncSession,
    index: SearchIndex,
    recipient: Recipient,
    by: int,
    options: Options,
    follows: dict[FollowKind, Sequence[str]],
    now: dt.datetime,
) -> SetUpResult:
    """Options that are not given stay as they are, or get their defaults. `follows`: per kind, everything that is
    followed from now on; kinds that are not given stay as they are."""
    before = await get_subscription_of(session, recipient)
    is_new = before is None or before.state == STOPPED
    id = await _insert(session, recipient, by, options, now) if before is None else before.id
    async with _rescoping(session, index, id):
        if before is not None:
            await _change(session, before, by, options, now)
        for kind, keys in follows.items():
            await session.execute(delete(Follow).where(col(Follow.subscription) == id, col(Follow.kind) == kind))
            await _insert_follows(session, id, kind, keys)
    return SetUpResult(id, is_new)


async def add_follow(
    session: AsyncSession,
    index: SearchIndex,
    recipient: Recipient,
    by: int,
    kind: FollowKind,
    key: str,
    now: dt.datetime,
) -> bool:
    """False: it was followed already. A person's own announcements start with the first thing that they follow."""
    before = await get_subscription_of(session, recipient)
    if before is None or before.state == STOPPED:
        id = (await set_up_subscription(session, index, recipient, by, PERSONAL, {}, now)).subscription
    else:
        id = before.id
    same = select(col(Follow.key)).where(_is_follow(id, kind), col(Follow.key) == key)
    if (await session.execute(same)).first() is not None:
        return False
    async with _rescoping(session, index, id):
        await _insert_follows(session, id, kind, [key])
    return True


async def remove_follow(session: AsyncSession, recipient: Recipient, kind: FollowKind, key: str) -> bool:
    """Whether it was followed. A person's announcements stop with the last thing that they follow."""
    before = await get_subscription_of(session, recipient)
    if before is None:
        return False
    keys = (await session.execute(select(col(Follow.key)).where(_is_follow(before.id, kind)))).scalars().all()
    same = [one for one in keys if one == key or (kind == "author" and await _current_key(session, one) == key)]
    await session.execute(delete(Follow).where(_is_follow(before.id, kind), col(Follow.key).in_(same)))
    left = (await session.execute(select(col(Follow.key)).where(col(Follow.subscription) == before.id))).first()
    if left is None and before.person is not None:
        await set_state(session, before.id, STOPPED, before.next_due)
    return bool(same)


def _is_follow(subscription: int, kind: FollowKind) -> ColumnElement[bool]:
    return (col(Follow.subscription) == subscription) & (col(Follow.kind) == kind)


async def _current_key(session: Reading, author: str) -> str:
    """The id of the person that a followed one was merged into."""
    return str(await current_id(session, int(author)) or author)


async def has_field(session: Reading, field: str) -> bool:
    """Whether any paper of the library is in it."""
    return (await session.execute(select(col(Paper.id)).where(in_field(field)).limit(1))).first() is not None


async def _newest_papers(session: Reading, index: SearchIndex, id: int, limit: int) -> tuple[int, ...]:
    """The newest papers in the scope of the subscription that were not announced to it yet."""
    _, scope = await _subscription_and_scope(session, id)
    announced = select(col(AnnouncedPaper.paper)).where(
        col(AnnouncedPaper.subscription) == id, col(AnnouncedPaper.digest).is_not(None)
    )
    latest = select(col(Paper.id)).where(col(Paper.id).not_in(announced))
    latest = latest.order_by(col(Paper.published).desc().nulls_last(), col(Paper.id).desc())
    if scope.everything:
        return tuple((await session.execute(latest.limit(limit))).scalars())
    found = await match_scope(session, index, scope, select(col(Paper.id)))
    return tuple([paper for paper in (await session.execute(latest)).scalars() if paper in found][:limit])


async def _insert(session: AsyncSession, recipient: Recipient, by: int, options: Options, now: dt.datetime) -> int:
    id = (await session.execute(select(func.coalesce(func.max(col(Subscription.id)), 0)))).scalar_one() + 1
    columns = {"guild": recipient.guild, "channel": recipient.channel, "person": recipient.person}
    row = {"id": id, **columns, **await _fresh_columns(session, by, options, now)}
    await session.execute(insert(Subscription).values(row))
    return id


async def _change(session: AsyncSession, before: Subscription, by: int, options: Options, now: dt.datetime) -> None:
    """What was stopped starts anew: what is in the library now counts as known. Anything else continues."""
    if before.state == STOPPED:
        row = await _fresh_columns(session, by, options, now)
        await session.execute(delete(Follow).where(col(Follow.subscription) == before.id))
        await session.execute(delete(AnnouncedMetrics).where(col(AnnouncedMetrics.subscription) == before.id))
    else:
        row = {name: options.get(name, getattr(before, name)) for name in DEFAULTS}
        row |= {} if before.state == PAUSED else {"state": ACTIVE, **NO_ERROR}
    row |= {"set_up_by": by, "next_due": (await upcoming_slot(session, before.id, _weekly(row), now)).at}
    await session.execute(update(Subscription).where(col(Subscription.id) == before.id).values(row))


async def _fresh_columns(session: Reading, by: int, options: Options, now: dt.datetime) -> dict[str, Any]:
    row = {**DEFAULTS, **options, **NO_ERROR, "state": ACTIVE, "set_up_by": by, "started_at": now}
    return {**row, "baseline": await current_revision(session), "next_due": next_slot(_weekly(row), now).at}


def _weekly(row: Options) -> Weekly:
    return Weekly(row["weekday"], dt.time.fromisoformat(row["time"]), row["zone"])


async def _insert_follows(session: AsyncSession, id: int, kind: FollowKind, keys: Sequence[str]) -> None:
    await upsert(session, Follow, [{"subscription": id, "kind": kind, "key": key} for key in dict.fromkeys(keys)])


@asynccontextmanager
async def _rescoping(session: AsyncSession, index: SearchIndex, id: int) -> AsyncGenerator[None]:
    """What is in the library when something is first followed counts as known: it is not announced."""
    before = await _unannounced(session, index, id)
    yield
    after = await _unannounced(session, index, id)
    await mark_announced(session, id, [paper for paper in after if paper not in before], None)
    _, scope = await _subscription_and_scope(session, id)
    await remember_metrics(session, id, scope, KNOWN_BEFORE, only_unknown=True)


async def _unannounced(session: Reading, index: SearchIndex, id: int) -> list[int]:
    subscription, scope = await _subscription_and_scope(session, id)
    return list(await match_scope(session, index, scope, unannounced_papers(subscription)))


async def _subscription_and_scope(session: Reading, id: int) -> tuple[Subscription, Scope]:
    subscription = await get_subscription(session, id)
    assert subscription is not None
    return subscription, await fetch_scope(session, subscription)
