"""A person's papers and numbers over time."""

from sqlalchemy import func, select
from sqlmodel import col

from storage.database.reader import Reading
from storage.discovery.answers.people import FieldYears, Metrics
from storage.lookup.answers.author import Numbers
from storage.lookup.lists import papers_of
from storage.lookup.people import current_id
from storage.schema.library import Author, MetricSnapshot, Paper, Source


async def metrics(session: Reading, author: int) -> Metrics | None:
    """None: there is no such person."""
    current = await current_id(session, author)
    name = (await session.execute(select(col(Author.name)).where(col(Author.id) == current))).scalar()
    if current is None or name is None:
        return None
    year, papers = func.substr(col(Paper.published), 1, 4).label("year"), func.count().label("papers")
    mine = (
        select(col(Paper.field), year, papers)
        .where(col(Paper.id).in_(papers_of(current)))
        .group_by(col(Paper.field), year)
    )
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
    columns = select(
        col(MetricSnapshot.h_index),
        col(MetricSnapshot.paper_count),
        col(MetricSnapshot.citations),
        col(MetricSnapshot.novelty),
        col(MetricSnapshot.ai_score),
        col(Source.name),
        col(MetricSnapshot.as_of),
    )
    rows = columns.join_from(MetricSnapshot, Source, col(MetricSnapshot.source) == col(Source.id)).where(
        col(MetricSnapshot.author) == author
    )
    return tuple(
        Numbers(*row) for row in await session.execute(rows.order_by(col(MetricSnapshot.as_of), col(MetricSnapshot.id)))
    )
