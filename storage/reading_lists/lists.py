"""Reading lists by their names."""

import datetime as dt
import hashlib
import secrets

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.database.row_types import AnyRow, AnySelect
from storage.reading_lists.answers import LISTS, ListName, ListsFull, Owner
from storage.schema.reading_lists import ReadingList, SavedPaper
from storage.text.fold import fold


def name_key(name: str) -> str:
    """The same for names that people take for one; whatever folds to nothing is told apart by its signs."""
    text = fold(name) or " ".join(name.split())
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def drawn() -> int:
    """An id that nobody guesses, and that is not used again. Short enough for what a button can bear."""
    return secrets.randbelow(10**18 - 1) + 1


def is_of(owner: Owner) -> ColumnElement[bool]:
    return col(ReadingList.person) == owner.person if owner.guild is None else col(ReadingList.guild) == owner.guild


async def find_list(session: Reading, owner: Owner, name: str) -> ListName | None:
    row = (await session.execute(_named().where(is_of(owner), col(ReadingList.name_key) == name_key(name)))).first()
    return None if row is None else _list_name(row)


async def list_by_id(session: Reading, id: int) -> ListName | None:
    row = (await session.execute(_named().where(col(ReadingList.id) == id))).first()
    return None if row is None else _list_name(row)


async def lists_of(session: Reading, owner: Owner) -> tuple[ListName, ...]:
    """The oldest first."""
    rows = await session.execute(_named().where(is_of(owner)).order_by(col(ReadingList.made_at), col(ReadingList.id)))
    return tuple(_list_name(row) for row in rows)


async def made_list(
    session: AsyncSession, owner: Owner, name: str, person: int, now: dt.datetime
) -> ListName | ListsFull:
    """The list of that name, which is made where there is none."""
    if (known := await find_list(session, owner, name)) is not None:
        return known
    if len(await lists_of(session, owner)) >= LISTS:
        return ListsFull(owner)
    id = drawn()
    row = {"id": id, "person": owner.person, "guild": owner.guild, "name": name, "name_key": name_key(name)}
    await session.execute(insert(ReadingList).values({**row, "made_by": person, "made_at": now}))
    return ListName(id, owner, name, 0, person)


async def rename_list(session: AsyncSession, id: int, name: str) -> bool:
    """False: it is gone, or there is another of that name."""
    known = await list_by_id(session, id)
    if known is None:
        return False
    other = await find_list(session, known.owner, name)
    if other is not None and other.id != id:
        return False
    await session.execute(
        update(ReadingList).where(col(ReadingList.id) == id).values(name=name, name_key=name_key(name))
    )
    return True


async def delete_list(session: AsyncSession, id: int) -> bool:
    """Whether it was there. Its papers and what was shared of it go with it."""
    known = await list_by_id(session, id)
    await session.execute(delete(ReadingList).where(col(ReadingList.id) == id))
    return known is not None


def _named() -> AnySelect:
    papers = select(func.count()).where(col(SavedPaper.list) == col(ReadingList.id)).scalar_subquery().label("papers")
    return select(
        col(ReadingList.id),
        col(ReadingList.person),
        col(ReadingList.guild),
        col(ReadingList.name),
        col(ReadingList.made_by),
        papers,
    )


def _list_name(row: AnyRow) -> ListName:
    return ListName(row.id, Owner(row.person, row.guild), row.name, row.papers, row.made_by)
