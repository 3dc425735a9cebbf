"""Which profile a text is of: a newer copy of one we have, or a person new to us."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.row_types import AnyRow
from storage.database.upsert import upsert
from storage.importing.fetch import fetch_known, fetch_papers_of_source, fetch_profile_sources
from storage.importing.known import FileState, KnownAuthor, NextIds, SourceState
from storage.importing.record import PaperRecord
from storage.importing.retitled import ANYBODY, match_by_title, match_retitled
from storage.importing.undo_log import keep_replaced_rows
from storage.importing.write import insert_rows
from storage.schema.library import PROFILE, Author, AuthorName, Source
from storage.text.keys import name_hash


@dataclass(frozen=True, slots=True)
class ProfileText:
    """What tells whose profile a text is."""

    file: str
    name: str
    records: Sequence[PaperRecord]
    captured: dt.date


async def identify_owner(
    session: AsyncSession, text: ProfileText, ids: NextIds, run: int
) -> tuple[SourceState, FileState]:
    """The text's source; made, with its owner, where the person is new. A name alone never decides.

    As the whole text is at hand here, so is settled which papers it has under another title.
    """
    known = await fetch_known(session, text.records, ANYBODY, ids)
    same_title = match_by_title(text.records, known)
    told_by = {source for paper in same_title.values() for source, _ in known.papers[paper].said}
    sources = await fetch_profile_sources(session, name_hash(text.name))
    for source in sorted(sources, key=lambda source: source.id not in told_by):
        told = await fetch_papers_of_source(session, source.id, known)
        rest = await asyncio.to_thread(match_retitled, text.records, known, same_title, told)
        ties = source.id in told_by or not told.isdisjoint(rest.values())
        if ties or _one_file_without_papers(source, text):
            return await _newer_copy(session, source, text, run), FileState(rest)
    rest = await asyncio.to_thread(match_retitled, text.records, known, same_title, frozenset[int]())
    return await _new_profile(session, text, ids, run), FileState(rest)


def _one_file_without_papers(source: AnyRow, text: ProfileText) -> bool:
    return source.name == text.file and not (source.papers and text.records)


async def _newer_copy(session: AsyncSession, source: AnyRow, text: ProfileText, run: int) -> SourceState:
    newest = text.captured >= source.captured
    if newest:
        await keep_replaced_rows(session, run, "source", "id", [source.id])
        values = {"name": text.file, "captured": text.captured}
        await session.execute(update(Source).where(col(Source.id) == source.id).values(values))
    return SourceState(source.id, PROFILE, source.owner, newest)


async def _new_profile(session: AsyncSession, text: ProfileText, ids: NextIds, run: int) -> SourceState:
    owner = KnownAuthor(ids.next("author"), text.name, pooled=False)
    source = ids.next("source")
    row = {"id": owner.id, "name": owner.name, "pooled": False, "changed_in": run}
    await insert_rows(session, Author, [row])
    row = {"id": source, "kind": PROFILE, "name": text.file, "owner": owner.id, "captured": text.captured}
    await insert_rows(session, Source, [row])
    row = {"source": source, "name_hash": name_hash(text.name), "occurrence": 0, "author": owner.id}
    await upsert(session, AuthorName, [row])
    return SourceState(source, PROFILE, owner.id, is_new=True)
