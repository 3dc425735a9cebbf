"""Members of a server who said which author they are."""

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.database.row_types import AnySelect
from storage.database.upsert import upsert
from storage.lookup.find import Person
from storage.lookup.people import current_id
from storage.schema.announcements import MemberLink
from storage.schema.library import Author, Authorship


async def link_member(session: AsyncSession, guild: int, person: int, author: int) -> None:
    """Not pinged, unless they asked for it before."""
    known = await _ping(session, guild, person)
    row = {"guild": guild, "person": person, "author": author, "ping": bool(known)}
    await upsert(session, MemberLink, [row])


async def set_ping(session: AsyncSession, guild: int, person: int, *, ping: bool) -> bool:
    """False: they did not say who they are."""
    known = await _ping(session, guild, person)
    mine = update(MemberLink).where(col(MemberLink.guild) == guild, col(MemberLink.person) == person)
    await session.execute(mine.values(ping=ping))
    return known is not None


async def forget_member(session: AsyncSession, guild: int, person: int) -> bool:
    """Whether there was anything to forget."""
    known = await _ping(session, guild, person)
    await session.execute(delete(MemberLink).where(col(MemberLink.guild) == guild, col(MemberLink.person) == person))
    return known is not None


async def linked_author(session: Reading, guild: int, person: int) -> Person | None:
    row = (
        await session.execute(
            select(col(MemberLink.author)).where(col(MemberLink.guild) == guild, col(MemberLink.person) == person)
        )
    ).first()
    today = None if row is None else await current_id(session, row.author)
    name = (await session.execute(select(col(Author.name)).where(col(Author.id) == today))).scalar()
    return None if today is None or name is None else Person(today, name)


def of_members(guild: int | None) -> AnySelect:
    """(paper, person, ping) of each paper by a member, who may have linked themselves before two people became one."""
    today = func.coalesce(col(Author.merged_into), col(Author.id))
    linked = select(col(Authorship.paper), col(MemberLink.person), col(MemberLink.ping)).join_from(
        MemberLink, Author, col(Author.id) == col(MemberLink.author)
    )
    return linked.join(Authorship, col(Authorship.author) == today).where(col(MemberLink.guild) == guild)


async def _ping(session: Reading, guild: int, person: int) -> bool | None:
    return (
        await session.execute(
            select(col(MemberLink.ping)).where(col(MemberLink.guild) == guild, col(MemberLink.person) == person)
        )
    ).scalar()
