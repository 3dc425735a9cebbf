"""Reading lists by their names."""

import datetime as dt
import hashlib
import secrets

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.reading_lists.answers import MAX_LISTS, ListName, Owner, TooManyLists
from storage.schema.reading_lists import ReadingList, SavedPaper
from storage.text.fold import fold


def name_key(name: str) -> str:
    """The hash by which an owner's list is found: the same for names that differ only in case, accents, punctuation
    or spaces. A name of signs alone, which folds to nothing, is hashed as it is."""
    text = fold(name) or " ".join(name.split())
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def random_id() -> int:
    """An id that nobody can guess and that is never given again; at most 18 digits, as custom ids are short."""
    return secrets.randbelow(10**18 - 1) + 1


def owned_by(owner: Owner) -> ColumnElement[bool]:
    return col(ReadingList.person) == owner.person if owner.guild is None else col(ReadingList.guild) == owner.guild


async def find_list(session: Reading, owner: Owner, name: str) -> ListName | None:
    named = _select_lists().where(owned_by(owner), col(ReadingList.name_key) == name_key(name))
    return next(iter(await _list_names(session, named)), None)


async def list_by_id(session: Reading, id: int) -> ListName | None:
    return next(iter(await _list_names(session, _select_lists().where(col(ReadingList.id) == id))), None)


async def lists_of(session: Reading, owner: Owner) -> tuple[ListName, ...]:
    """Oldest first."""
    theirs = _select_lists().where(owned_by(owner))
    return await _list_names(session, theirs.order_by(col(ReadingList.made_at), col(ReadingList.id)))


async def find_or_create_list(
    session: AsyncSession, owner: Owner, name: str, person: int, now: dt.datetime
) -> ListName | TooManyLists:
    """`person`: who creates it, if it does not exist yet."""
    if (known := await find_list(session, owner, name)) is not None:
        return known
    if len(await lists_of(session, owner)) >= MAX_LISTS:
        return TooManyLists(owner)
    id = random_id()
    row = {"id": id, "person": owner.person, "guild": owner.guild, "name": name, "name_key": name_key(name)}
    await session.execute(insert(ReadingList).values({**row, "made_by": person, "made_at": now}))
    return ListName(id, owner, name, 0, person)


async def rename_list(session: AsyncSession, id: int, name: str) -> bool:
    """False: the list is gone, or its owner has another one of that name."""
    known = await list_by_id(session, id)
    if known is None:
        return False
    other = await find_list(session, known.owner, name)
    if other is not None and other.id != id:
        return False
    values = {"name": name, "name_key": name_key(name)}
    await session.execute(update(ReadingList).where(col(ReadingList.id) == id).values(values))
    return True


async def delete_list(session: AsyncSession, id: int) -> bool:
    """Whether it existed. Its entries and shares are deleted with it."""
    known = await list_by_id(session, id)
    await session.execute(delete(ReadingList).where(col(ReadingList.id) == id))
    return known is not None


def _select_lists() -> Select[int, int | None, int | None, str, int | None, int]:
    papers = select(func.count()).where(col(SavedPaper.list) == col(ReadingList.id)).scalar_subquery()
    owner = (col(ReadingList.person), col(ReadingList.guild))
    return select(col(ReadingList.id), *owner, col(ReadingList.name), col(ReadingList.made_by), papers)


async def _list_names(
    session: Reading, lists: Select[int, int | None, int | None, str, int | None, int]
) -> tuple[ListName, ...]:
    return tuple(
        ListName(id, Owner(person, guild), name, papers, made_by)
        for id, person, guild, name, made_by, papers in await session.execute(lists)
    )
