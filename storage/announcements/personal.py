"""Data about a person in announcements."""

import json
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.personal_data import PersonalData
from storage.database.reader import Reading
from storage.schema.announcements import (
    PENDING,
    QUIET,
    STOPPED,
    AnnouncedMetrics,
    AnnouncedPaper,
    DigestRow,
    Follow,
    MemberLink,
    OutgoingMessage,
    Subscription,
)
from storage.schema.library import Author, Paper

FOLLOWS, ANNOUNCED, DIGESTS = "what you follow", "papers announced to you", "announcements sent to you"
"""Names of parts of the data, as the person reads them."""
AWAY = "no longer in this library"
"""Instead of the name of an author or the title of a paper that an undo took away."""


async def _read(session: Reading, person: int) -> dict[str, list[Any]]:
    mine = select(Subscription).where(col(Subscription.person) == person)
    subscription = (await session.scalars(mine)).first()
    data: dict[str, list[Any]] = {}
    if subscription is not None:
        data["direct message schedule"] = [_schedule(subscription)]
        data[FOLLOWS] = await _follows(session, subscription.id)
        data[ANNOUNCED] = await _announced_titles(session, subscription.id)
        data[DIGESTS] = await _digests(session, subscription.id)
    data["your author links"] = await _links(session, person)
    data["announcements you set up"] = await _channels_set_up(session, person)
    return data


def _schedule(subscription: Subscription) -> dict[str, Any]:
    when = {"weekday": subscription.weekday, "time": subscription.time, "time zone": subscription.zone}
    return {**when, "state": subscription.state, "since": subscription.started_at.isoformat()}


async def _follows(session: Reading, subscription: int) -> list[dict[str, str]]:
    rows = select(col(Follow.kind), col(Follow.key)).where(col(Follow.subscription) == subscription)
    follows = (await session.execute(rows.order_by(col(Follow.kind), col(Follow.key)))).all()
    authors = [int(key) for kind, key in follows if kind == "author"]
    named = select(col(Author.id), col(Author.name)).where(col(Author.id).in_(authors))
    names = {str(id): name for id, name in await session.execute(named)}
    return [{kind: names.get(key, AWAY) if kind == "author" else key} for kind, key in follows]


async def _announced_titles(session: Reading, subscription: int) -> list[str]:
    is_it = col(AnnouncedPaper.paper) == col(Paper.id)
    titles = select(col(Paper.title)).outerjoin_from(AnnouncedPaper, Paper, is_it)
    mine = titles.where(col(AnnouncedPaper.subscription) == subscription)
    return [title or AWAY for title in (await session.execute(mine.order_by(col(Paper.title)))).scalars()]


async def _digests(session: Reading, subscription: int) -> list[dict[str, Any]]:
    columns = select(col(DigestRow.number), col(DigestRow.sent_at), col(DigestRow.posted))
    rows = columns.where(col(DigestRow.subscription) == subscription).order_by(col(DigestRow.number))
    return [
        {"number": number, "sent": sent_at and sent_at.isoformat(), "papers": posted}
        for number, sent_at, posted in await session.execute(rows)
    ]


async def _links(session: Reading, person: int) -> list[dict[str, Any]]:
    columns = select(col(MemberLink.guild), col(Author.name), col(MemberLink.ping))
    links = columns.outerjoin_from(MemberLink, Author, col(MemberLink.author) == col(Author.id))
    rows = await session.execute(links.where(col(MemberLink.person) == person).order_by(col(MemberLink.guild)))
    return [{"server": guild, "author": name or AWAY, "pinged": ping} for guild, name, ping in rows]


async def _channels_set_up(session: Reading, person: int) -> list[dict[str, int | None]]:
    is_theirs = (col(Subscription.set_up_by) == person) & col(Subscription.channel).is_not(None)
    columns = select(col(Subscription.guild), col(Subscription.channel)).where(is_theirs)
    rows = await session.execute(columns.order_by(col(Subscription.id)))
    return [{"server": guild, "channel": channel} for guild, channel in rows]


async def _erase(session: AsyncSession, person: int) -> None:
    """Announcements of channels continue. Of the person's own only ids are left. Nobody else gets those: an old button
    would then show what somebody else heard."""
    await session.execute(delete(MemberLink).where(col(MemberLink.person) == person))
    await session.execute(update(Subscription).where(col(Subscription.set_up_by) == person).values(set_up_by=0))
    theirs = (await session.execute(select(col(Subscription.id)).where(col(Subscription.person) == person))).scalar()
    if theirs is not None:
        await _erase_subscription(session, theirs)
    await _erase_mentions(session, person)


async def _erase_subscription(session: AsyncSession, id: int) -> None:
    digests = select(col(DigestRow.id)).where(col(DigestRow.subscription) == id)
    await session.execute(delete(OutgoingMessage).where(col(OutgoingMessage.digest).in_(digests)))
    for model in (AnnouncedPaper, AnnouncedMetrics, Follow):
        await session.execute(delete(model).where(col(model.subscription) == id))
    pending = (col(DigestRow.subscription) == id) & (col(DigestRow.state) == PENDING)
    await session.execute(update(DigestRow).where(pending).values(state=QUIET))
    bare = {"person": None, "state": STOPPED, "weekday": 0, "time": "09:00", "zone": "UTC", "trouble": None}
    await session.execute(update(Subscription).where(col(Subscription.id) == id).values(bare))


async def erase_server_announcements(session: AsyncSession, guild: int) -> None:
    """Of its channels and members. Only ids of digests are left, as of a person's own."""
    await session.execute(delete(MemberLink).where(col(MemberLink.guild) == guild))
    of_server = col(Subscription.guild) == guild
    for id in (await session.scalars(select(col(Subscription.id)).where(of_server))).all():
        await _erase_subscription(session, id)
    bare = {"guild": None, "channel": None, "role": None, "set_up_by": 0}
    await session.execute(update(Subscription).where(of_server).values(bare))


async def _erase_mentions(session: AsyncSession, person: int) -> None:
    """From the bot's copies of what it posted, and from what it is about to post."""
    mention = f"<@{person}>"
    has_mention = col(OutgoingMessage.body).contains(mention, autoescape=True)
    rows = select(col(OutgoingMessage.digest), col(OutgoingMessage.position), col(OutgoingMessage.body))
    for digest, position, text in (await session.execute(rows.where(has_mention))).all():
        body = json.loads(text.replace(mention, "somebody"))
        body["users"] = [user for user in body["users"] if user != person]
        mine = (col(OutgoingMessage.digest) == digest) & (col(OutgoingMessage.position) == position)
        await session.execute(update(OutgoingMessage).where(mine).values(body=json.dumps(body)))


announcement_data = PersonalData(_read, _erase)
