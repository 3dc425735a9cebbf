"""How announcements are doing."""

import datetime as dt

from sqlalchemy import func, select
from sqlmodel import col

from storage.announcements.answers import LastDigest, SubscriptionStatus
from storage.announcements.news import unannounced_papers
from storage.announcements.scope import fetch_coverage, fetch_scope, match_scope
from storage.announcements.subscriptions import Recipient, get_subscription_of, local_day
from storage.database.reader import Reading
from storage.schema.announcements import ACTIVE, SENT, STOPPED, DigestRow, OutgoingMessage, Subscription
from storage.search.index import SearchIndex


async def server_statuses(
    session: Reading, index: SearchIndex, guild: int, now: dt.datetime
) -> tuple[SubscriptionStatus, ...]:
    """Of the channels of a server, except stopped ones."""
    is_listed = (col(Subscription.guild) == guild) & (col(Subscription.state) != STOPPED)
    rows = await session.scalars(select(Subscription).where(is_listed).order_by(col(Subscription.id)))
    return tuple([await _status(session, index, row, now) for row in rows.all()])


async def subscription_status(
    session: Reading, index: SearchIndex, recipient: Recipient, now: dt.datetime
) -> SubscriptionStatus | None:
    row = await get_subscription_of(session, recipient)
    return None if row is None else await _status(session, index, row, now)


async def _status(session: Reading, index: SearchIndex, row: Subscription, now: dt.datetime) -> SubscriptionStatus:
    scope = await fetch_scope(session, row)
    coverage = await fetch_coverage(session, scope, local_day(row, now))
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
        error=row.trouble,
        last=await _last_digest(session, row.id),
        waiting=len(await match_scope(session, index, scope, unannounced_papers(row))),
        newest_data=coverage.newest,
        stale=len(coverage.stale),
        profiles=coverage.profiles,
    )


async def _last_digest(session: Reading, subscription: int) -> LastDigest | None:
    mine = select(DigestRow).where(col(DigestRow.subscription) == subscription)
    row = (await session.scalars(mine.order_by(col(DigestRow.number).desc()).limit(1))).first()
    if row is None:
        return None
    unsent = func.count().filter(col(OutgoingMessage.state) != SENT)
    counts = select(func.count(), unsent).where(col(OutgoingMessage.digest) == row.id)
    messages, pending = (await session.execute(counts)).one()
    return LastDigest(
        number=row.number,
        filled_at=row.filled_at,
        outcome=row.state,
        considered=row.considered,
        posted=row.posted,
        messages=messages,
        pending=pending,
        error=row.error,
        next_try=row.next_try,
        sent_at=row.sent_at,
    )
