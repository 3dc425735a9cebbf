"""Members of a server who said which author they are."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.reader import Reading
from storage.database.row_types import AnySelect
from storage.database.upsert import upsert
from storage.lookup.find import Person
from storage.lookup.people import current_id
from storage.schema.announcements import t

ml, a, m = t["member_link"].c, t["author"].c, t["authorship"].c


async def link_member(session: AsyncSession, guild: int, person: int, author: int) -> None:
    """Not pinged, unless they asked for it before."""
    known = await _ping(session, guild, person)
    row = {"guild": guild, "person": person, "author": author, "ping": bool(known)}
    await upsert(session, "member_link", [row])


async def set_ping(session: AsyncSession, guild: int, person: int, *, ping: bool) -> bool:
    """False: they did not say who they are."""
    known = await _ping(session, guild, person)
    mine = update(t["member_link"]).where(ml.guild == guild, ml.person == person)
    await session.execute(mine.values(ping=ping))
    return known is not None


async def forget_member(session: AsyncSession, guild: int, person: int) -> bool:
    """Whether there was anything to forget."""
    known = await _ping(session, guild, person)
    await session.execute(delete(t["member_link"]).where(ml.guild == guild, ml.person == person))
    return known is not None


async def linked_author(session: Reading, guild: int, person: int) -> Person | None:
    row = (await session.execute(select(ml.author).where(ml.guild == guild, ml.person == person))).first()
    today = None if row is None else await current_id(session, row.author)
    name = (await session.execute(select(a.name).where(a.id == today))).scalar()
    return None if today is None or name is None else Person(today, name)


def of_members(guild: int | None) -> AnySelect:
    """(paper, person, ping) of each paper by a member, who may have linked themselves before two people became one."""
    today = func.coalesce(a.merged_into, a.id)
    linked = select(m.paper, ml.person, ml.ping).join_from(t["member_link"], t["author"], a.id == ml.author)
    return linked.join(t["authorship"], m.author == today).where(ml.guild == guild)


async def _ping(session: Reading, guild: int, person: int) -> bool | None:
    return (await session.execute(select(ml.ping).where(ml.guild == guild, ml.person == person))).scalar()
