"""A person's papers and numbers over time."""

from sqlalchemy import func, select

from storage.database.reader import Reading
from storage.discovery.answers.people import FieldYears, Metrics
from storage.lookup.answers.author import Numbers
from storage.lookup.lists import papers_of
from storage.lookup.people import current_id
from storage.schema.library import metadata

t = metadata.tables
a, p = t["author"].c, t["paper"].c


async def metrics(session: Reading, author: int) -> Metrics | None:
    """None: there is no such person."""
    current = await current_id(session, author)
    name = (await session.execute(select(a.name).where(a.id == current))).scalar()
    if current is None or name is None:
        return None
    year, papers = func.substr(p.published, 1, 4).label("year"), func.count().label("papers")
    mine = select(p.field, year, papers).where(p.id.in_(papers_of(current))).group_by(p.field, year)
    rows = (await session.execute(mine.order_by(year))).all()
    total = sum(row.papers for row in rows)
    undated = sum(row.papers for row in rows if row.year is None)
    fields: dict[str | None, list[tuple[int, int]]] = {}
    for row in rows:
        if row.year is not None:
            fields.setdefault(row.field, []).append((int(row.year), row.papers))
    most = sorted(fields, key=lambda field: (-sum(count for _, count in fields[field]), field or ""))
    lines = tuple(FieldYears(field, tuple(fields[field])) for field in most)
    return Metrics(current, name, total, undated, lines, await numbers_over_time(session, current))


async def numbers_over_time(session: Reading, author: int) -> tuple[Numbers, ...]:
    """Oldest first."""
    s, src = t["metric_snapshot"].c, t["source"].c
    columns = select(s.h_index, s.paper_count, s.citations, s.novelty, s.ai_score, src.name, s.as_of)
    rows = columns.join_from(t["metric_snapshot"], t["source"], s.source == src.id).where(s.author == author)
    return tuple(Numbers(*row) for row in await session.execute(rows.order_by(s.as_of, s.id)))
