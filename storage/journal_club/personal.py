"""Data about a person in the journal clubs of servers."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.personal_data import PersonalData
from storage.database.reader import Reading
from storage.schema.journal_club import WITHDRAWN, Ballot, ClubRound, Nomination, Second

NO_GUILD = 0
"""The server of nominations whose server was erased."""


async def _read(session: Reading, person: int) -> dict[str, list[Any]]:
    return {
        "your nominations": await _nominations(session, person),
        "nominations you seconded": await _seconded(session, person),
        "votes you started": await _votes(session, person),
    }


async def _nominations(session: Reading, person: int) -> list[dict[str, Any]]:
    nominated = (
        select(col(Nomination.guild), col(Nomination.title), col(Nomination.at), col(Nomination.state))
        .where(col(Nomination.person) == person)
        .order_by(col(Nomination.at))
    )
    rows = await session.execute(nominated)
    return [{"server": guild, "title": title, "at": at.isoformat(), "state": state} for guild, title, at, state in rows]


async def _seconded(session: Reading, person: int) -> list[dict[str, Any]]:
    seconded = (
        select(col(Nomination.guild), col(Nomination.title))
        .join_from(Second, Nomination, col(Second.nomination) == col(Nomination.id))
        .where(col(Second.person) == person)
    )
    return [{"server": guild, "title": title} for guild, title in await session.execute(seconded)]


async def _votes(session: Reading, person: int) -> list[dict[str, Any]]:
    started = (
        select(col(ClubRound.guild), col(ClubRound.number), col(ClubRound.started_at))
        .where(col(ClubRound.person) == person)
        .order_by(col(ClubRound.started_at))
    )
    rows = await session.execute(started)
    return [{"server": guild, "number": number, "at": at.isoformat()} for guild, number, at in rows]


async def _erase(session: AsyncSession, person: int) -> None:
    """Nominations stay, without their name."""
    await session.execute(delete(Second).where(col(Second.person) == person))
    for model in (Nomination, ClubRound):
        await session.execute(update(model).where(col(model.person) == person).values(person=None))


async def erase_server_club(session: AsyncSession, guild: int) -> None:
    """Only the ids of nominations are left, so that a button leads to its own nomination or to none."""
    rounds = select(col(ClubRound.id)).where(col(ClubRound.guild) == guild)
    nominations = select(col(Nomination.id)).where(col(Nomination.guild) == guild)
    await session.execute(delete(Ballot).where(col(Ballot.round).in_(rounds)))
    await session.execute(delete(ClubRound).where(col(ClubRound.guild) == guild))
    await session.execute(delete(Second).where(col(Second.nomination).in_(nominations)))
    bare = {"guild": NO_GUILD, "paper": None, "title": "", "person": None, "state": WITHDRAWN}
    await session.execute(update(Nomination).where(col(Nomination.guild) == guild).values(bare))


journal_club_data = PersonalData(_read, _erase)
