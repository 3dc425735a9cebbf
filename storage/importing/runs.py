"""The books of the imports: when a text was captured, who tells, and what came of it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.upsert import upsert
from storage.importing.known import NextIds, SourceState
from storage.importing.tally import ImportCounts
from storage.importing.undo_log import firsts, forget_old_rows, keep_replaced_rows
from storage.importing.write import insert_rows
from storage.schema.library import IMPORT, LIBRARY, Document, ImportRun, Source


@dataclass(frozen=True, slots=True)
class ImportContext:
    """The moment of an import, and on whose word. `captured`: the day the text was saved, if somebody says so."""

    now: dt.datetime
    captured: dt.date | None = None
    person: int | None = None
    """Discord's id of who wants it."""
    dry_run: bool = False
    """Only to see what would come of it: nothing is written."""


@dataclass(frozen=True, slots=True)
class Run:
    """`firsts`: the ids that were free before it."""

    id: int
    firsts: str


def open_run(ids: NextIds) -> Run:
    before = firsts(ids)
    return Run(ids.next("import_run"), before)


async def fetch_library_source(session: AsyncSession, file: str, captured: dt.date, ids: NextIds) -> SourceState:
    """All JSONL loads are one source: the givers' ids and names mean the same in each."""
    source = (await session.execute(select(col(Source.id)).where(col(Source.kind) == LIBRARY))).scalar()
    if source is None:
        source = ids.next("source")
        row = {"id": source, "kind": LIBRARY, "name": file, "captured": captured}
        await insert_rows(session, Source, [row])
    return SourceState(source, LIBRARY)


async def settle_capture_day(session: AsyncSession, digest: str, when: ImportContext, run: int) -> dt.date:
    """The day a text was captured: as the admin says, else the day we first saw it, which then stays."""
    known = (await session.execute(select(col(Document.captured)).where(col(Document.digest) == digest))).scalar()
    captured = when.captured or known or when.now.date()
    if captured != known:
        await keep_replaced_rows(session, run, "document", "digest", [digest])
        await upsert(session, Document, [{"digest": digest, "captured": captured}])
    return captured


async def close_run(
    session: AsyncSession, run: Run, digest: str, captured: dt.date, when: ImportContext, tally: ImportCounts
) -> None:
    await write_run(
        session, run, IMPORT, when.now, tally.file, tally, digest=digest, captured=captured, person=when.person,
        effective=tally.is_effective,
    )  # fmt: skip


async def write_run(
    session: AsyncSession,
    run: Run,
    kind: str,
    now: dt.datetime,
    file: str,
    tally: ImportCounts,
    *,
    digest: str = "",
    captured: dt.date | None = None,
    person: int | None = None,
    told: str | None = None,
    effective: bool = True,
) -> None:
    """`told`: what was done, where it is no file that was loaded. What long ago runs replaced is forgotten."""
    row = {
        "id": run.id,
        "kind": kind,
        "file": file,
        "digest": digest,
        "started_at": now,
        "captured": captured or now.date(),
        "new": tally.new,
        "changed": tally.changed_count,
        "unchanged": tally.unchanged,
        "refused": tally.refused_count,
        "person": person,
        "told": told,
        "effective": effective,
        "firsts": run.firsts,
    }
    await insert_rows(session, ImportRun, [row])
    await forget_old_rows(session, run.id)
