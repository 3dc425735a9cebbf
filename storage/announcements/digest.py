"""A digest as it would be announced now: what is shown, and the papers that then count as announced."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from storage.announcements.answers import Digest, DigestPaper, LinkedMember, Preview
from storage.announcements.members import papers_of_members
from storage.announcements.metric_changes import profile_changes
from storage.announcements.news import News, fetch_news, papers_left_out, rank_news
from storage.announcements.scope import Scope, fetch_coverage, fetch_scope
from storage.announcements.subscriptions import Recipient, get_subscription, local_day
from storage.database.reader import Reading
from storage.lookup.paper_lists import first_authors, paper_lines_by_id
from storage.schema.announcements import STOPPED, AnnouncedPaper, DigestRow, Subscription
from storage.schema.library import Authorship, Paper
from storage.search.index import SearchIndex
from storage.text.sentences import key_sentence

SHOWN = 300
"""Papers that are announced in messages. Further ones are in the list behind the headline's button."""


@dataclass(frozen=True, slots=True)
class PreparedDigest:
    digest: Digest
    papers: tuple[int, ...]
    """All that it announces, in its order."""
    scope: Scope
    covers_from: dt.datetime
    covers_until: dt.datetime


async def preview_digest(session: Reading, index: SearchIndex, id: int, now: dt.datetime) -> Preview | None:
    """None: there is no such subscription, or it is stopped."""
    subscription = await get_subscription(session, id)
    if subscription is None or subscription.state == STOPPED:
        return None
    prepared = await prepare_digest(session, index, subscription, now)
    left_out = await papers_left_out(session, subscription, prepared.papers)
    return Preview(prepared.digest, left_out, prepared.digest.is_empty and not subscription.says_nothing)


async def prepare_digest(
    session: Reading, index: SearchIndex, subscription: Subscription, now: dt.datetime
) -> PreparedDigest:
    scope = await fetch_scope(session, subscription)
    news = await fetch_news(session, index, subscription, scope, now)
    return await _prepare(session, subscription, scope, news, now)


async def prepare_backfill(
    session: Reading, subscription: Subscription, now: dt.datetime, papers: Sequence[int]
) -> PreparedDigest:
    """Of papers that are in the library already."""
    scope = await fetch_scope(session, subscription)
    news = await rank_news(session, subscription, dict.fromkeys(papers, ()), now, considered=len(papers))
    return await _prepare(session, subscription, scope, news, now, backfill=True)


async def _prepare(
    session: Reading, subscription: Subscription, scope: Scope, news: News, now: dt.datetime, *, backfill: bool = False
) -> PreparedDigest:
    number, covers_from = await _number_and_start(session, subscription)
    shown = await _shown_papers(session, subscription, news)
    new, today = min(len(news.new), SHOWN), local_day(subscription, now)
    digest = Digest(
        number=number,
        covers_from=min(local_day(subscription, covers_from), today),
        covers_until=today,
        new=shown[:new],
        added=shown[new:],
        new_days=subscription.new_days,
        profiles=() if backfill else await profile_changes(session, subscription.id, scope),
        coverage=await fetch_coverage(session, scope, today),
        considered=news.considered,
        more=len(news.papers) - len(shown),
        role=subscription.role,
        in_thread=subscription.in_thread,
        backfill=backfill,
    )
    return PreparedDigest(digest, news.papers, scope, min(covers_from, now), now)


async def _number_and_start(session: Reading, subscription: Subscription) -> tuple[int, dt.datetime]:
    """It begins where the previous digest ended, or with the subscription."""
    last = select(func.max(col(DigestRow.number)), func.max(col(DigestRow.covers_until)))
    rows = await session.execute(last.where(col(DigestRow.subscription) == subscription.id))
    number, covered = rows.one()
    return (number or 0) + 1, max(covered or subscription.started_at, subscription.started_at)


async def _shown_papers(session: Reading, subscription: Subscription, news: News) -> tuple[DigestPaper, ...]:
    papers = news.papers[:SHOWN]
    lines, authors = await paper_lines_by_id(session, papers), await first_authors(session, papers)
    texts = select(col(Paper.id), col(Paper.abstract)).where(col(Paper.id).in_(papers))
    sentences = {paper: key_sentence(abstract) for paper, abstract in await session.execute(texts)}
    members = await _members(session, subscription, papers)
    return tuple(
        DigestPaper(lines[id], authors.get(id, ""), sentences[id], news.matches[id], members.get(id, ()))
        for id in papers
    )


async def _members(
    session: Reading, subscription: Subscription, papers: Sequence[int]
) -> dict[int, tuple[LinkedMember, ...]]:
    """By paper, the members of the server who wrote it."""
    if subscription.guild is None:
        return {}
    rows = papers_of_members(subscription.guild).where(col(Authorship.paper).in_(papers))
    found: dict[int, tuple[LinkedMember, ...]] = {}
    for paper, person, ping in await session.execute(rows.order_by(col(Authorship.position))):
        found[paper] = (*found.get(paper, ()), LinkedMember(person, ping))
    return found


async def digest_recipient(session: Reading, digest: int) -> Recipient | None:
    columns = select(col(Subscription.guild), col(Subscription.channel), col(Subscription.person))
    of_digest = columns.join_from(DigestRow, Subscription, col(DigestRow.subscription) == col(Subscription.id))
    row = (await session.execute(of_digest.where(col(DigestRow.id) == digest))).first()
    return None if row is None else Recipient(*row)


async def digest_papers(session: Reading, digest: int) -> tuple[int, ...]:
    """All that a digest announces, in its order, as far as it is in the library."""
    announced = select(col(Paper.id)).join_from(AnnouncedPaper, Paper, col(Paper.id) == col(AnnouncedPaper.paper))
    rows = announced.where(col(AnnouncedPaper.digest) == digest)
    return tuple((await session.execute(rows.order_by(col(AnnouncedPaper.position)))).scalars())
