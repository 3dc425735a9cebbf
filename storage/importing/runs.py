"""An import as a run in the library's log: who asked for it, when its text was captured, and what it did."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows, upsert
from storage.importing.fetch import fetch_next_ids
from storage.importing.report import ImportCounts
from storage.importing.state import FileState, ImportState, NextIds, Run, SourceState
from storage.importing.undo_log import forget_old_rows, keep_replaced_rows, next_ids_json
from storage.importing.write import mark_authors_changed
from storage.schema.library import IMPORT, LIBRARY, Document, ImportRun, Source


@dataclass(frozen=True, slots=True)
class ImportContext:
    """When an import happens and who asked for it."""

    now: dt.datetime
    captured: dt.date | None = None
    """The day the text was saved, if somebody says so."""
    person: int | None = None
    """The Discord id of the person who asked for it; None: the command line."""
    dry_run: bool = False
    """Only report what would happen, and write nothing."""


def open_run(ids: NextIds) -> Run:
    before = next_ids_json(ids)
    return Run(ids.next("import_run"), before)


async def start_import(
    session: AsyncSession, counts: ImportCounts, context: ImportContext, digest: str, text_digest: str
) -> ImportState:
    """Opens a run for a file. `text_digest` is of what was captured, whatever the file's line ends."""
    ids = await fetch_next_ids(session)
    if context.dry_run:
        ids = ids.far_ahead()
    run = open_run(ids)
    captured = await _settle_capture_day(session, text_digest, context, run.id)
    return ImportState(ids, run, counts, FileState(counts.file, captured, digest))


async def use_library_source(session: AsyncSession, state: ImportState) -> None:
    """Sets `state.source` for a bulk file. All bulk files are one source: their ids and names mean the same in each."""
    source = (await session.execute(select(col(Source.id)).where(col(Source.kind) == LIBRARY))).scalar()
    if source is None:
        source = state.ids.next("source")
        row = {"id": source, "kind": LIBRARY, "name": state.file.name, "captured": state.file.captured}
        await insert_rows(session, Source, [row])
    state.source = SourceState(source, LIBRARY)


async def _settle_capture_day(session: AsyncSession, digest: str, context: ImportContext, run: int) -> dt.date:
    """The day a text was captured: as the admin says, else the day on which we first saw it, which then stays."""
    known = (await session.execute(select(col(Document.captured)).where(col(Document.digest) == digest))).scalar()
    captured = context.captured or known or context.now.date()
    if captured != known:
        await keep_replaced_rows(session, run, col(Document.digest), [digest])
        await upsert(session, Document, [{"digest": digest, "captured": captured}])
    return captured


async def finish_import(session: AsyncSession, state: ImportState, context: ImportContext) -> None:
    if context.dry_run:
        return
    counts, file = state.counts, state.file
    await mark_authors_changed(session, state.run.id)
    await write_run(
        session, state.run, IMPORT, context.now, file.name, counts, digest=file.digest, captured=file.captured,
        person=context.person, effective=counts.is_effective,
    )  # fmt: skip


async def write_run(
    session: AsyncSession,
    run: Run,
    kind: str,
    now: dt.datetime,
    file: str,
    counts: ImportCounts,
    *,
    digest: str = "",
    captured: dt.date | None = None,
    person: int | None = None,
    told: str | None = None,
    effective: bool = True,
) -> None:
    """Logs a run, and forgets what runs of long ago replaced. `told`: what it did, where it is no import of a file."""
    row = {
        "id": run.id,
        "kind": kind,
        "file": file,
        "digest": digest,
        "started_at": now,
        "captured": captured or now.date(),
        "new": counts.new,
        "changed": counts.changed_count,
        "unchanged": counts.unchanged,
        "refused": counts.refused_count,
        "person": person,
        "told": told,
        "effective": effective,
        "firsts": run.next_ids,
    }
    await insert_rows(session, ImportRun, [row])
    await forget_old_rows(session, run.id)
