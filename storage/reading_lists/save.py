"""Papers saved to reading lists, and drafts: what to save while the person chooses which paper they meant."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.reading_lists.answers import MAX_PAPERS, ListFull, ListName, Owner, PaperSaved, SaveAnswer, TooManyLists
from storage.reading_lists.lists import find_or_create_list, random_id
from storage.schema.library import Paper
from storage.schema.reading_lists import SavedPaper, SaveDraft

DRAFT_LIFETIME = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """What to save, all but the paper. `may_manage`: the person may also edit other people's entries of a server's
    list."""

    person: int
    owner: Owner
    name: str
    note: str | None
    may_manage: bool = False


async def save_paper(session: AsyncSession, wish: SaveRequest, paper: int, title: str, now: dt.datetime) -> SaveAnswer:
    """Creates the list if there is none of that name. A paper that is already on it gets the new note."""
    target = await find_or_create_list(session, wish.owner, wish.name, wish.person, now)
    if isinstance(target, TooManyLists):
        return target
    entry = await _find_entry(session, target.id, paper, title)
    if entry is not None:
        return await _update_entry(session, wish, target, entry, paper, now)
    if target.papers >= MAX_PAPERS:
        return ListFull(target)
    row = {"id": random_id(), "list": target.id, "paper": paper, "title": title, "note": wish.note}
    await session.execute(insert(SavedPaper).values({**row, "person": wish.person, "added_at": now, "noted_at": now}))
    grown = replace(target, papers=target.papers + 1)
    return PaperSaved(grown, title, wish.note, had=False, noted=wish.note is not None, refused=False)


async def _find_entry(session: Reading, list: int, paper: int, title: str) -> SavedPaper | None:
    """The paper's entry; else that of a paper of this title which left the library and seems to be back."""
    is_paper = col(SavedPaper.paper) == paper
    is_away = ~select(col(Paper.id)).where(col(Paper.id) == col(SavedPaper.paper)).exists()
    seems_back = is_away & (col(SavedPaper.title) == title)
    rows = await session.scalars(select(SavedPaper).where(col(SavedPaper.list) == list, is_paper | seems_back))
    return min(rows, key=lambda row: row.paper != paper, default=None)


async def _update_entry(
    session: AsyncSession, wish: SaveRequest, target: ListName, entry: SavedPaper, paper: int, now: dt.datetime
) -> PaperSaved:
    is_new_note = wish.note is not None and wish.note != entry.note
    may_edit = entry.person == wish.person or wish.may_manage
    noted = is_new_note and may_edit
    title, note = entry.title, wish.note if noted else entry.note
    values: dict[str, Any] = {"paper": paper} | ({"note": note, "noted_at": now} if noted else {})
    await session.execute(update(SavedPaper).where(col(SavedPaper.id) == entry.id).values(values))
    return PaperSaved(target, title, note, had=True, noted=noted, refused=is_new_note and not may_edit)


async def store_draft(session: AsyncSession, wish: SaveRequest, now: dt.datetime) -> int:
    """The draft's id, for `pop_draft`. Drafts older than DRAFT_LIFETIME are deleted."""
    await session.execute(delete(SaveDraft).where(col(SaveDraft.at) < now - DRAFT_LIFETIME))
    id = random_id()
    row = {"id": id, "person": wish.person, "guild": wish.owner.guild, "name": wish.name, "note": wish.note}
    await session.execute(insert(SaveDraft).values({**row, "may_manage": wish.may_manage, "at": now}))
    return id


async def draft_person(session: Reading, id: int) -> int | None:
    return (await session.execute(select(col(SaveDraft.person)).where(col(SaveDraft.id) == id))).scalar()


async def pop_draft(session: AsyncSession, id: int) -> tuple[SaveRequest, dt.datetime] | None:
    """The draft and when it was made; it is deleted, so that it is saved once. None: it is gone."""
    draft = (await session.scalars(select(SaveDraft).where(col(SaveDraft.id) == id))).first()
    if draft is None:
        return None
    await session.execute(delete(SaveDraft).where(col(SaveDraft.id) == id))
    owner = Owner(person=draft.person) if draft.guild is None else Owner(guild=draft.guild)
    return SaveRequest(draft.person, owner, draft.name, draft.note, draft.may_manage), draft.at
