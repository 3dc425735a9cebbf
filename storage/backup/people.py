"""All people as a table. Numbers of two sources never share a row: who has several has a row for each."""

import csv
from pathlib import Path

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.row_types import AnyRow, AnySelect
from storage.references.table import cell
from storage.schema.library import LIVE, metadata

HEAD = (
    "author", "main field", "papers here", "numbers from", "as of", "h-index", "papers", "citations", "novelty",
    "ai score",
)  # fmt: skip
PORTION = 1_000
t = metadata.tables
a, m, s, n = t["author"].c, t["authorship"].c, t["source"].c, t["metric_snapshot"].c


async def write_people(session: AsyncSession, file: Path) -> None:
    """Begins with a byte order mark, without which Excel reads UTF-8 as something else."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(HEAD)
        last = -1
        page = select(a.id).where(a.merged_into.is_(None)).order_by(a.id).limit(PORTION)
        while ids := list((await session.execute(page.where(a.id > last))).scalars()):
            last = ids[-1]
            table.writerows(_cells(row) for row in await session.execute(_people(ids)))


def _people(ids: list[int]) -> AnySelect:
    papers = select(func.count()).where(m.author == a.id).scalar_subquery()
    newest = select(n.source, func.max(n.as_of).label("as_of")).where(n.author.in_(ids)).group_by(n.source).subquery()
    numbers = (
        select(n.author, n.as_of, s.kind, s.name, n.h_index, n.paper_count, n.citations, n.novelty, n.ai_score)
        .join_from(t["metric_snapshot"], newest, and_(n.source == newest.c.source, n.as_of == newest.c.as_of))
        .join(t["source"], s.id == n.source)
        .subquery()
    )
    c = numbers.c
    columns = select(
        a.name, a.main_field, papers.label("here"), c.kind, c.name.label("file"), c.as_of, c.h_index, c.paper_count,
        c.citations, c.novelty, c.ai_score,
    )  # fmt: skip
    joined = columns.outerjoin_from(t["author"], numbers, c.author == a.id)
    return joined.where(a.id.in_(ids)).order_by(a.id, c.kind)


def _cells(row: AnyRow) -> list[str]:
    """What is not known stays empty."""
    numbers = (row.h_index, row.paper_count, row.citations, row.novelty, row.ai_score)
    values = (
        row.name, row.main_field, row.here, LIVE.get(row.kind, row.file), row.as_of and row.as_of.isoformat(), *numbers
    )  # fmt: skip
    return [cell(None if value is None else str(value)) for value in values]
