"""Undoes the library's last change, so that every row is as it was before it; and undoes that again."""

import datetime as dt
import json

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows
from storage.database.reader import Reading
from storage.history.redo_log import bring_back
from storage.history.take_back import take_back_run
from storage.importing.fetch import fetch_next_ids
from storage.importing.runs import ImportContext
from storage.importing.write import mark_authors_changed
from storage.lookup.answers.changes import LibraryChange
from storage.lookup.change_log import to_library_change
from storage.schema.library import IMPORT, REDO, UNDO, ImportRun


def _is_change() -> ColumnElement[bool]:
    """Rather than an undo or a redo."""
    return col(ImportRun.kind).not_in((UNDO, REDO))


async def find_change(session: Reading, number: int) -> LibraryChange | None:
    run = (await session.scalars(select(ImportRun).where(col(ImportRun.id) == number))).first()
    return None if run is None else to_library_change(run)


async def last_change(session: Reading) -> tuple[LibraryChange, bool] | None:
    """The change to undo next, and whether it can be undone: an old one, or one of an old version, cannot.

    None: there is none."""
    not_undone = _is_change() & col(ImportRun.undone_by).is_(None) & col(ImportRun.effective)
    newest = select(ImportRun).where(not_undone).order_by(col(ImportRun.id).desc()).limit(1)
    run = (await session.scalars(newest)).first()
    return None if run is None else (to_library_change(run), run.firsts is not None)


async def last_undo(session: Reading) -> LibraryChange | None:
    """The undo to redo next. None: there is none, or the library has changed since."""
    newest_change = select(func.coalesce(func.max(col(ImportRun.id)), 0)).where(_is_change()).scalar_subquery()
    redoable = (col(ImportRun.kind) == UNDO) & col(ImportRun.undone_by).is_(None) & col(ImportRun.firsts).is_not(None)
    newest = select(ImportRun).where(redoable, col(ImportRun.id) > newest_change)
    run = (await session.scalars(newest.order_by(col(ImportRun.id).desc()).limit(1))).first()
    return None if run is None else to_library_change(run)


async def undo_run(session: AsyncSession, run: int, now: dt.datetime, person: int | None) -> bool:
    """Undoes the run, and later ones without an effect. False: it is not the last change, or cannot be undone."""
    last = await last_change(session)
    if last is None or last[0].number != run or not last[1]:
        return False
    own = (await fetch_next_ids(session)).next("import_run")
    is_later = (col(ImportRun.id) >= run) & _is_change() & col(ImportRun.undone_by).is_(None)
    later = select(col(ImportRun.id), col(ImportRun.firsts)).where(is_later).order_by(col(ImportRun.id).desc())
    for run_id, next_ids in (await session.execute(later)).all():
        await take_back_run(session, run_id, json.loads(next_ids or "{}"), own)
    await _log(session, own, UNDO, run, now, person)
    return True


async def redo_run(session: AsyncSession, undo: int, now: dt.datetime, person: int | None) -> bool:
    """Brings back what the undo took. False: it is not the last undo, or the library has changed since."""
    last = await last_undo(session)
    if last is None or last.number != undo:
        return False
    own = (await fetch_next_ids(session)).next("import_run")
    await bring_back(session, undo, own)
    undone = update(ImportRun).where(col(ImportRun.undone_by) == undo)
    await session.execute(undone.values(undone_by=None))
    await _log(session, own, REDO, undo, now, person)
    await session.execute(update(ImportRun).where(col(ImportRun.id) == undo).values(undone_by=own))
    return True


async def undone_import(session: Reading, digest: str, captured: dt.date | None) -> int | None:
    """The import of exactly these bytes (by SHA-256) that a redo would bring back. `captured`: the day, if given."""
    undo = await last_undo(session)
    if undo is None:
        return None
    same_file = (col(ImportRun.undone_by) == undo.number) & (col(ImportRun.digest) == digest) & col(ImportRun.effective)
    runs = select(col(ImportRun.id), col(ImportRun.captured)).where(same_file, col(ImportRun.kind) == IMPORT)
    found = (await session.execute(runs)).first()
    return found[0] if found is not None and captured in (None, found[1]) else None


async def import_again(session: AsyncSession, digest: str, context: ImportContext) -> bool:
    """Redoes the import of these bytes, as the person's own: lists, follows and links find everything under its old id.
    False: they are not what was undone last."""
    undo, run = await last_undo(session), await undone_import(session, digest, context.captured)
    if undo is None or run is None:
        return False
    await redo_run(session, undo.number, context.now, context.person)
    await session.execute(update(ImportRun).where(col(ImportRun.id) == run).values(person=context.person))
    return True


async def _log(session: AsyncSession, own: int, kind: str, of: int, now: dt.datetime, person: int | None) -> None:
    """`of`: the run that was undone, or the undo that was."""
    await mark_authors_changed(session, own)
    columns = select(col(ImportRun.file), col(ImportRun.told), col(ImportRun.captured)).where(col(ImportRun.id) == of)
    file, told, captured = (await session.execute(columns)).one()
    words = {"file": file, "digest": "", "captured": captured, "told": told}
    counts = {"new": 0, "changed": 0, "unchanged": 0, "refused": 0}
    row = {"id": own, "kind": kind, "started_at": now, "person": person, "effective": True, **words, **counts}
    await insert_rows(session, ImportRun, [{**row, "firsts": "{}" if kind == UNDO else None}])
