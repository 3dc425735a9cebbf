"""A digest as it would be told now: the frozen answer, and the papers that will count as told."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlmodel import col

from storage.announcements.answers import Digest, DigestPaper, LinkedMember, Preview
from storage.announcements.coverage import coverage
from storage.announcements.members import of_members
from storage.announcements.metric_changes import profile_news
from storage.announcements.news import News, in_order, left_out, news
from storage.announcements.scope import Scope, scope_of
from storage.announcements.weekly_schedule import is_zone
from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.lookup.lists import first_authors, lines_of
from storage.schema.announcements import DigestRow, Subscription, Told
from storage.schema.library import Authorship, Paper
from storage.search.index import SearchIndex
from storage.text.sentences import key_sentence

MOST = 300
"""Papers that are told in messages; those beyond are in the list behind the headline's button."""


@dataclass(frozen=True, slots=True)
class Made:
    digest: Digest
    papers: tuple[int, ...]
    """All that it tells of, in its order."""
    scope: Scope
    covers_from: dt.datetime
    covers_until: dt.datetime


async def subscription(session: Reading, id: int) -> AnyRow | None:
    return (await session.scalars(select(Subscription).where(col(Subscription.id) == id))).first()


async def preview(session: Reading, index: SearchIndex, id: int, now: dt.datetime) -> Preview | None:
    """None: there is no such subscription."""
    sub = await subscription(session, id)
    if sub is None:
        return None
    made = await make(session, index, sub, now)
    digest = made.digest
    return Preview(digest, await left_out(session, sub, made.papers), digest.is_empty and not sub.says_nothing)


async def make(session: Reading, index: SearchIndex, sub: AnyRow, now: dt.datetime) -> Made:
    scope = await scope_of(session, sub.id, everything=sub.everything)
    return await _made(session, sub, scope, now, await news(session, index, sub, scope, local_day(sub, now)))


async def make_backfill(session: Reading, sub: AnyRow, now: dt.datetime, papers: Sequence[int]) -> Made:
    """Of papers that were there already."""
    scope = await scope_of(session, sub.id, everything=sub.everything)
    found = await in_order(session, sub, dict.fromkeys(papers, ()), local_day(sub, now), len(papers))
    return await _made(session, sub, scope, now, found, backfill=True)


async def _made(
    session: Reading, sub: AnyRow, scope: Scope, now: dt.datetime, found: News, *, backfill: bool = False
) -> Made:
    covers_from = await covered_until(session, sub)
    papers = (*found.new, *found.added)
    shown = await _papers(session, sub, found, papers[:MOST])
    split = min(len(found.new), MOST)
    digest = Digest(
        number=(
            (
                await session.execute(
                    select(func.max(col(DigestRow.number))).where(col(DigestRow.subscription) == sub.id)
                )
            ).scalar()
            or 0
        )
        + 1,
        covers_from=min(local_day(sub, covers_from), local_day(sub, now)),
        covers_until=local_day(sub, now),
        new=shown[:split],
        added=shown[split:],
        new_days=sub.new_days,
        profiles=() if backfill else await profile_news(session, sub.id, scope),
        coverage=await coverage(session, scope, local_day(sub, now)),
        considered=found.considered,
        more=len(papers) - len(shown),
        role=sub.role,
        in_thread=sub.in_thread,
        backfill=backfill,
    )
    return Made(digest, papers, scope, min(covers_from, now), now)


async def told_papers(session: Reading, digest: int) -> tuple[int, ...]:
    """All that a digest tells of, in its order."""
    rows = await session.execute(select(col(Told.paper)).where(col(Told.digest) == digest).order_by(col(Told.position)))
    return tuple([row.paper for row in rows])


async def covered_until(session: Reading, sub: AnyRow) -> dt.datetime:
    last = (
        await session.execute(
            select(func.max(col(DigestRow.covers_until))).where(col(DigestRow.subscription) == sub.id)
        )
    ).scalar()
    return max(last or sub.started_at, sub.started_at)


def local_day(sub: AnyRow, moment: dt.datetime) -> dt.date:
    """In UTC where the zone is gone from a later tzdata."""
    return moment.astimezone(ZoneInfo(sub.zone) if is_zone(sub.zone) else dt.UTC).date()


async def _papers(session: Reading, sub: AnyRow, found: News, papers: Sequence[int]) -> tuple[DigestPaper, ...]:
    lines, authors = await lines_of(session, papers), await first_authors(session, papers)
    abstracts = {
        row.id: row.abstract
        for row in await session.execute(select(col(Paper.id), col(Paper.abstract)).where(col(Paper.id).in_(papers)))
    }
    members = await _members(session, sub, papers)
    return tuple(
        DigestPaper(
            lines[paper],
            authors.get(paper, ""),
            key_sentence(abstracts[paper]),
            found.why[paper],
            members.get(paper, ()),
        )
        for paper in papers
    )


async def _members(session: Reading, sub: AnyRow, papers: Sequence[int]) -> dict[int, tuple[LinkedMember, ...]]:
    if sub.guild is None:
        return {}
    rows = await session.execute(
        of_members(sub.guild).where(col(Authorship.paper).in_(papers)).order_by(col(Authorship.position))
    )
    found: dict[int, tuple[LinkedMember, ...]] = {}
    for row in rows:
        found[row.paper] = (*found.get(row.paper, ()), LinkedMember(row.person, row.ping))
    return found
