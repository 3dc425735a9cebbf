"""Keeps rows as they are before a run changes them, so that the run can be undone."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from storage.database.bulk import insert_missing, rows_with_column_in
from storage.database.row_json import row_to_json
from storage.importing.state import NextIds
from storage.schema.columns import column_of
from storage.schema.library import (
    UNDO,
    Author,
    AuthorName,
    Authorship,
    ImportRun,
    OtherTitle,
    Paper,
    PaperAffiliation,
    Statement,
)
from storage.schema.undo import ReplacedRow

KEPT_RUNS = 200
"""Runs that can be undone; what older ones replaced is forgotten."""
_NOTHING_FIXED: Mapping[Mapped[Any], int | str] = MappingProxyType({})


async def keep_replaced_rows(
    session: AsyncSession,
    run: int,
    column: Mapped[Any],
    values: Iterable[Any],
    fixed: Mapping[Mapped[Any], int | str] = _NOTHING_FIXED,
) -> None:
    """Keeps the rows whose `column` has one of the values, and whose `fixed` columns (of the same table) have theirs.

    Only the first time in a run counts. A value without rows is kept too: rows that the run adds under it are then
    known to be new.
    """
    fixed_by_name = {column_of(other).name: value for other, value in fixed.items()}
    await keep_rows_of(session, run, column_of(column), values, fixed_by_name)


async def keep_rows_of(
    session: AsyncSession, run: int, column: Column[Any], values: Iterable[Any], fixed: Mapping[str, int | str]
) -> None:
    """The same for a table that is known by its name alone."""
    wanted, table = dict.fromkeys(values), column.table
    statement = select(table).where(*(table.c[other] == value for other, value in fixed.items()))
    groups: dict[Any, list[dict[str, Any]]] = {value: [] for value in wanted}
    for row in await rows_with_column_in(session, statement, column, wanted):
        groups[getattr(row, column.name)].append(row_to_json(table, row))
    kept = [
        {"run": run, "table": table.name, "key": json.dumps({column.name: value, **fixed}), "rows": json.dumps(rows)}
        for value, rows in groups.items()
    ]
    await insert_missing(session, ReplacedRow, kept)


async def keep_replaced_papers(session: AsyncSession, run: int, papers: Iterable[int]) -> None:
    """Keeps all rows of existing papers that an import may change."""
    papers = tuple(papers)
    await keep_replaced_rows(session, run, col(Paper.id), papers)
    for model in (Authorship, PaperAffiliation, Statement, OtherTitle):
        await keep_replaced_rows(session, run, col(model.paper), papers)


async def keep_replaced_people(session: AsyncSession, run: int, people: Iterable[int]) -> None:
    """Keeps all rows that an import may hand from these authors to others."""
    for person in people:
        papers = await session.execute(select(col(Authorship.paper)).where(col(Authorship.author) == person))
        await keep_replaced_papers(session, run, papers.scalars())
        of_person = select(col(AuthorName.source), col(AuthorName.name_hash)).where(col(AuthorName.author) == person)
        for source, name_hash in (await session.execute(of_person.distinct())).all():
            fixed = {col(AuthorName.source): source}
            await keep_replaced_rows(session, run, col(AuthorName.name_hash), [name_hash], fixed)
        merged = (await session.execute(select(col(Author.id)).where(col(Author.merged_into) == person))).scalars()
        await keep_replaced_rows(session, run, col(Author.id), [person, *merged])


def next_ids_json(ids: NextIds) -> str:
    return json.dumps(dataclasses.asdict(ids))


async def forget_old_rows(session: AsyncSession, run: int) -> None:
    """Forgets what runs replaced that are KEPT_RUNS older than this one, and all that was undone before it: nothing is
    redone after a new change."""
    oldest = run - KEPT_RUNS
    undone = select(col(ImportRun.id)).where(or_(col(ImportRun.kind) == UNDO, col(ImportRun.undone_by).is_not(None)))
    await session.execute(
        update(ImportRun).where(col(ImportRun.id) <= oldest, col(ImportRun.firsts).is_not(None)).values(firsts=None)
    )
    await session.execute(
        delete(ReplacedRow).where(or_(col(ReplacedRow.run) <= oldest, col(ReplacedRow.run).in_(undone)))
    )
