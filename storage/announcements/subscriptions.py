"""Who is told: channels that were set up, people who follow something, and what they follow."""

import datetime as dt
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.answers import FollowKind
from storage.announcements.digest import subscription
from storage.announcements.enqueue import upcoming, weekly_of
from storage.announcements.metric_changes import KNOWN_BEFORE, remember_numbers
from storage.announcements.news import mark_known, revision, untold
from storage.announcements.outbox import GONE, finish, unsent_digest, withdraw
from storage.announcements.scope import Why, fitting, scope_of
from storage.announcements.weekly_schedule import Weekly, next_slot
from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.database.upsert import upsert
from storage.lookup.people import current_id
from storage.schema.announcements import ACTIVE, PAUSED, STOPPED, Follow, Subscription, ToldNumbers
from storage.schema.library import Paper
from storage.search.index import SearchIndex

DEFAULTS: dict[str, Any] = {
    "weekday": 0,
    "time": "09:00",
    "zone": "UTC",
    "everything": True,
    "role": None,
    "in_thread": True,
    "says_nothing": True,
    "new_days": 90,
}

PERSONAL: dict[str, Any] = {"everything": False, "says_nothing": False, "in_thread": False}
"""As usual for a person's own."""


@dataclass(frozen=True, slots=True)
class Whom:
    """A channel of a server, or a person."""

    guild: int | None = None
    channel: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class SetUp:
    subscription: int
    is_new: bool
    """It is told for the first time, or again after it was stopped."""


async def find(session: Reading, whom: Whom) -> AnyRow | None:
    """The subscription, in whatever state."""
    is_theirs = (
        col(Subscription.channel) == whom.channel
        if whom.channel is not None
        else col(Subscription.person) == whom.person
    )
    return (await session.scalars(select(Subscription).where(is_theirs))).first()


async def set_up(
    session: AsyncSession,
    index: SearchIndex,
    whom: Whom,
    by: int,
    wishes: dict[str, Any],
    follows: dict[FollowKind, Sequence[str]],
    now: dt.datetime,
) -> SetUp:
    """`wishes`: columns of the subscription; what is not among them stays as it is, or is as usual. `follows`: all that
    is followed of these kinds from now on."""
    before = await find(session, whom)
    id = await _begin(session, whom, by, wishes, now) if before is None else before.id
    async with _rescoping(session, index, id):
        if before is not None:
            await _change(session, before, by, wishes, now)
        for kind, keys in follows.items():
            await session.execute(delete(Follow).where(col(Follow.subscription) == id, col(Follow.kind) == kind))
            await _add(session, id, kind, keys)
    return SetUp(id, before is None or before.state == STOPPED)


async def follow(
    session: AsyncSession, index: SearchIndex, whom: Whom, by: int, kind: FollowKind, key: str, now: dt.datetime
) -> bool:
    """Whether it was not followed before. A person's own announcements begin with the first thing they follow."""
    before = await find(session, whom)
    if before is None or before.state == STOPPED:
        await set_up(session, index, whom, by, PERSONAL, {}, now)
        before = await find(session, whom)
        assert before is not None
    mine = (col(Follow.subscription) == before.id) & (col(Follow.kind) == kind) & (col(Follow.key) == key)
    if (await session.execute(select(col(Follow.key)).where(mine))).first() is not None:
        return False
    async with _rescoping(session, index, before.id):
        await _add(session, before.id, kind, [key])
    return True


async def unfollow(session: AsyncSession, whom: Whom, kind: FollowKind, key: str) -> bool:
    """Whether it was followed. A person who follows nothing any more is told nothing."""
    before = await find(session, whom)
    if before is None:
        return False
    mine = (col(Follow.subscription) == before.id) & (col(Follow.kind) == kind)
    there = [row.key for row in await session.execute(select(col(Follow.key)).where(mine))]
    same = [one for one in there if one == key or (kind == "author" and await _today(session, one) == key)]
    await session.execute(delete(Follow).where(mine, col(Follow.key).in_(same)))
    left = (await session.execute(select(col(Follow.key)).where(col(Follow.subscription) == before.id))).first()
    if left is None and before.person is not None:
        await turn(session, before.id, STOPPED, before.next_due)
    return bool(same)


async def _today(session: Reading, author: str) -> str:
    return str(await current_id(session, int(author)) or author)


async def turn(session: AsyncSession, id: int, state: str, now: dt.datetime) -> None:
    """Pauses, stops, or takes up again: then with the next slot, and all that came in meanwhile."""
    values: dict[str, Any] = {"state": state}
    to = await subscription(session, id)
    if state == ACTIVE and to is not None:
        slot = await upcoming(session, id, weekly_of(to), now)
        values |= {"next_due": slot.at, "trouble": None, "trouble_since": None, "trouble_told": False}
    if state == STOPPED and not await withdraw(session, id) and (begun := await unsent_digest(session, id)):
        await finish(session, begun, now)
    await session.execute(update(Subscription).where(col(Subscription.id) == id).values(values))


async def stop_gone(session: AsyncSession, guild: int | None) -> None:
    """Channels that were deleted: they are not to be chosen any more, so that nobody could stop them."""
    rows = await session.execute(
        select(col(Subscription.id), col(Subscription.next_due)).where(
            col(Subscription.guild) == guild, col(Subscription.trouble) == GONE
        )
    )
    for row in rows.all():
        await turn(session, row.id, STOPPED, row.next_due)


async def newest(session: Reading, index: SearchIndex, id: int, limit: int) -> tuple[int, ...]:
    """The newest papers that the subscription is about, for a backfill."""
    to = await subscription(session, id)
    assert to is not None
    scope = await scope_of(session, id, everything=to.everything)
    latest = select(col(Paper.id)).order_by(col(Paper.published).desc().nulls_last(), col(Paper.id).desc())
    if scope.everything:
        return tuple([row.id for row in await session.execute(latest.limit(limit))])
    found = await fitting(session, index, scope, select(col(Paper.id)))
    return tuple([row.id for row in await session.execute(latest) if row.id in found][:limit])


async def _begin(session: AsyncSession, whom: Whom, by: int, wishes: dict[str, Any], now: dt.datetime) -> int:
    id = (await session.execute(select(func.coalesce(func.max(col(Subscription.id)), 0)))).scalar_one() + 1
    row = {**DEFAULTS, **wishes, "id": id, "guild": whom.guild, "channel": whom.channel, "person": whom.person}
    row |= await _from_now_on(session, _weekly(row), by, now)
    await session.execute(insert(Subscription).values({**row, "trouble_told": False}))
    return id


async def _change(session: AsyncSession, before: AnyRow, by: int, wishes: dict[str, Any], now: dt.datetime) -> None:
    """What was stopped begins anew: what is there now is known. Anything else goes on where it was."""
    row = {name: wishes.get(name, getattr(before, name)) for name in DEFAULTS}
    if before.state == STOPPED:
        row = {**DEFAULTS, **wishes} | await _from_now_on(session, _weekly({**DEFAULTS, **wishes}), by, now)
        await session.execute(delete(Follow).where(col(Follow.subscription) == before.id))
        await session.execute(delete(ToldNumbers).where(col(ToldNumbers.subscription) == before.id))
    elif before.state != PAUSED:
        row |= {"state": ACTIVE, "trouble": None, "trouble_since": None, "trouble_told": False}
    row |= {"set_up_by": by, "next_due": (await upcoming(session, before.id, _weekly(row), now)).at}
    await session.execute(update(Subscription).where(col(Subscription.id) == before.id).values(row))


async def _from_now_on(session: Reading, weekly: Weekly, by: int, now: dt.datetime) -> dict[str, Any]:
    return {
        "set_up_by": by,
        "started_at": now,
        "baseline": await revision(session),
        "state": ACTIVE,
        "trouble": None,
        "next_due": next_slot(weekly, now).at,
    }


def _weekly(row: dict[str, Any]) -> Weekly:
    return Weekly(row["weekday"], dt.time.fromisoformat(row["time"]), row["zone"])


async def _add(session: AsyncSession, id: int, kind: FollowKind, keys: Sequence[str]) -> None:
    await upsert(session, Follow, [{"subscription": id, "kind": kind, "key": key} for key in dict.fromkeys(keys)])


@asynccontextmanager
async def _rescoping(session: AsyncSession, index: SearchIndex, id: int) -> AsyncGenerator[None]:
    """What is in the library when something begins to be followed counts as known: the first day is silent."""
    before = await _untold(session, index, id)
    yield
    after = await _untold(session, index, id)
    await mark_known(session, id, [paper for paper in after if paper not in before], None)
    to = await subscription(session, id)
    assert to is not None
    scope = await scope_of(session, id, everything=to.everything)
    await remember_numbers(session, id, scope, KNOWN_BEFORE, only_unknown=True)


async def _untold(session: Reading, index: SearchIndex, id: int) -> Why:
    to = await subscription(session, id)
    assert to is not None
    scope = await scope_of(session, id, everything=to.everything)
    return await fitting(session, index, scope, untold(id, to.baseline))
