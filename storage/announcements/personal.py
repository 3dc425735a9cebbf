"""What announcements keep of a person: shown to them, and forgotten."""

import json
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.reader import Reading
from storage.schema.announcements import PENDING, QUIET, STOPPED, t

sub, f, d, o, ml = (t[name].c for name in ("subscription", "follow", "digest", "outgoing_message", "member_link"))
FOLLOWS, TOLD, DIGESTS = "what you follow", "papers you were told of", "messages to you"


async def personal_data(session: Reading, person: int) -> dict[str, Any]:
    """All of it, as JSON takes it. Empty: nothing is kept."""
    mine = select(sub.id, sub.weekday, sub.time, sub.zone, sub.state, sub.started_at).where(sub.person == person)
    row = (await session.execute(mine)).first()
    kept: dict[str, Any] = {}
    if row is not None:
        when = {"weekday": row.weekday, "time": row.time, "time zone": row.zone, "state": row.state}
        kept["direct messages"] = [{**when, "since": row.started_at.isoformat()}]
        kept |= await _of_subscription(session, row.id)
    kept["author that you are"] = await _links(session, person)
    set_up = select(sub.guild, sub.channel).where(sub.set_up_by == person, sub.channel.is_not(None))
    rows = await session.execute(set_up.order_by(sub.id))
    kept["announcements set up"] = [{"server": row.guild, "channel": row.channel} for row in rows]
    return {what: found for what, found in kept.items() if found}


async def _of_subscription(session: Reading, id: int) -> dict[str, Any]:
    a, p, told = t["author"].c, t["paper"].c, t["told"].c
    follows = (await session.execute(select(f.kind, f.key).where(f.subscription == id).order_by(f.kind, f.key))).all()
    authors = [int(row.key) for row in follows if row.kind == "author"]
    names = {row.id: row.name for row in await session.execute(select(a.id, a.name).where(a.id.in_(authors)))}
    titles = select(p.title).join_from(t["told"], t["paper"], told.paper == p.id)
    known = (await session.execute(titles.where(told.subscription == id).order_by(p.title))).scalars()
    sent = select(d.number, d.sent_at, d.posted).where(d.subscription == id).order_by(d.number)
    return {
        FOLLOWS: [{row.kind: names.get(int(row.key), row.key) if row.kind == "author" else row.key} for row in follows],
        TOLD: list(known),
        DIGESTS: [
            {"number": row.number, "sent": row.sent_at and row.sent_at.isoformat(), "papers": row.posted}
            for row in await session.execute(sent)
        ],
    }


async def _links(session: Reading, person: int) -> list[dict[str, Any]]:
    a = t["author"].c
    links = select(ml.guild, a.name, ml.ping).join_from(t["member_link"], t["author"], ml.author == a.id)
    rows = await session.execute(links.where(ml.person == person).order_by(ml.guild))
    return [{"server": row.guild, "author": row.name, "pinged": row.ping} for row in rows]


async def forget(session: AsyncSession, person: int) -> None:
    """Announcements of channels go on. Of the person's own nothing is left but numbers that nobody has: an id that was
    used again would let an old button show what somebody else was told."""
    await session.execute(delete(t["member_link"]).where(ml.person == person))
    await session.execute(update(t["subscription"]).where(sub.set_up_by == person).values(set_up_by=0))
    theirs = (await session.execute(select(sub.id).where(sub.person == person))).scalar()
    if theirs is not None:
        digests = select(d.id).where(d.subscription == theirs)
        await session.execute(delete(t["outgoing_message"]).where(o.digest.in_(digests)))
        for table in ("told", "told_numbers", "follow"):
            await session.execute(delete(t[table]).where(t[table].c.subscription == theirs))
        pending = (d.subscription == theirs) & (d.state == PENDING)
        await session.execute(update(t["digest"]).where(pending).values(state=QUIET))
        bare = {"person": None, "state": STOPPED, "weekday": 0, "time": "09:00", "zone": "UTC", "trouble": None}
        await session.execute(update(t["subscription"]).where(sub.id == theirs).values(bare))
    await _unname(session, person)


async def _unname(session: AsyncSession, person: int) -> None:
    """In the bot's own copies of what it posted, and in what it is about to post."""
    mention = f"<@{person}>"
    rows = select(o.digest, o.position, o.body).where(o.body.contains(mention, autoescape=True))
    for row in (await session.execute(rows)).all():
        body = json.loads(row.body.replace(mention, "somebody"))
        body["users"] = [user for user in body["users"] if user != person]
        mine = (o.digest == row.digest) & (o.position == row.position)
        await session.execute(update(t["outgoing_message"]).where(mine).values(body=json.dumps(body)))
