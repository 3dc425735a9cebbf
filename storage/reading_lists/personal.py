"""What reading lists keep of a person: shown to them, and forgotten."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.reading_lists.answers import Owner, Saved
from storage.reading_lists.entries import all_saved, saved_of
from storage.reading_lists.lists import is_of, lists_of
from storage.schema.reading_lists import ReadingList, SavedPaper, SaveDraft, SharedList


async def personal_data(session: Reading, person: int) -> dict[str, Any]:
    """All of it, as JSON takes it. Empty: nothing is kept."""
    own = [
        {"list": known.name, "papers": [_said(one) for one in await all_saved(session, known.id)]}
        for known in await lists_of(session, Owner(person=person))
    ]
    servers = {
        one.id: one for one in await session.scalars(select(ReadingList).where(col(ReadingList.guild).is_not(None)))
    }
    theirs = select(SavedPaper).where(col(SavedPaper.list).in_(servers), col(SavedPaper.person) == person)
    rows = (await session.scalars(theirs.order_by(col(SavedPaper.added_at)))).all()
    added = [
        {"server": servers[row.list].guild, "list": servers[row.list].name, **_said(one)}
        for row, one in zip(rows, await saved_of(session, rows), strict=True)
    ]
    made = await session.execute(
        select(col(ReadingList.guild), col(ReadingList.name)).where(
            col(ReadingList.guild).is_not(None), col(ReadingList.made_by) == person
        )
    )
    shared = select(col(ReadingList.name), col(SharedList.at)).join_from(
        SharedList, ReadingList, col(SharedList.list) == col(ReadingList.id)
    )
    shares = await session.execute(shared.where(col(SharedList.person) == person).order_by(col(SharedList.at)))
    drafts = await session.execute(
        select(col(SaveDraft.name), col(SaveDraft.note)).where(col(SaveDraft.person) == person)
    )
    kept: dict[str, Any] = {
        "reading lists": own,
        "papers added to servers' lists": added,
        "servers' lists made": [{"server": row.guild, "list": row.name} for row in made],
        "lists shared": [{"list": row.name, "at": row.at.isoformat()} for row in shares],
        "not saved yet": [{"list": row.name, "note": row.note} for row in drafts],
    }
    return {what: rows for what, rows in kept.items() if rows}


async def forget(session: AsyncSession, person: int) -> None:
    """Their own lists go; what they added to servers' lists stays, and nobody knows any more who added it."""
    await session.execute(delete(ReadingList).where(is_of(Owner(person=person))))
    await session.execute(delete(SaveDraft).where(col(SaveDraft.person) == person))
    await session.execute(update(ReadingList).where(col(ReadingList.made_by) == person).values(made_by=None))
    for model in (SavedPaper, SharedList):
        await session.execute(update(model).where(col(model.person) == person).values(person=None))


def _said(one: Saved) -> dict[str, Any]:
    return {"title": one.title, "note": one.note, "added": one.added_at.isoformat()}
