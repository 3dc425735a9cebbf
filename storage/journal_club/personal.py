"""What the journal club keeps of a person: shown to them, and forgotten."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.schema.journal_club import ClubRound, Nomination, Second


async def personal_data(session: Reading, person: int) -> dict[str, Any]:
    """All of it, as JSON takes it. Empty: nothing is kept."""
    mine = (
        select(col(Nomination.guild), col(Nomination.title), col(Nomination.at), col(Nomination.state))
        .where(col(Nomination.person) == person)
        .order_by(col(Nomination.at))
    )
    nominated = await session.execute(mine)
    joined = select(col(Nomination.guild), col(Nomination.title)).join_from(
        Second, Nomination, col(Second.nomination) == col(Nomination.id)
    )
    seconded = await session.execute(joined.where(col(Second.person) == person))
    begun = (
        select(col(ClubRound.guild), col(ClubRound.number), col(ClubRound.started_at))
        .where(col(ClubRound.person) == person)
        .order_by(col(ClubRound.started_at))
    )
    rounds = await session.execute(begun)
    kept: dict[str, Any] = {
        "nominations": [
            {"server": row.guild, "title": row.title, "at": row.at.isoformat(), "state": row.state} for row in nominated
        ],
        "nominations seconded": [{"server": row.guild, "title": row.title} for row in seconded],
        "votes begun": [
            {"server": row.guild, "number": row.number, "at": row.started_at.isoformat()} for row in rounds
        ],
    }
    return {what: rows for what, rows in kept.items() if rows}


async def forget(session: AsyncSession, person: int) -> None:
    """Nominations stay, and nobody knows any more who made them."""
    await session.execute(delete(Second).where(col(Second.person) == person))
    for model in (Nomination, ClubRound):
        await session.execute(update(model).where(col(model.person) == person).values(person=None))
