"""Reads the state of the library: its contents, how fresh they are, and the last changes."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlmodel import col

from storage.database.reader import Reading
from storage.history.answers import LastImport, LibraryStatus, LiveSourceStatus, ProfileStatus
from storage.lookup.change_log import latest_changes
from storage.schema.library import IMPORT, LIBRARY, LIVE, PROFILE, Author, ImportRun, Paper, Source, Statement
from storage.schema.live import LiveSource

MAX_CHANGES = 10
"""Changes that are listed."""


async def library_status(
    session: Reading, services: Sequence[str], next_run: dt.datetime | None, now: dt.datetime
) -> LibraryStatus:
    """`services`: the live sources that are set up. `next_run`: their next refresh."""
    papers = await count_papers(session)
    in_bulk_files = (
        select(func.count(col(Statement.paper).distinct()))
        .join_from(Statement, Source, col(Statement.source) == col(Source.id))
        .where(col(Source.kind) == LIBRARY)
    )
    bulk = (await session.execute(in_bulk_files)).scalar_one()
    live = tuple([await _live(session, service) for service in services])
    return LibraryStatus(
        now.date(), papers, await _profiles(session), bulk, live, await latest_changes(session, MAX_CHANGES), next_run
    )


async def count_papers(session: Reading) -> int:
    return (await session.execute(select(func.count()).select_from(Paper))).scalar_one()


async def _profiles(session: Reading) -> tuple[ProfileStatus, ...]:
    listed = func.count(col(Statement.paper))
    vanished = listed.filter(col(Statement.vanished).is_not(None))
    columns = (col(Source.id), col(Author.name), col(Source.name), col(Source.captured))
    profiles = (
        select(*columns, listed, vanished)
        .join_from(Source, Author, col(Source.owner) == col(Author.id))
        .outerjoin(Statement, col(Statement.source) == col(Source.id))
        .where(col(Source.kind) == PROFILE)
        .group_by(*columns)
        .order_by(col(Source.captured), col(Author.name))
    )
    rows = (await session.execute(profiles)).all()
    last = await _last_imports(session, {file for _, _, file, _, _, _ in rows})
    return tuple(
        ProfileStatus(name, file, captured, papers - gone, gone, last.get(file))
        for _, name, file, captured, papers, gone in rows
    )


async def _last_imports(session: Reading, files: set[str]) -> dict[str, LastImport]:
    newest = (
        select(func.max(col(ImportRun.id)))
        .where(col(ImportRun.kind) == IMPORT, col(ImportRun.undone_by).is_(None))
        .group_by(col(ImportRun.file))
    )
    rows = await session.scalars(select(ImportRun).where(col(ImportRun.id).in_(newest)))
    imports = (row for row in rows if row.file in files)
    return {row.file: LastImport(row.started_at, row.new, row.changed, row.refused, row.person) for row in imports}


async def _live(session: Reading, service: str) -> LiveSourceStatus:
    row = (await session.scalars(select(LiveSource).where(col(LiveSource.service) == service))).first()
    if row is None:
        return LiveSourceStatus(LIVE[service], None, None, None, None, None)
    return LiveSourceStatus(LIVE[service], row.tried_at, row.succeeded_at, row.result, row.trouble, row.next_try)
