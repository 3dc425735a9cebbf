"""What is on a reading list."""

from collections.abc import Sequence

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.lists import PAGE
from storage.lookup.lists import lines_of, window
from storage.reading_lists.answers import ListPage, Saved
from storage.reading_lists.lists import list_by_id, lists_of
from storage.schema.reading_lists import SavedPaper


async def list_page(session: Reading, id: int, page: int) -> ListPage | None:
    """None: the list is gone."""
    known = await list_by_id(session, id)
    if known is None:
        return None
    page, pages = window(known.papers, page)
    rows = await session.scalars(_in_order(id).limit(PAGE).offset(page * PAGE))
    others = tuple(other.name for other in await lists_of(session, known.owner) if other.id != id)
    return ListPage(known, page, pages, await saved_of(session, rows.all()), others)


async def all_saved(session: Reading, id: int) -> tuple[Saved, ...]:
    """Everything on the list, in its order."""
    return await saved_of(session, (await session.scalars(_in_order(id))).all())


async def saved_of(session: Reading, rows: Sequence[SavedPaper]) -> tuple[Saved, ...]:
    lines = await lines_of(session, [row.paper for row in rows if row.paper is not None])
    return tuple(
        Saved(
            id=row.id,
            title=row.title,
            line=None if row.paper is None else lines.get(row.paper),
            note=row.note,
            person=row.person,
            added_at=row.added_at,
        )
        for row in rows
    )


async def remove_saved(session: AsyncSession, list: int, entry: int) -> bool:
    """Whether it was there."""
    mine = (col(SavedPaper.list) == list) & (col(SavedPaper.id) == entry)
    known = (await session.execute(select(col(SavedPaper.id)).where(mine))).first()
    await session.execute(delete(SavedPaper).where(mine))
    return known is not None


def _in_order(list: int) -> Select[SavedPaper]:
    """The newest first."""
    return (
        select(SavedPaper)
        .where(col(SavedPaper.list) == list)
        .order_by(col(SavedPaper.added_at).desc(), col(SavedPaper.id))
    )
