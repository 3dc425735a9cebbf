"""Members of a server who said which author they are."""

from sqlalchemy import ColumnElement, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import upsert
from storage.database.reader import Reading
from storage.schema.announcements import MemberLink
from storage.schema.library import Author, Authorship


async def link_member(session: AsyncSession, guild: int, person: int, author: int) -> None:
    """Pings stay off, unless they turned them on before."""
    ping = bool(await _ping(session, guild, person))
    await upsert(session, MemberLink, [{"guild": guild, "person": person, "author": author, "ping": ping}])


async def set_ping(session: AsyncSession, guild: int, person: int, *, ping: bool) -> bool:
    """False: they are not linked to an author."""
    known = await _ping(session, guild, person)
    await session.execute(update(MemberLink).where(_is_member(guild, person)).values(ping=ping))
    return known is not None


async def forget_member(session: AsyncSession, guild: int, person: int) -> bool:
    """Whether there was anything to forget."""
    known = await _ping(session, guild, person)
    await session.execute(delete(MemberLink).where(_is_member(guild, person)))
    return known is not None


def papers_of_members(guild: int | None) -> Select[int, int, bool]:
    """(paper, person, ping) of each paper by a member. Their author may have been merged into another since."""
    today = func.coalesce(col(Author.merged_into), col(Author.id))
    linked = select(col(Authorship.paper), col(MemberLink.person), col(MemberLink.ping)).join_from(
        MemberLink, Author, col(Author.id) == col(MemberLink.author)
    )
    return linked.join(Authorship, col(Authorship.author) == today).where(col(MemberLink.guild) == guild)


def _is_member(guild: int, person: int) -> ColumnElement[bool]:
    return (col(MemberLink.guild) == guild) & (col(MemberLink.person) == person)


async def _ping(session: Reading, guild: int, person: int) -> bool | None:
    """None: they are not linked to an author."""
    return (await session.execute(select(col(MemberLink.ping)).where(_is_member(guild, person)))).scalar()
