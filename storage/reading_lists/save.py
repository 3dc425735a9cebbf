"""Papers put on reading lists."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.reading_lists.answers import PAPERS, ListFull, ListName, ListsFull, Owner, PaperSaved, SaveAnswer
from storage.reading_lists.lists import drawn, made_list
from storage.schema.reading_lists import SavedPaper, SaveDraft

KEPT = dt.timedelta(days=1)
"""How long somebody can think about which paper they meant."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to save, but for the paper. `may_manage`: other people's entries of a server's list too."""

    person: int
    owner: Owner
    name: str
    note: str | None
    may_manage: bool = False


async def save_paper(session: AsyncSession, wish: Wish, paper: int, title: str, now: dt.datetime) -> SaveAnswer:
    """The list is made where there is none of that name. A paper that is there already gets the new note."""
    wanted = await made_list(session, wish.owner, wish.name, wish.person, now)
    if isinstance(wanted, ListsFull):
        return wanted
    before = await _entry(session, wanted.id, paper, title)
    if before is not None:
        return await _saved_again(session, wish, wanted, before, paper, now)
    if wanted.papers >= PAPERS:
        return ListFull(wanted)
    row = {"id": drawn(), "list": wanted.id, "paper": paper, "title": title, "note": wish.note, "person": wish.person}
    await session.execute(insert(SavedPaper).values({**row, "added_at": now, "noted_at": now}))
    grown = ListName(wanted.id, wanted.owner, wanted.name, wanted.papers + 1, wanted.made_by)
    return PaperSaved(grown, title, wish.note, had=False, noted=wish.note is not None, refused=False)


async def _entry(session: Reading, list: int, paper: int, title: str) -> SavedPaper | None:
    """Its own, or that of a paper with this title that left the library and seems to be back."""
    mine = select(SavedPaper).where(col(SavedPaper.list) == list)
    rows = await session.scalars(
        mine.where(
            (col(SavedPaper.paper) == paper) | (col(SavedPaper.paper).is_(None) & (col(SavedPaper.title) == title))
        )
    )
    return min(rows, key=lambda row: row.paper is None, default=None)


async def _saved_again(
    session: AsyncSession, wish: Wish, wanted: ListName, before: SavedPaper, paper: int, now: dt.datetime
) -> PaperSaved:
    values: dict[str, Any] = {"paper": paper}
    is_other = wish.note is not None and wish.note != before.note
    may = before.person == wish.person or wish.may_manage
    if is_other and may:
        values |= {"note": wish.note, "noted_at": now}
    await session.execute(update(SavedPaper).where(col(SavedPaper.id) == before.id).values(values))
    note = wish.note if is_other and may else before.note
    return PaperSaved(wanted, before.title, note, had=True, noted=is_other and may, refused=is_other and not may)


async def keep_draft(session: AsyncSession, wish: Wish, now: dt.datetime) -> int:
    """The key under which `take_draft` gives the wish back. Old ones are forgotten."""
    await session.execute(delete(SaveDraft).where(col(SaveDraft.at) < now - KEPT))
    id = drawn()
    row = {"id": id, "person": wish.person, "guild": wish.owner.guild, "name": wish.name, "note": wish.note}
    await session.execute(insert(SaveDraft).values({**row, "may_manage": wish.may_manage, "at": now}))
    return id


async def take_draft(session: AsyncSession, id: int) -> tuple[Wish, dt.datetime] | None:
    """The wish, and when it was said. Once."""
    row = (await session.scalars(select(SaveDraft).where(col(SaveDraft.id) == id))).first()
    await session.execute(delete(SaveDraft).where(col(SaveDraft.id) == id))
    if row is None:
        return None
    owner = Owner(person=row.person) if row.guild is None else Owner(guild=row.guild)
    return Wish(row.person, owner, row.name, row.note, row.may_manage), row.at
