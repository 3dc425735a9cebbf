"""What a run is about to change is kept as it is, so that the run can be taken back."""

import dataclasses
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.row_json import row_to_json
from storage.database.upsert import insert_missing
from storage.importing.fetch import rows_where_in
from storage.importing.known import NextIds
from storage.schema.columns import table_named
from storage.schema.library import Author, AuthorName, Authorship, ImportRun
from storage.schema.undo import ReplacedRow

KEPT_RUNS = 200
"""Runs that can be taken back; what older ones replaced is forgotten."""


async def keep_replaced_rows(
    session: AsyncSession, run: int, table: str, column: str, values: Iterable[Any], **fixed: int | str
) -> None:
    """Keeps the table's rows of each of the column's values (and of the `fixed` ones); the first time in a run counts.

    A value without rows is kept too: rows that the run gives it are then known to be new.
    """
    wanted = dict.fromkeys(values)
    rows_of = table_named(table)
    columns = rows_of.c
    of_fixed = select(rows_of).where(*(columns[name] == value for name, value in fixed.items()))
    groups: dict[Any, list[dict[str, Any]]] = {value: [] for value in wanted}
    for row in await rows_where_in(session, of_fixed, columns[column], wanted):
        groups[getattr(row, column)].append(row_to_json(rows_of, row))
    kept = [
        {"run": run, "table": table, "key": json.dumps({column: value, **fixed}), "rows": json.dumps(rows)}
        for value, rows in groups.items()
    ]
    await insert_missing(session, ReplacedRow, kept)


async def keep_replaced_papers(session: AsyncSession, run: int, papers: Iterable[int]) -> None:
    """All that an import may change of papers that were there before it."""
    papers = tuple(papers)
    await keep_replaced_rows(session, run, "paper", "id", papers)
    for table in ("authorship", "paper_affiliation", "statement", "other_title"):
        await keep_replaced_rows(session, run, table, "paper", papers)


async def keep_replaced_people(session: AsyncSession, run: int, people: Iterable[int]) -> None:
    """All that becomes somebody else's where people turn out to be others."""
    for person in people:
        await keep_replaced_papers(
            session,
            run,
            (await session.execute(select(col(Authorship.paper)).where(col(Authorship.author) == person))).scalars(),
        )
        for row in await session.execute(
            select(col(AuthorName.source), col(AuthorName.name_hash)).where(col(AuthorName.author) == person).distinct()
        ):
            await keep_replaced_rows(session, run, "author_name", "name_hash", [row.name_hash], source=row.source)
        merged = (await session.execute(select(col(Author.id)).where(col(Author.merged_into) == person))).scalars()
        await keep_replaced_rows(session, run, "author", "id", [person, *merged])


def firsts(ids: NextIds) -> str:
    """The ids that are free now: what has one of them, or a later one, came afterwards."""
    return json.dumps(dataclasses.asdict(ids))


async def forget_old_rows(session: AsyncSession, run: int) -> None:
    oldest = run - KEPT_RUNS
    await session.execute(
        update(ImportRun).where(col(ImportRun.id) <= oldest, col(ImportRun.firsts).is_not(None)).values(firsts=None)
    )
    await session.execute(delete(ReplacedRow).where(col(ReplacedRow.run) <= oldest))
