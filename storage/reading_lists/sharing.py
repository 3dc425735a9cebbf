"""Reading lists as they were shared in a channel: what was added or noted later is not shown there."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.lists import PAGE
from storage.lookup.paper_lists import clamp_page
from storage.reading_lists.answers import ListEntry, ListName, ListPage, SharedPage
from storage.reading_lists.entries import entries_of_rows
from storage.reading_lists.lists import list_by_id, random_id
from storage.schema.reading_lists import SavedPaper, SharedList


async def share_list(session: AsyncSession, list: int, person: int, now: dt.datetime, *, notes: bool) -> int | None:
    """The id of the share, which shows the list as it is at `now`. None: the list was deleted."""
    if await list_by_id(session, list) is None:
        return None
    id = random_id()
    await session.execute(insert(SharedList).values(id=id, list=list, person=person, notes=notes, at=now))
    return id


async def shared_entries(session: Reading, id: int) -> tuple[str, tuple[ListEntry, ...]] | None:
    """(name of the list, all entries that were on it when it was shared and still are). None: the list was deleted."""
    found = await _find_share(session, id)
    return None if found is None else (found[0].name, await _entries(session, found[1]))


async def shared_page(session: Reading, id: int, page: int) -> SharedPage | None:
    """`page` from 0. None: the list was deleted."""
    found = await _find_share(session, id)
    if found is None:
        return None
    shared_list, share = found
    entries = await _entries(session, share)
    page, pages = clamp_page(len(entries), page)
    here = entries[page * PAGE : (page + 1) * PAGE]
    return SharedPage(
        ListPage(replace(shared_list, papers=len(entries)), page, pages, here, ()), share.person, share.at
    )


async def _find_share(session: Reading, id: int) -> tuple[ListName, SharedList] | None:
    share = (await session.scalars(select(SharedList).where(col(SharedList.id) == id))).first()
    shared_list = None if share is None else await list_by_id(session, share.list)
    return None if share is None or shared_list is None else (shared_list, share)


async def _entries(session: Reading, share: SharedList) -> tuple[ListEntry, ...]:
    """Newest first. Without their notes where these were not shared, or were written later."""
    were_there = select(SavedPaper).where(col(SavedPaper.list) == share.list, col(SavedPaper.added_at) <= share.at)
    newest_first = were_there.order_by(col(SavedPaper.added_at).desc(), col(SavedPaper.id))
    rows = (await session.scalars(newest_first)).all()
    with_note = {row.id for row in rows if share.notes and row.noted_at <= share.at}
    entries = await entries_of_rows(session, rows)
    return tuple(entry if entry.id in with_note else replace(entry, note=None) for entry in entries)
