"""A person's papers and numbers over time."""

from sqlalchemy import Function, func, select
from sqlmodel import col

from storage.database.reader import Reading
from storage.discovery.answers.people import FieldYears, MetricHistory
from storage.lookup.answers.author import DatedMetrics
from storage.lookup.author_card import NUMBERS, current_id
from storage.lookup.paper_lists import papers_by_author
from storage.schema.library import Author, MetricSnapshot, Paper, Source


async def metric_history(session: Reading, author: int) -> MetricHistory | None:
    """None: there is no such person."""
    current = await current_id(session, author)
    name = (await session.execute(select(col(Author.name)).where(col(Author.id) == current))).scalar()
    if current is None or name is None:
        return None
    year_column: Function[str | None] = func.substr(col(Paper.published), 1, 4)
    papers_per_year = (
        select(col(Paper.field), year_column, func.count())
        .where(col(Paper.id).in_(papers_by_author(current)))
        .group_by(col(Paper.field), year_column)
        .order_by(year_column)
    )
    rows = (await session.execute(papers_per_year)).all()
    total = sum(papers for _, _, papers in rows)
    undated = sum(papers for _, year, papers in rows if year is None)
    fields: dict[str | None, list[tuple[int, int]]] = {}
    for field, year, papers in rows:
        if year is not None:
            fields.setdefault(field, []).append((int(year), papers))
    most = sorted(fields, key=lambda field: (-sum(count for _, count in fields[field]), field or ""))
    lines = tuple(FieldYears(field, tuple(fields[field])) for field in most)
    return MetricHistory(current, name, total, undated, lines, await numbers_over_time(session, current))


async def numbers_over_time(session: Reading, author: int) -> tuple[DatedMetrics, ...]:
    """Oldest first."""
    statement = (
        select(*NUMBERS)
        .join_from(MetricSnapshot, Source, col(MetricSnapshot.source) == col(Source.id))
        .where(col(MetricSnapshot.author) == author)
        .order_by(col(MetricSnapshot.as_of), col(MetricSnapshot.id))
    )
    return tuple([DatedMetrics(*row) for row in await session.execute(statement)])
