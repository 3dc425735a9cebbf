"""Which papers are new to a subscription: those that it has not heard of, whatever their date."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.answers import LeftOut
from storage.announcements.members import papers_of_members
from storage.announcements.scope import Matches, Scope, match_scope
from storage.announcements.subscriptions import local_day
from storage.database.bulk import upsert_bulk
from storage.database.reader import Reading
from storage.schema.announcements import AnnouncedPaper, DigestRow, Subscription
from storage.schema.library import ImportRun, Paper
from storage.search.index import SearchIndex

TITLES = 5
"""Titles that a preview gives for each reason why papers are left out."""
CHUNK = 5_000
"""Ids in one statement: fewer than the parameters that SQLite takes."""


@dataclass(frozen=True, slots=True)
class News:
    """Ids of papers, most relevant first. `added`: published too long ago to be new. `matches` has those of both."""

    new: tuple[int, ...]
    added: tuple[int, ...]
    matches: Matches
    considered: int
    """Papers added to the library since the previous digest."""

    @property
    def papers(self) -> tuple[int, ...]:
        return (*self.new, *self.added)


async def current_revision(session: Reading) -> int:
    """The number of the last import run, 0 before the first."""
    return (await session.execute(select(func.coalesce(func.max(col(ImportRun.id)), 0)))).scalar_one()


def unannounced_papers(subscription: Subscription) -> Select[int]:
    """Added after the subscription began, and not announced to it."""
    heard = (col(AnnouncedPaper.subscription) == subscription.id) & (col(AnnouncedPaper.paper) == col(Paper.id))
    is_new = col(Paper.first_in) > subscription.baseline
    return select(col(Paper.id)).where(is_new, ~select(col(AnnouncedPaper.paper)).where(heard).exists())


async def fetch_news(
    session: Reading, index: SearchIndex, subscription: Subscription, scope: Scope, now: dt.datetime
) -> News:
    matches = await match_scope(session, index, scope, unannounced_papers(subscription))
    added = col(Paper.first_in) > await last_revision(session, subscription)
    considered = (await session.execute(select(func.count()).select_from(Paper).where(added))).scalar_one()
    return await rank_news(session, subscription, matches, now, considered)


async def rank_news(
    session: Reading, subscription: Subscription, matches: Matches, now: dt.datetime, considered: int
) -> News:
    """Members' papers come first, then those that match more followed authors, then more of anything, then newer."""
    by_members = {paper for paper, *_ in await session.execute(papers_of_members(subscription.guild))}
    dates = await _dates(session, list(matches))
    ranked = sorted(matches, key=lambda paper: (dates[paper] or "", paper), reverse=True)
    ranked.sort(key=lambda paper: (paper not in by_members, -_authors(matches, paper), -len(matches[paper])))
    oldest = local_day(subscription, now) - dt.timedelta(days=subscription.new_days)
    new = tuple(paper for paper in ranked if _is_new(dates[paper], oldest))
    added = tuple(paper for paper in ranked if not _is_new(dates[paper], oldest))
    return News(new, added, matches, considered)


def _authors(matches: Matches, paper: int) -> int:
    return sum(followed.kind == "author" for followed in matches[paper])


def _is_new(published: str | None, oldest: dt.date) -> bool:
    """A date that is only a month or a year may be its last day. Without a date a paper does not count as new."""
    return published is not None and published >= oldest.isoformat()[: len(published)]


async def _dates(session: Reading, papers: Sequence[int]) -> dict[int, str | None]:
    found: dict[int, str | None] = {}
    for start in range(0, len(papers), CHUNK):
        some = col(Paper.id).in_(papers[start : start + CHUNK])
        rows = await session.execute(select(col(Paper.id), col(Paper.published)).where(some))
        found.update((paper, published) for paper, published in rows)
    return found


async def papers_left_out(
    session: Reading, subscription: Subscription, announced: Iterable[int]
) -> tuple[LeftOut, ...]:
    """Papers added or changed since the last digest that the next one does not announce, and why."""
    since, taken = await last_revision(session, subscription), set(announced)
    first_in, newest_first = col(Paper.first_in), col(Paper.id).desc()
    papers = select(col(Paper.id), col(Paper.title)).order_by(newest_first)
    added = [(id, title) for id, title in await session.execute(papers.where(first_in > since)) if id not in taken]
    is_changed = (col(Paper.changed_in) > since) & (first_in <= since)
    changed = [title for id, title in await session.execute(papers.where(is_changed)) if id not in taken]
    heard = select(col(AnnouncedPaper.paper)).where(col(AnnouncedPaper.subscription) == subscription.id)
    known = set((await session.execute(heard)).scalars())
    reasons = {
        "not followed here": [title for id, title in added if id not in known],
        "announced or known before": [title for id, title in added if id in known],
        "changed, but not new": changed,
    }
    return tuple(LeftOut(why, len(titles), tuple(titles[:TITLES])) for why, titles in reasons.items() if titles)


async def last_revision(session: Reading, subscription: Subscription) -> int:
    """Of its last digest; before the first, the one that the subscription began with."""
    last = select(func.max(col(DigestRow.revision))).where(col(DigestRow.subscription) == subscription.id)
    return max((await session.execute(last)).scalar() or 0, subscription.baseline)


async def mark_announced(session: AsyncSession, subscription: int, papers: Sequence[int], digest: int | None) -> None:
    """In the order given. `digest` None: they count as known without being announced, which can still follow."""
    rows = [(subscription, paper, digest, position) for position, paper in enumerate(papers)]
    await upsert_bulk(session, AnnouncedPaper, ("subscription", "paper", "digest", "position"), rows)
