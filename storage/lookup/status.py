"""How the store is doing."""

from sqlalchemy import func, select

from storage.database.reader import Reading
from storage.lookup.answers.status import StoreStatus
from storage.schema.library import PROFILE, metadata
from storage.search.index import Shown

t = metadata.tables


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
