"""Nominations: made, seconded, taken back."""

import datetime as dt

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.reader import Reading
from storage.database.row_types import AnyRow, AnySelect
from storage.database.upsert import insert_missing
from storage.journal_club.answers import OPEN_MOST, Nominated, NominatedAlready, NominationAnswer, Nominee, Seconded
from storage.journal_club.answers import TooManyNominations as TooMany
from storage.schema.journal_club import CHOSEN, DONE, OPEN, WITHDRAWN, t

n, sec, r = t["nomination"].c, t["second"].c, t["club_round"].c


def nominees() -> AnySelect:
    seconds = select(func.count()).where(sec.nomination == n.id).scalar_subquery().label("seconds")
    return select(n.id, n.paper, n.title, n.person, n.at, seconds)


def nominee(row: AnyRow) -> Nominee:
    return Nominee(row.id, row.paper, row.title, row.person, row.at, row.seconds)


async def open_nominees(session: Reading, guild: int) -> tuple[Nominee, ...]:
    """The earliest first."""
    rows = await session.execute(nominees().where(n.guild == guild, n.state == OPEN).order_by(n.at, n.id))
    return tuple(nominee(row) for row in rows)


async def nominee_by_id(session: Reading, id: int) -> Nominee | None:
    row = (await session.execute(nominees().where(n.id == id))).first()
    return None if row is None else nominee(row)


async def nomination_guild(session: Reading, id: int) -> int | None:
    """The server where it is."""
    return (await session.execute(select(n.guild).where(n.id == id))).scalar()


async def nominate(
    session: AsyncSession, guild: int, paper: int, title: str, person: int, now: dt.datetime
) -> NominationAnswer:
    there = await open_nominees(session, guild)
    known = next((one for one in there if one.paper == paper), None)
    if known is not None:
        return await _second(session, known, person)
    if len(there) >= OPEN_MOST:
        return TooMany()
    id = await next_id(session, "nomination")
    row = {"id": id, "guild": guild, "paper": paper, "title": title, "person": person, "at": now, "state": OPEN}
    await session.execute(insert(t["nomination"]).values(row))
    new = Nominee(id, paper, title, person, now, 0)
    return Nominated(new, len(there) + 1, await _read_on(session, guild, paper))


async def _second(session: AsyncSession, known: Nominee, person: int) -> NominationAnswer:
    if known.person == person:
        return NominatedAlready(known)
    await insert_missing(session, "second", [{"nomination": known.id, "person": person}])
    now_known = await nominee_by_id(session, known.id)
    assert now_known is not None
    return Seconded(now_known, is_new=now_known.seconds > known.seconds)


async def _read_on(session: Reading, guild: int, paper: int) -> dt.datetime | None:
    joined = select(r.decided_at).join_from(t["club_round"], t["nomination"], r.winner == n.id)
    mine = joined.where(r.guild == guild, r.state == DONE, n.paper == paper, n.state == CHOSEN)
    return (await session.execute(mine.order_by(r.decided_at.desc()).limit(1))).scalar()


async def withdraw(session: AsyncSession, id: int) -> bool:
    """Whether it was open. On a poll that goes on it can still be voted for, and cannot win."""
    done = update(t["nomination"]).where(n.id == id, n.state == OPEN).values(state=WITHDRAWN)
    found = (await session.execute(select(n.id).where(n.id == id, n.state == OPEN))).first()
    await session.execute(done)
    return found is not None


async def next_id(session: AsyncSession, table: str) -> int:
    """Rows of it are never deleted, and whoever asks holds the write lock."""
    return (await session.execute(select(func.coalesce(func.max(t[table].c.id), 0)))).scalar_one() + 1
