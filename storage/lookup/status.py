"""How the store is doing."""

import datetime as dt

from sqlalchemy import func, select

from storage.database.reader import Reading
from storage.lookup.answers.status import StoreStatus
from storage.schema.library import LIVE, PROFILE, metadata
from storage.search.index import Shown

t = metadata.tables
l = t["live_source"].c  # noqa: E741
RECENT = dt.timedelta(days=3)


async def store_status(session: Reading, shown: Shown | None, database: str, *, learns: bool = False) -> StoreStatus:
    """`shown`: what the index says of itself. `learns`: whether search goes by meaning too."""
    a, m, s, r, p = (t[name].c for name in ("author", "authorship", "source", "import_run", "paper"))
    people = a.merged_into.is_(None) & (a.id.in_(select(m.author)) | a.id.in_(select(s.owner)))
    counts = select(
        select(func.count()).select_from(t["paper"]).scalar_subquery(),
        select(func.count()).select_from(t["author"]).where(people).scalar_subquery(),
        select(func.count()).select_from(t["source"]).where(s.kind == PROFILE).scalar_subquery(),
        select(func.max(p.published)).scalar_subquery(),
        select(func.max(s.captured)).scalar_subquery(),
        select(func.max(r.started_at)).scalar_subquery(),
        select(func.coalesce(func.max(r.id), 0)).scalar_subquery(),
    )
    row = (await session.execute(counts)).one()
    vectors = select(func.count()).select_from(t["paper_vector"])
    learned = (await session.execute(vectors)).scalar_one() if learns else None
    return StoreStatus(*row, indexed=shown.revision if shown else 0, learned=learned, database=database)


async def failing(session: Reading, today: dt.date) -> tuple[str, ...]:
    """The names of the services whose last try failed. One that was not tried for days is set up no more."""
    rows = await session.execute(select(l.service, l.tried_at).where(l.trouble.is_not(None)).order_by(l.service))
    return tuple(LIVE[row.service] for row in rows if row.tried_at.date() >= today - RECENT)
