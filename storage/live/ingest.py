"""Brings what a live source said into the store: one run, one transaction. It fills gaps and takes nothing away."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.upsert import upsert
from storage.importing.fetch import fetch_ids, rows_among
from storage.importing.known import Ids, Teller, Telling
from storage.importing.load import chunks, load_chunk
from storage.importing.match import given_key
from storage.importing.metrics import NUMBERS, write_snapshot
from storage.importing.runs import open_run, write_run
from storage.importing.tally import Tally
from storage.importing.undo_log import keep
from storage.importing.write import insert_rows, touch_authors
from storage.live.external_ids import link_external_ids
from storage.live.fetch_all import AuthorResult
from storage.live.paper_facts import write_paper_facts
from storage.live.services.records import ExternalAuthor
from storage.live.to_record import to_paper_record
from storage.profile.model import Metrics
from storage.schema.library import REFRESH, AuthorName, MetricSnapshot, Source, Statement
from storage.text.keys import name_hash


@dataclass(frozen=True, slots=True)
class IngestResult:
    works: int
    new: int
    changed: int
    numbers: int
    """Numbers of people and papers that differ from those known before."""
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefreshContext:
    """By whom and when, for the books."""

    service: str
    name: str
    now: dt.datetime
    person: int | None = None


async def ingest_results(session: AsyncSession, told: RefreshContext, heard: Sequence[AuthorResult]) -> IngestResult:
    ids = await fetch_ids(session)
    run = open_run(ids)
    tally, numbers, notes = Tally(told.name), 0, list[str]()
    for one in heard:
        teller = await _teller(session, told, one, ids, run.id)
        numbers += await _bring(session, told, one, teller, ids, run.id, tally)
        if one.subject is not None and one.known is not None:
            notes += await link_external_ids(session, told.service, one, run.id)
    await touch_authors(session, run.id)
    works = sum(len(one.works) for one in heard)
    words = f"{works:,} looked at, {tally.new:,} new, {tally.changed_count:,} changed, {numbers:,} other numbers"
    await write_run(
        session, run, REFRESH, told.now, told.name, tally, person=told.person, told=words,
        effective=tally.is_effective or numbers > 0,
    )  # fmt: skip
    return IngestResult(works, tally.new, tally.changed_count, numbers, tuple(notes))


async def _teller(session: AsyncSession, told: RefreshContext, one: AuthorResult, ids: Ids, run: int) -> Teller:
    """The service on this person is a source of its own; on everybody else it is another."""
    owner = one.subject and one.subject.author
    mine = (col(Source.kind) == told.service) & (
        col(Source.owner).is_(None) if owner is None else col(Source.owner) == owner
    )
    source = (await session.execute(select(col(Source.id)).where(mine))).scalar()
    today = told.now.date()
    if source is not None:
        await keep(session, run, "source", "id", [source])
        await session.execute(update(Source).where(col(Source.id) == source).values(captured=today))
        return Teller(source, told.service, owner)
    source = ids.next("source")
    row = {"id": source, "kind": told.service, "name": told.name, "owner": owner, "captured": today}
    await insert_rows(session, Source, [row])
    if one.subject is not None:
        row = {"source": source, "name_hash": name_hash(one.subject.name), "occurrence": 0, "author": owner}
        await upsert(session, AuthorName, [row])
    return Teller(source, told.service, owner, is_new=True)


async def _bring(
    session: AsyncSession, told: RefreshContext, one: AuthorResult, teller: Teller, ids: Ids, run: int, tally: Tally
) -> int:
    """The count of numbers that changed."""
    owner, key = one.subject and one.subject.name, one.known and one.known.key
    records = [to_paper_record(work, line, owner, key) for line, work in enumerate(one.works, 1)]
    telling = Telling()
    for chunk in chunks(records, tally):
        await load_chunk(session, chunk, teller, telling, ids, run, tally)
    keys = {given_key(record): work for record, work in zip(records, one.works, strict=True)}
    rows = await rows_among(
        session,
        select(col(Statement.key), col(Statement.paper)).where(col(Statement.source) == teller.id),
        col(Statement.key),
        keys,
    )
    said = {row.paper: keys[row.key] for row in rows}
    changed = await write_paper_facts(session, told.service, said, told.now.date(), run)
    if one.known is not None and teller.owner is not None:
        changed += await _write_numbers(session, one.known, teller, told.now.date(), ids, run)
    return changed


async def _write_numbers(
    session: AsyncSession, known: ExternalAuthor, teller: Teller, today: dt.date, ids: Ids, run: int
) -> int:
    """A number that the source leaves out today keeps what it said earlier the same day."""
    await keep(session, run, "metric_snapshot", "source", [teller.id])
    same_day = select(MetricSnapshot).where(col(MetricSnapshot.source) == teller.id, col(MetricSnapshot.as_of) == today)
    row = (await session.scalars(same_day)).first()
    said = known.numbers
    given = {"h_index": said.h_index, "paper_count": said.paper_count, "citations": said.citations}
    values = {name: given.get(name) if given.get(name) is not None else getattr(row, name, None) for name in NUMBERS}
    return len(await write_snapshot(session, Metrics(**values), teller, today, ids))
