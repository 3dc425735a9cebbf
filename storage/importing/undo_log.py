"""What a run is about to change is kept as it is, so that the run can be taken back."""

import dataclasses
import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.row_json import written
from storage.database.upsert import insert_missing
from storage.importing.fetch import rows_among
from storage.importing.known import Ids
from storage.schema.library import metadata

t = metadata.tables
KEPT_RUNS = 200
"""Runs that can be taken back; what older ones replaced is forgotten."""


async def keep(
    session: AsyncSession, run: int, table: str, column: str, values: Iterable[Any], **fixed: int | str
) -> None:
    """Keeps the table's rows of each of the column's values (and of the `fixed` ones); the first time in a run counts.

    A value without rows is kept too: rows that the run gives it are then known to be new.
    """
    wanted = dict.fromkeys(values)
    columns = t[table].c
    of_fixed = select(t[table]).where(*(columns[name] == value for name, value in fixed.items()))
    groups: dict[Any, list[dict[str, Any]]] = {value: [] for value in wanted}
    for row in await rows_among(session, of_fixed, columns[column], wanted):
        groups[getattr(row, column)].append(written(t[table], row))
    kept = [
        {"run": run, "table": table, "key": json.dumps({column: value, **fixed}), "rows": json.dumps(rows)}
        for value, rows in groups.items()
    ]
    await insert_missing(session, "former", kept)


async def keep_papers(session: AsyncSession, run: int, papers: Iterable[int]) -> None:
    """All that an import may change of papers that were there before it."""
    papers = tuple(papers)
    await keep(session, run, "paper", "id", papers)
    for table in ("authorship", "paper_affiliation", "statement", "other_title"):
        await keep(session, run, table, "paper", papers)


async def keep_people(session: AsyncSession, run: int, people: Iterable[int]) -> None:
    """All that becomes somebody else's where people turn out to be others."""
    a, n = t["authorship"].c, t["author_name"].c
    for person in people:
        await keep_papers(session, run, (await session.execute(select(a.paper).where(a.author == person))).scalars())
        for row in await session.execute(select(n.source, n.name_hash).where(n.author == person).distinct()):
            await keep(session, run, "author_name", "name_hash", [row.name_hash], source=row.source)
        merged = (await session.execute(select(t["author"].c.id).where(t["author"].c.merged_into == person))).scalars()
        await keep(session, run, "author", "id", [person, *merged])


def firsts(ids: Ids) -> str:
    """The ids that are free now: what has one of them, or a later one, came afterwards."""
    return json.dumps(dataclasses.asdict(ids))


async def forget_old(session: AsyncSession, run: int) -> None:
    r, f = t["import_run"].c, t["former"].c
    oldest = run - KEPT_RUNS
    await session.execute(update(t["import_run"]).where(r.id <= oldest, r.firsts.is_not(None)).values(firsts=None))
    await session.execute(delete(t["former"]).where(f.run <= oldest))
