"""Nominations: made, seconded, withdrawn."""

import datetime as dt

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_missing
from storage.database.reader import Reading
from storage.journal_club.answers import OPEN_MOST, Nominated, NominatedAlready, NominationAnswer, Nominee, Seconded
from storage.journal_club.answers import TooManyNominations as TooMany
from storage.schema.journal_club import CHOSEN, DONE, OPEN, WITHDRAWN, ClubRound, Nomination, Second

_SECONDS = select(func.count()).where(col(Second.nomination) == col(Nomination.id)).scalar_subquery()
NOMINEE = (
    col(Nomination.id), col(Nomination.paper), col(Nomination.title), col(Nomination.person), col(Nomination.at),
    _SECONDS,
)  # fmt: skip
"""The columns of a Nominee, in its order."""


async def open_nominees(session: Reading, guild: int) -> tuple[Nominee, ...]:
    """Earliest first."""
    waiting = select(*NOMINEE).where(col(Nomination.guild) == guild, col(Nomination.state) == OPEN)
    rows = await session.execute(waiting.order_by(col(Nomination.at), col(Nomination.id)))
    return tuple(Nominee(*row) for row in rows)


async def nominee_by_id(session: Reading, id: int) -> Nominee | None:
    row = (await session.execute(select(*NOMINEE).where(col(Nomination.id) == id))).first()
    return None if row is None else Nominee(*row)


async def nomination_guild(session: Reading, id: int) -> int | None:
    """Discord's id of the server."""
    return (await session.execute(select(col(Nomination.guild)).where(col(Nomination.id) == id))).scalar()


async def nominate_paper(
    session: AsyncSession, guild: int, paper: int, title: str, person: int, now: dt.datetime
) -> NominationAnswer:
    """A paper that is already nominated is seconded."""
    there = await open_nominees(session, guild)
    known = next((one for one in there if one.paper == paper), None)
    if known is not None:
        return await _second(session, known, person)
    if len(there) >= OPEN_MOST:
        return TooMany()
    id = await next_id(session, Nomination)
    row = {"id": id, "guild": guild, "paper": paper, "title": title, "person": person, "at": now, "state": OPEN}
    await session.execute(insert(Nomination).values(row))
    new = Nominee(id, paper, title, person, now, 0)
    return Nominated(new, len(there) + 1, await _read_on(session, guild, paper))


async def _second(session: AsyncSession, known: Nominee, person: int) -> NominationAnswer:
    if known.person == person:
        return NominatedAlready(known)
    await insert_missing(session, Second, [{"nomination": known.id, "person": person}])
    now_known = await nominee_by_id(session, known.id)
    assert now_known is not None
    return Seconded(now_known, is_new=now_known.seconds > known.seconds)


async def _read_on(session: Reading, guild: int, paper: int) -> dt.datetime | None:
    """When the club last chose this paper."""
    rounds = (
        select(col(ClubRound.decided_at))
        .join_from(ClubRound, Nomination, col(ClubRound.winner) == col(Nomination.id))
        .where(col(ClubRound.guild) == guild, col(ClubRound.state) == DONE)
        .where(col(Nomination.paper) == paper, col(Nomination.state) == CHOSEN)
    )
    return (await session.execute(rounds.order_by(col(ClubRound.decided_at).desc()).limit(1))).scalar()


async def withdraw_nomination(session: AsyncSession, id: int) -> bool:
    """Whether it was open. A running poll still offers it, but it cannot win any more."""
    this = update(Nomination).where(col(Nomination.id) == id, col(Nomination.state) == OPEN)
    withdrawn = await session.execute(this.values(state=WITHDRAWN).returning(col(Nomination.id)))
    return withdrawn.first() is not None


async def next_id(session: AsyncSession, model: type[Nomination | ClubRound]) -> int:
    """One past the highest: rows of these tables are never deleted, and the caller holds the write lock."""
    return (await session.execute(select(func.coalesce(func.max(col(model.id)), 0)))).scalar_one() + 1
