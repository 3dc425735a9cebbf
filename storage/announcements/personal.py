"""What announcements hold about a person."""

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
    DigestRow,
    Follow,
    MemberLink,
    OutgoingMessage,
    Subscription,
    Told,
    ToldNumbers,
)
from storage.schema.library import Author, Paper

FOLLOWS, TOLD, DIGESTS = "what you follow", "papers announced to you", "messages to you"


async def _read(session: Reading, person: int) -> dict[str, list[Any]]:
    mine = select(
        col(Subscription.id),
        col(Subscription.weekday),
        col(Subscription.time),
        col(Subscription.zone),
        col(Subscription.state),
        col(Subscription.started_at),
    ).where(col(Subscription.person) == person)
    row = (await session.execute(mine)).first()
    kept: dict[str, list[Any]] = {}
    if row is not None:
        when = {"weekday": row.weekday, "time": row.time, "time zone": row.zone, "state": row.state}
        kept["direct messages"] = [{**when, "since": row.started_at.isoformat()}]
        kept |= await _of_subscription(session, row.id)
    kept["your author links"] = await _links(session, person)
    set_up = select(col(Subscription.guild), col(Subscription.channel)).where(
        col(Subscription.set_up_by) == person, col(Subscription.channel).is_not(None)
    )
    rows = await session.execute(set_up.order_by(col(Subscription.id)))
    kept["announcements set up"] = [{"server": row.guild, "channel": row.channel} for row in rows]
    return kept


async def _of_subscription(session: Reading, id: int) -> dict[str, list[Any]]:
    follows = (
        await session.execute(
            select(col(Follow.kind), col(Follow.key))
            .where(col(Follow.subscription) == id)
            .order_by(col(Follow.kind), col(Follow.key))
        )
    ).all()
    authors = [int(row.key) for row in follows if row.kind == "author"]
    names = {
        row.id: row.name
        for row in await session.execute(select(col(Author.id), col(Author.name)).where(col(Author.id).in_(authors)))
    }
    titles = select(col(Paper.title)).join_from(Told, Paper, col(Told.paper) == col(Paper.id))
    known = (await session.execute(titles.where(col(Told.subscription) == id).order_by(col(Paper.title)))).scalars()
    sent = (
        select(col(DigestRow.number), col(DigestRow.sent_at), col(DigestRow.posted))
        .where(col(DigestRow.subscription) == id)
        .order_by(col(DigestRow.number))
    )
    return {
        FOLLOWS: [{row.kind: names.get(int(row.key), row.key) if row.kind == "author" else row.key} for row in follows],
        TOLD: list(known),
        DIGESTS: [
            {"number": row.number, "sent": row.sent_at and row.sent_at.isoformat(), "papers": row.posted}
            for row in await session.execute(sent)
        ],
    }


async def _links(session: Reading, person: int) -> list[dict[str, Any]]:
    links = select(col(MemberLink.guild), col(Author.name), col(MemberLink.ping)).join_from(
        MemberLink, Author, col(MemberLink.author) == col(Author.id)
    )
    rows = await session.execute(links.where(col(MemberLink.person) == person).order_by(col(MemberLink.guild)))
    return [{"server": row.guild, "author": row.name, "pinged": row.ping} for row in rows]


async def _erase(session: AsyncSession, person: int) -> None:
    """Announcements of channels go on. Of the person's own nothing is left but numbers that nobody has: an id that was
    used again would let an old button show what somebody else was told."""
    await session.execute(delete(MemberLink).where(col(MemberLink.person) == person))
    await session.execute(update(Subscription).where(col(Subscription.set_up_by) == person).values(set_up_by=0))
    theirs = (await session.execute(select(col(Subscription.id)).where(col(Subscription.person) == person))).scalar()
    if theirs is not None:
        digests = select(col(DigestRow.id)).where(col(DigestRow.subscription) == theirs)
        await session.execute(delete(OutgoingMessage).where(col(OutgoingMessage.digest).in_(digests)))
        for model in (Told, ToldNumbers, Follow):
            await session.execute(delete(model).where(col(model.subscription) == theirs))
        pending = (col(DigestRow.subscription) == theirs) & (col(DigestRow.state) == PENDING)
        await session.execute(update(DigestRow).where(pending).values(state=QUIET))
        bare = {"person": None, "state": STOPPED, "weekday": 0, "time": "09:00", "zone": "UTC", "trouble": None}
        await session.execute(update(Subscription).where(col(Subscription.id) == theirs).values(bare))
    await _unname(session, person)


async def _unname(session: AsyncSession, person: int) -> None:
    """In the bot's own copies of what it posted, and in what it is about to post."""
    mention = f"<@{person}>"
    rows = select(col(OutgoingMessage.digest), col(OutgoingMessage.position), col(OutgoingMessage.body)).where(
        col(OutgoingMessage.body).contains(mention, autoescape=True)
    )
    for row in (await session.execute(rows)).all():
        body = json.loads(row.body.replace(mention, "somebody"))
        body["users"] = [user for user in body["users"] if user != person]
        mine = (col(OutgoingMessage.digest) == row.digest) & (col(OutgoingMessage.position) == row.position)
        await session.execute(update(OutgoingMessage).where(mine).values(body=json.dumps(body)))


announcement_data = PersonalData(_read, _erase)
