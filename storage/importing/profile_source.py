"""A profile text as a source: whose it is, the numbers of its header, and the papers that it no longer lists."""

import asyncio
import dataclasses
import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows, rows_where_in, upsert
from storage.importing.fetch import ProfileSource, fetch_chunk, fetch_papers_of_source, fetch_profile_sources
from storage.importing.match_papers import match_by_title, match_retitled
from storage.importing.record import PaperRecord
from storage.importing.report import FieldChange
from storage.importing.state import ImportState, SourceState
from storage.importing.undo_log import keep_replaced_papers, keep_replaced_rows
from storage.profile.model import Profile, ProfileMetrics
from storage.schema.library import PROFILE, Author, AuthorName, MetricSnapshot, Paper, Source, Statement
from storage.text.fields import canonical_field
from storage.text.keys import name_hash

METRIC_NAMES = tuple(metric.name for metric in dataclasses.fields(ProfileMetrics))


async def identify_owner(session: AsyncSession, state: ImportState, owner: str, records: Sequence[PaperRecord]) -> None:
    """Sets `state.source` to the text's profile; a new one, with a new author, where the person is new to us.

    A name alone never decides: the profile has to share a paper. As the whole text is at hand here, this also sets
    `state.file.retitled`, the papers that the text has under another title.
    """
    await fetch_chunk(session, state, records)
    same_title = match_by_title(records, state)
    listed_by = {source for paper in same_title.values() for source, _ in state.chunk.papers[paper].said}
    profiles = await fetch_profile_sources(session, name_hash(owner))
    for profile in sorted(profiles, key=lambda profile: profile.id not in listed_by):
        before = await fetch_papers_of_source(session, state.chunk, profile.id)
        retitled = await asyncio.to_thread(match_retitled, records, state, same_title, before)
        shares_paper = profile.id in listed_by or not before.isdisjoint(retitled.values())
        if shares_paper or _is_same_file_without_papers(profile, state.file.name, records):
            state.file.retitled = retitled
            state.source = await _update_source(session, state, profile)
            return
    state.file.retitled = await asyncio.to_thread(match_retitled, records, state, same_title, frozenset[int]())
    state.source = await _add_source(session, state, owner)


def _is_same_file_without_papers(profile: ProfileSource, file: str, records: Sequence[PaperRecord]) -> bool:
    return profile.name == file and not (profile.papers and records)


async def _update_source(session: AsyncSession, state: ImportState, profile: ProfileSource) -> SourceState:
    newest = state.file.captured >= profile.captured
    if newest:
        await keep_replaced_rows(session, state.run.id, col(Source.id), [profile.id])
        values = {"name": state.file.name, "captured": state.file.captured}
        await session.execute(update(Source).where(col(Source.id) == profile.id).values(values))
    return SourceState(profile.id, PROFILE, profile.owner, newest)


async def _add_source(session: AsyncSession, state: ImportState, name: str) -> SourceState:
    owner, source = state.ids.next("author"), state.ids.next("source")
    await insert_rows(session, Author, [{"id": owner, "name": name, "pooled": False, "changed_in": state.run.id}])
    row = {"id": source, "kind": PROFILE, "name": state.file.name, "owner": owner, "captured": state.file.captured}
    await insert_rows(session, Source, [row])
    row = {"source": source, "name_hash": name_hash(name), "occurrence": 0, "author": owner}
    await upsert(session, AuthorName, [row])
    return SourceState(source, PROFILE, owner, is_new=True)


async def write_profile_header(session: AsyncSession, state: ImportState, profile: Profile) -> list[FieldChange]:
    """Writes the owner's name and main field, and the day's metrics."""
    owner, run = state.source.owner, state.run.id
    await keep_replaced_rows(session, run, col(MetricSnapshot.source), [state.source.id])
    await keep_replaced_rows(session, run, col(Author.id), [owner])
    changes = await write_metric_snapshot(session, state, profile.metrics)
    if state.source.newest:
        changes += await _write_owner(session, profile, owner)
    if changes:
        await session.execute(update(Author).where(col(Author.id) == owner).values(changed_in=run))
    return changes


async def _write_owner(session: AsyncSession, profile: Profile, owner: int | None) -> list[FieldChange]:
    columns = select(col(Author.name), col(Author.main_field)).where(col(Author.id) == owner)
    name, main_field = (await session.execute(columns)).one()
    known = {"name": name, "main_field": main_field}
    said = {"name": profile.name, "main_field": canonical_field(profile.main_field) or main_field}
    changes = [FieldChange(key, known[key], value) for key, value in said.items() if known[key] != value]
    if changes:
        await session.execute(update(Author).where(col(Author.id) == owner).values(**said))
    return changes


async def write_metric_snapshot(
    session: AsyncSession, state: ImportState, metrics: ProfileMetrics
) -> list[FieldChange]:
    """Writes the source's metrics of the day; returns how they differ from its newest snapshot until then."""
    source, captured = state.source, state.file.captured
    said = {name: getattr(metrics, name) for name in METRIC_NAMES}
    until_now = select(MetricSnapshot).where(
        col(MetricSnapshot.source) == source.id, col(MetricSnapshot.as_of) <= captured
    )
    before = (await session.scalars(until_now.order_by(col(MetricSnapshot.as_of).desc()).limit(1))).first()
    if all(value is None for value in said.values()):
        return []
    known = {name: None if before is None else getattr(before, name) for name in METRIC_NAMES}
    if before is not None and before.as_of == captured:
        if known == said:
            return []
        await session.execute(delete(MetricSnapshot).where(col(MetricSnapshot.id) == before.id))
    row = {"id": state.ids.next("metric_snapshot"), "author": source.owner, "source": source.id, "as_of": captured}
    await insert_rows(session, MetricSnapshot, [{**row, **said}])
    return [FieldChange(name, known[name], value) for name, value in said.items() if known[name] != value]


async def mark_vanished(session: AsyncSession, state: ImportState) -> list[str]:
    """Marks the papers that this newer copy no longer lists, and unmarks those that it lists again.

    Returns the titles that vanished with this copy. The papers stay in the library.
    """
    source, run, listed = state.source.id, state.run.id, state.file.lines.keys()
    columns = select(col(Statement.key), col(Statement.paper), col(Statement.vanished))
    said = (await session.execute(columns.where(col(Statement.source) == source))).all()
    gone = {paper for key, paper, vanished in said if key not in listed and vanished is None}
    back = {paper for key, paper, vanished in said if key in listed and vanished is not None}
    await keep_replaced_papers(session, run, gone | back)
    for paper in gone:
        await _set_vanished(session, state, paper, state.file.captured)
    for paper in back:
        await _set_vanished(session, state, paper, None)
    return sorted(title for (title,) in await rows_where_in(session, select(col(Paper.title)), col(Paper.id), gone))


async def _set_vanished(session: AsyncSession, state: ImportState, paper: int, day: dt.date | None) -> None:
    mine = (col(Statement.source) == state.source.id) & (col(Statement.paper) == paper)
    await session.execute(update(Statement).where(mine).values(vanished=day))
    await session.execute(update(Paper).where(col(Paper.id) == paper).values(changed_in=state.run.id))
