"""The state of the library, for `/about`."""

import datetime as dt

from sqlalchemy import func, select
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.status import StoreStatus
from storage.schema.library import LIVE, PROFILE, Author, Authorship, ImportRun, Paper, PaperVector, Source
from storage.schema.live import LiveSource
from storage.search.index import IndexState

RECENT = dt.timedelta(days=3)
"""A live source that was not queried for longer is taken as no longer set up."""


async def store_status(
    session: Reading, shown: IndexState | None, database: str, *, learns: bool = False
) -> StoreStatus:
    """`shown`: the state of the index. `learns`: whether the semantic reranker is on."""
    people = col(Author.merged_into).is_(None) & (
        col(Author.id).in_(select(col(Authorship.author))) | col(Author.id).in_(select(col(Source.owner)))
    )
    counts = select(
        select(func.count()).select_from(Paper).scalar_subquery(),
        select(func.count()).select_from(Author).where(people).scalar_subquery(),
        select(func.count()).select_from(Source).where(col(Source.kind) == PROFILE).scalar_subquery(),
        select(func.max(col(Paper.published))).scalar_subquery(),
        select(func.max(col(Source.captured))).scalar_subquery(),
        select(func.max(col(ImportRun.started_at))).scalar_subquery(),
        select(func.coalesce(func.max(col(ImportRun.id)), 0)).scalar_subquery(),
    )
    row = (await session.execute(counts)).one()
    vectors = select(func.count()).select_from(PaperVector)
    learned = (await session.execute(vectors)).scalar_one() if learns else None
    return StoreStatus(*row, indexed=shown.revision if shown else 0, learned=learned, database=database)


async def failing_services(session: Reading, today: dt.date) -> tuple[str, ...]:
    """The names of the services whose last request failed. One that was not queried for days is no longer set up."""
    rows = await session.execute(
        select(col(LiveSource.service), col(LiveSource.tried_at))
        .where(col(LiveSource.trouble).is_not(None))
        .order_by(col(LiveSource.service))
    )
    return tuple([LIVE[service] for service, tried_at in rows if tried_at and tried_at.date() >= today - RECENT])
