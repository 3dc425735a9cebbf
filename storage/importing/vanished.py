"""Papers that a profile's newer copy lists no longer: they are kept, and marked."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.importing.fetch import rows_where_in
from storage.importing.undo_log import keep_replaced_papers
from storage.schema.library import Paper, Statement


async def mark_vanished(
    session: AsyncSession, source: int, spoken: Collection[int], captured: dt.date, run: int
) -> list[str]:
    """The titles that vanished with this copy. `spoken`: the keys of its statements.

    What it lists again is marked no more.
    """
    told = (
        await session.execute(
            select(col(Statement.key), col(Statement.paper), col(Statement.vanished)).where(
                col(Statement.source) == source
            )
        )
    ).all()
    gone = {row.paper for row in told if row.key not in spoken and row.vanished is None}
    back = {row.paper for row in told if row.key in spoken and row.vanished is not None}
    await keep_replaced_papers(session, run, gone | back)
    for papers, day in ((gone, captured), (back, None)):
        for paper in papers:
            mine = (col(Statement.source) == source) & (col(Statement.paper) == paper)
            await session.execute(update(Statement).where(mine).values(vanished=day))
            await session.execute(update(Paper).where(col(Paper.id) == paper).values(changed_in=run))
    return sorted(row.title for row in await rows_where_in(session, select(col(Paper.title)), col(Paper.id), gone))
