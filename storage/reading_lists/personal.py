"""Data about a person in reading lists."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.personal_data import PersonalData
from storage.database.reader import Reading
from storage.reading_lists.answers import ListEntry, Owner
from storage.reading_lists.entries import all_entries, entries_of_rows
from storage.reading_lists.lists import lists_of, owned_by
from storage.schema.reading_lists import ReadingList, SavedPaper, SaveDraft, SharedList


async def _read(session: Reading, person: int) -> dict[str, list[Any]]:
    return {
        "your reading lists": await _own_lists(session, person),
        "papers you added to server lists": await _added(session, person),
        "server lists you created": await _created(session, person),
        "lists you shared": await _shared(session, person),
        "unfinished saves": await _drafts(session, person),
    }


async def _own_lists(session: Reading, person: int) -> list[dict[str, Any]]:
    return [
        {"list": own.name, "papers": [_entry(entry) for entry in await all_entries(session, own.id)]}
        for own in await lists_of(session, Owner(person=person))
    ]


async def _added(session: Reading, person: int) -> list[dict[str, Any]]:
    of_servers = select(ReadingList).where(col(ReadingList.guild).is_not(None))
    lists = {found.id: found for found in await session.scalars(of_servers)}
    added = select(SavedPaper).where(col(SavedPaper.list).in_(lists), col(SavedPaper.person) == person)
    rows = (await session.scalars(added.order_by(col(SavedPaper.added_at)))).all()
    entries = await entries_of_rows(session, rows)
    return [
        {"server": lists[row.list].guild, "list": lists[row.list].name, **_entry(entry)}
        for row, entry in zip(rows, entries, strict=True)
    ]


async def _created(session: Reading, person: int) -> list[dict[str, Any]]:
    created = select(col(ReadingList.guild), col(ReadingList.name)).where(
        col(ReadingList.guild).is_not(None), col(ReadingList.made_by) == person
    )
    return [{"server": guild, "list": name} for guild, name in await session.execute(created)]


async def _shared(session: Reading, person: int) -> list[dict[str, Any]]:
    shared = (
        select(col(ReadingList.name), col(SharedList.at))
        .join_from(SharedList, ReadingList, col(SharedList.list) == col(ReadingList.id))
        .where(col(SharedList.person) == person)
        .order_by(col(SharedList.at))
    )
    return [{"list": name, "at": at.isoformat()} for name, at in await session.execute(shared)]


async def _drafts(session: Reading, person: int) -> list[dict[str, Any]]:
    drafts = select(col(SaveDraft.name), col(SaveDraft.note)).where(col(SaveDraft.person) == person)
    return [{"list": name, "note": note} for name, note in await session.execute(drafts)]


def _entry(entry: ListEntry) -> dict[str, Any]:
    return {"title": entry.title, "note": entry.note, "added": entry.added_at.isoformat()}


async def _erase(session: AsyncSession, person: int) -> None:
    """Deletes their own lists. What they added to server lists stays, without their name."""
    await session.execute(delete(ReadingList).where(owned_by(Owner(person=person))))
    await session.execute(delete(SaveDraft).where(col(SaveDraft.person) == person))
    await session.execute(update(ReadingList).where(col(ReadingList.made_by) == person).values(made_by=None))
    for model in (SavedPaper, SharedList):
        await session.execute(update(model).where(col(model.person) == person).values(person=None))


async def erase_server_lists(session: AsyncSession, guild: int) -> None:
    for model in (ReadingList, SaveDraft):
        await session.execute(delete(model).where(col(model.guild) == guild))


reading_list_data = PersonalData(_read, _erase)
