"""Reading lists as they were shown to a channel."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.lists import PAGE
from storage.lookup.lists import window
from storage.reading_lists.answers import ListPage, Saved, SharedPage
from storage.reading_lists.entries import saved_of
from storage.reading_lists.lists import drawn, list_by_id
from storage.schema.reading_lists import SavedPaper, SharedList


async def share_list(session: AsyncSession, list: int, person: int, now: dt.datetime, *, notes: bool) -> int | None:
    """The key of what is shown from now on. None: the list is gone."""
    if await list_by_id(session, list) is None:
        return None
    id = drawn()
    row = {"id": id, "list": list, "person": person, "notes": notes, "at": now}
    await session.execute(insert(SharedList).values(row))
    return id


async def shared_saved(session: Reading, id: int) -> tuple[str, tuple[Saved, ...]] | None:
    """(name of the list; all that was on it when it was shared, and still is). None: it is gone."""
    shared = await _shared(session, id)
    known = None if shared is None else await list_by_id(session, shared.list)
    if shared is None or known is None:
        return None
    mine = select(SavedPaper).where(col(SavedPaper.list) == shared.list, col(SavedPaper.added_at) <= shared.at)
    rows = await session.scalars(mine.order_by(col(SavedPaper.added_at).desc(), col(SavedPaper.id)))
    found = rows.all()
    told = {row.id for row in found if shared.notes and row.noted_at <= shared.at}
    saved = await saved_of(session, found)
    return known.name, tuple(one if one.id in told else replace(one, note=None) for one in saved)


async def shared_page(session: Reading, id: int, page: int) -> SharedPage | None:
    """None: it is gone."""
    found, shared = await shared_saved(session, id), await _shared(session, id)
    known = None if shared is None else await list_by_id(session, shared.list)
    if found is None or shared is None or known is None:
        return None
    saved = found[1]
    page, pages = window(len(saved), page)
    here = saved[page * PAGE : (page + 1) * PAGE]
    return SharedPage(ListPage(replace(known, papers=len(saved)), page, pages, here, ()), shared.person, shared.at)


async def _shared(session: Reading, id: int) -> SharedList | None:
    return (await session.scalars(select(SharedList).where(col(SharedList.id) == id))).first()
