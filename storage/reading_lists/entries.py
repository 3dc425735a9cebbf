"""The entries of a reading list."""

from collections.abc import Sequence

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.lists import PAGE
from storage.lookup.paper_lists import clamp_page, paper_lines_by_id
from storage.reading_lists.answers import ListEntry, ListPage
from storage.reading_lists.lists import list_by_id, lists_of
from storage.schema.reading_lists import SavedPaper


async def list_page(session: Reading, id: int, page: int) -> ListPage | None:
    """`page` from 0. None: the list was deleted."""
    known = await list_by_id(session, id)
    if known is None:
        return None
    page, pages = clamp_page(known.papers, page)
    rows = await session.scalars(_in_order(id).limit(PAGE).offset(page * PAGE))
    others = tuple(other.name for other in await lists_of(session, known.owner) if other.id != id)
    return ListPage(known, page, pages, await entries_of_rows(session, rows.all()), others)


async def all_entries(session: Reading, id: int) -> tuple[ListEntry, ...]:
    """Newest first."""
    return await entries_of_rows(session, (await session.scalars(_in_order(id))).all())


async def entries_of_rows(session: Reading, rows: Sequence[SavedPaper]) -> tuple[ListEntry, ...]:
    lines = await paper_lines_by_id(session, [row.paper for row in rows if row.paper is not None])
    return tuple(
        ListEntry(
            id=row.id,
            title=row.title,
            line=None if row.paper is None else lines.get(row.paper),
            note=row.note,
            person=row.person,
            added_at=row.added_at,
        )
        for row in rows
    )


async def remove_entry(session: AsyncSession, list: int, entry: int) -> bool:
    """Whether it was on the list."""
    this = (col(SavedPaper.list) == list) & (col(SavedPaper.id) == entry)
    removed = await session.execute(delete(SavedPaper).where(this).returning(col(SavedPaper.id)))
    return removed.first() is not None


def _in_order(list: int) -> Select[SavedPaper]:
    """Newest first."""
    on_list = select(SavedPaper).where(col(SavedPaper.list) == list)
    return on_list.order_by(col(SavedPaper.added_at).desc(), col(SavedPaper.id))
