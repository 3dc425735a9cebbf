"""What the journal club keeps of a person: shown to them, and forgotten."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.reader import Reading
from storage.schema.journal_club import t

n, sec, r = t["nomination"].c, t["second"].c, t["club_round"].c


async def personal_data(session: Reading, person: int) -> dict[str, Any]:
    """All of it, as JSON takes it. Empty: nothing is kept."""
    mine = select(n.guild, n.title, n.at, n.state).where(n.person == person).order_by(n.at)
    nominated = await session.execute(mine)
    joined = select(n.guild, n.title).join_from(t["second"], t["nomination"], sec.nomination == n.id)
    seconded = await session.execute(joined.where(sec.person == person))
    begun = select(r.guild, r.number, r.started_at).where(r.person == person).order_by(r.started_at)
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
    await session.execute(delete(t["second"]).where(sec.person == person))
    for table in ("nomination", "club_round"):
        await session.execute(update(t[table]).where(t[table].c.person == person).values(person=None))
