"""How announcements are doing."""

import datetime as dt

from sqlalchemy import func, select
from sqlmodel import col

from storage.announcements.answers import LastDigest, SubscriptionStatus
from storage.announcements.coverage import coverage
from storage.announcements.digest import local_day
from storage.announcements.news import untold
from storage.announcements.scope import fitting, scope_of
from storage.announcements.subscriptions import Whom, find
from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.schema.announcements import ACTIVE, BROKEN, SENT, STOPPED, DigestRow, OutgoingMessage, Subscription
from storage.search.index import SearchIndex


async def statuses(
    session: Reading, index: SearchIndex, guild: int, now: dt.datetime
) -> tuple[SubscriptionStatus, ...]:
    """Of the channels of a server that were not stopped."""
    theirs = (
        select(Subscription)
        .where(col(Subscription.guild) == guild, col(Subscription.state) != STOPPED)
        .order_by(col(Subscription.id))
    )
    return tuple([await _status(session, index, row, now) for row in (await session.scalars(theirs)).all()])


async def status_of(session: Reading, index: SearchIndex, whom: Whom, now: dt.datetime) -> SubscriptionStatus | None:
    row = await find(session, whom)
    return None if row is None else await _status(session, index, row, now)


async def _status(session: Reading, index: SearchIndex, row: AnyRow, now: dt.datetime) -> SubscriptionStatus:
    scope = await scope_of(session, row.id, everything=row.everything)
    covers = await coverage(session, scope, local_day(row, now))
    waiting = await fitting(session, index, scope, untold(row.id, row.baseline))
    return SubscriptionStatus(
        channel=row.channel,
        state=row.state,
        everything=row.everything,
        follows=scope.follows,
        weekday=row.weekday,
        time=row.time,
        zone=row.zone,
        role=row.role,
        in_thread=row.in_thread,
        says_nothing=row.says_nothing,
        new_days=row.new_days,
        next_due=row.next_due if row.state == ACTIVE else None,
        trouble=row.trouble,
        last=await _last(session, row.id),
        waiting=len(waiting),
        newest_data=covers.newest,
        stale=len(covers.stale),
        profiles=covers.profiles,
    )


async def _last(session: Reading, subscription: int) -> LastDigest | None:
    newest = (
        select(DigestRow)
        .where(col(DigestRow.subscription) == subscription)
        .order_by(col(DigestRow.number).desc())
        .limit(1)
    )
    row = (await session.scalars(newest)).first()
    if row is None:
        return None
    unsent = func.count().filter(col(OutgoingMessage.state) != SENT)
    counts = select(func.count().label("all"), unsent.label("unsent")).where(col(OutgoingMessage.digest) == row.id)
    messages = (await session.execute(counts)).one()
    return LastDigest(
        row.number,
        row.filled_at,
        row.state,
        row.considered,
        row.posted,
        messages.all,
        messages.unsent,
        row.error,
        row.next_try,
        row.sent_at,
    )


async def broken(session: Reading) -> int:
    """Subscriptions, anywhere, that cannot be told."""
    return (await session.execute(select(func.count()).where(col(Subscription.state) == BROKEN))).scalar_one()
