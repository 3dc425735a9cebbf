"""All people as a table. Numbers of two sources never share a row: who has several has a row for each."""

import csv
from pathlib import Path

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.row_types import AnyRow, AnySelect
from storage.references.table import cell
from storage.schema.library import LIVE, Author, Authorship, MetricSnapshot, Source

HEAD = (
    "author", "main field", "papers here", "numbers from", "as of", "h-index", "papers", "citations", "novelty",
    "ai score",
)  # fmt: skip
PORTION = 1_000


async def write_authors(session: AsyncSession, file: Path) -> None:
    """Begins with a byte order mark, without which Excel reads UTF-8 as something else."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(HEAD)
        last = -1
        page = select(col(Author.id)).where(col(Author.merged_into).is_(None)).order_by(col(Author.id)).limit(PORTION)
        while ids := list((await session.execute(page.where(col(Author.id) > last))).scalars()):
            last = ids[-1]
            table.writerows(_cells(row) for row in await session.execute(_people(ids)))


def _people(ids: list[int]) -> AnySelect:
    papers = select(func.count()).where(col(Authorship.author) == col(Author.id)).scalar_subquery()
    newest = (
        select(col(MetricSnapshot.source), func.max(col(MetricSnapshot.as_of)).label("as_of"))
        .where(col(MetricSnapshot.author).in_(ids))
        .group_by(col(MetricSnapshot.source))
        .subquery()
    )
    numbers = (
        select(
            col(MetricSnapshot.author),
            col(MetricSnapshot.as_of),
            col(Source.kind),
            col(Source.name),
            col(MetricSnapshot.h_index),
            col(MetricSnapshot.paper_count),
            col(MetricSnapshot.citations),
            col(MetricSnapshot.novelty),
            col(MetricSnapshot.ai_score),
        )
        .join_from(
            MetricSnapshot,
            newest,
            and_(col(MetricSnapshot.source) == newest.c.source, col(MetricSnapshot.as_of) == newest.c.as_of),
        )
        .join(Source, col(Source.id) == col(MetricSnapshot.source))
        .subquery()
    )
    c = numbers.c
    columns = select(
        col(Author.name), col(Author.main_field), papers.label("here"),
        c.kind, c.name.label("file"), c.as_of, c.h_index, c.paper_count,
        c.citations, c.novelty, c.ai_score,
    )  # fmt: skip
    joined = columns.outerjoin_from(Author, numbers, c.author == col(Author.id))
    return joined.where(col(Author.id).in_(ids)).order_by(col(Author.id), c.kind)


def _cells(row: AnyRow) -> list[str]:
    """What is not known stays empty."""
    numbers = (row.h_index, row.paper_count, row.citations, row.novelty, row.ai_score)
    values = (
        row.name, row.main_field, row.here, LIVE.get(row.kind, row.file), row.as_of and row.as_of.isoformat(), *numbers
    )  # fmt: skip
    return [cell(None if value is None else str(value)) for value in values]
