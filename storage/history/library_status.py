"""What the library is made of, how fresh that is, and what was done last."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select

from storage.database.reader import Reading
from storage.history.answers import LiveState, Loaded, ProfileState, Shelf
from storage.lookup.changes import changes
from storage.schema.library import IMPORT, LIBRARY, LIVE, PROFILE, metadata

t = metadata.tables
r, s, st, a = t["import_run"].c, t["source"].c, t["statement"].c, t["author"].c
CHANGES = 10


async def shelf(session: Reading, services: Sequence[str], next_run: dt.datetime | None, now: dt.datetime) -> Shelf:
    """`services`: those that are set up."""
    papers = await paper_count(session)
    told = select(func.count(st.paper.distinct())).join_from(t["statement"], t["source"], st.source == s.id)
    bulk = (await session.execute(told.where(s.kind == LIBRARY))).scalar_one()
    live = tuple([await _live(session, service) for service in services])
    return Shelf(now.date(), papers, await _profiles(session), bulk, live, await changes(session, CHANGES), next_run)


async def paper_count(session: Reading) -> int:
    return (await session.execute(select(func.count()).select_from(t["paper"]))).scalar_one()


async def _profiles(session: Reading) -> tuple[ProfileState, ...]:
    vanished = func.count(st.paper).filter(st.vanished.is_not(None)).label("vanished")
    told = func.count(st.paper).label("papers")
    columns = select(s.id, a.name, s.name.label("file"), s.captured, told, vanished)
    theirs = columns.join_from(t["source"], t["author"], s.owner == a.id).outerjoin(t["statement"], st.source == s.id)
    grouped = theirs.where(s.kind == PROFILE).group_by(s.id, a.name, s.name, s.captured)
    rows = (await session.execute(grouped.order_by(s.captured, a.name))).all()
    last = await _last_loads(session, {row.file for row in rows})
    return tuple(
        ProfileState(row.name, row.file, row.captured, row.papers - row.vanished, row.vanished, last.get(row.file))
        for row in rows
    )


async def _last_loads(session: Reading, files: set[str]) -> dict[str, Loaded]:
    newest = select(func.max(r.id)).where(r.kind == IMPORT, r.undone_by.is_(None)).group_by(r.file)
    rows = await session.execute(select(t["import_run"]).where(r.id.in_(newest)))
    loads = (row for row in rows if row.file in files)
    return {row.file: Loaded(row.started_at, row.new, row.changed, row.refused, row.person) for row in loads}


async def _live(session: Reading, service: str) -> LiveState:
    l = t["live_source"].c  # noqa: E741
    row = (await session.execute(select(t["live_source"]).where(l.service == service))).first()
    if row is None:
        return LiveState(LIVE[service], None, None, None, None, None)
    return LiveState(LIVE[service], row.tried_at, row.succeeded_at, row.result, row.trouble, row.next_try)
