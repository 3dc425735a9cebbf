"""Loads what a live source returned into the library: one run, one transaction. It fills gaps and removes nothing."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows, rows_where_in, upsert
from storage.importing.fetch import fetch_next_ids
from storage.importing.load import import_chunk, split_into_chunks
from storage.importing.match_papers import record_key
from storage.importing.profile_source import write_metric_snapshot
from storage.importing.report import ImportCounts
from storage.importing.runs import open_run, write_run
from storage.importing.state import FileState, ImportState, SourceState
from storage.importing.undo_log import keep_replaced_rows
from storage.importing.write import mark_authors_changed
from storage.live.external_ids import link_external_ids
from storage.live.fetch_all import AuthorResult
from storage.live.paper_facts import write_paper_facts
from storage.live.services.records import AuthorMetrics, Work
from storage.live.to_record import to_paper_record
from storage.profile.model import ProfileMetrics
from storage.schema.library import REFRESH, AuthorName, MetricSnapshot, Source, Statement
from storage.text.keys import name_hash


@dataclass(frozen=True, slots=True)
class IngestResult:
    works: int
    new: int
    changed: int
    numbers: int
    """Metrics and citation counts that changed."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefreshContext:
    """What the run is recorded with. `name`: of the source. `person`: Discord id of who started it; None: nightly."""

    service: str
    name: str
    now: dt.datetime
    person: int | None = None


async def ingest_results(
    session: AsyncSession, context: RefreshContext, results: Sequence[AuthorResult]
) -> IngestResult:
    ids = await fetch_next_ids(session)
    run, counts, today = open_run(ids), ImportCounts(context.name), context.now.date()
    numbers, notes = 0, list[str]()
    for result in results:
        state = ImportState(ids, run, counts, FileState(context.name, today))
        state.source = await _use_source(session, state, context.service, result)
        numbers += await _ingest(session, state, context.service, result)
        if result.target is not None and result.author is not None:
            notes += await link_external_ids(session, context.service, result, run.id)
    await mark_authors_changed(session, run.id)
    works = sum(len(result.works) for result in results)
    summary = (
        f"{works:,} works checked, {counts.new:,} new, {counts.changed_count:,} changed, {numbers:,} numbers updated"
    )
    await write_run(
        session, run, REFRESH, context.now, context.name, counts, person=context.person, told=summary,
        effective=counts.is_effective or numbers > 0,
    )  # fmt: skip
    return IngestResult(works, counts.new, counts.changed_count, numbers, tuple(notes))


async def _use_source(session: AsyncSession, state: ImportState, service: str, result: AuthorResult) -> SourceState:
    """The service on one author is a source of its own; what it returns for categories is another."""
    owner = result.target.author if result.target is not None else None
    is_owned = col(Source.owner).is_(None) if owner is None else col(Source.owner) == owner
    stored = select(col(Source.id)).where(col(Source.kind) == service, is_owned)
    source = (await session.execute(stored)).scalar()
    today = state.file.captured
    if source is not None:
        await keep_replaced_rows(session, state.run.id, col(Source.id), [source])
        await session.execute(update(Source).where(col(Source.id) == source).values(captured=today))
        return SourceState(source, service, owner)
    source = state.ids.next("source")
    row = {"id": source, "kind": service, "name": state.file.name, "owner": owner, "captured": today}
    await insert_rows(session, Source, [row])
    if result.target is not None:
        row = {"source": source, "name_hash": name_hash(result.target.name), "occurrence": 0, "author": owner}
        await upsert(session, AuthorName, [row])
    return SourceState(source, service, owner, is_new=True)


async def _ingest(session: AsyncSession, state: ImportState, service: str, result: AuthorResult) -> int:
    """Returns how many metrics and citation counts changed."""
    owner, key = result.target and result.target.name, result.author and result.author.key
    records = [to_paper_record(work, line, owner, key) for line, work in enumerate(result.works, 1)]
    for chunk in split_into_chunks(records, state.counts):
        await import_chunk(session, state, chunk)
    by_key = {record_key(record): work for record, work in zip(records, result.works, strict=True)}
    by_paper = await _by_paper(session, state.source, by_key)
    changed = await write_paper_facts(session, service, by_paper, state.file.captured, state.run.id)
    if result.author is not None and state.source.owner is not None:
        changed += await _write_metrics(session, state, result.author.metrics)
    return changed


async def _by_paper(session: AsyncSession, source: SourceState, works: Mapping[int | None, Work]) -> dict[int, Work]:
    """Works by the paper that each became. `works` by statement key."""
    statements = select(col(Statement.key), col(Statement.paper)).where(col(Statement.source) == source.id)
    rows = await rows_where_in(session, statements, col(Statement.key), works)
    return {paper: works[key] for key, paper in rows}


async def _write_metrics(session: AsyncSession, state: ImportState, metrics: AuthorMetrics) -> int:
    """Returns how many changed. A number that is missing now keeps its value of earlier the same day."""
    source, today = state.source.id, state.file.captured
    await keep_replaced_rows(session, state.run.id, col(MetricSnapshot.source), [source])
    columns = select(col(MetricSnapshot.h_index), col(MetricSnapshot.paper_count), col(MetricSnapshot.citations))
    same_day = columns.where(col(MetricSnapshot.source) == source, col(MetricSnapshot.as_of) == today)
    stored = (await session.execute(same_day)).first() or (None, None, None)
    returned = (metrics.h_index, metrics.paper_count, metrics.citations)
    merged = (new if new is not None else old for new, old in zip(returned, stored, strict=True))
    return len(await write_metric_snapshot(session, state, ProfileMetrics(*merged)))
