"""Two people side by side."""

from sqlalchemy import func, select

from storage.database.reader import Reading
from storage.discovery.answers.people import Comparison
from storage.lookup.lists import LINE, line, papers_of
from storage.lookup.people import author_card
from storage.schema.library import metadata

SHOWN = 5
t = metadata.tables
m, a, p = t["authorship"].c, t["author"].c, t["paper"].c


async def comparison(session: Reading, one: int, other: int) -> Comparison | None:
    """None: one of them is not there."""
    first, second = await author_card(session, one), await author_card(session, other)
    if first is None or second is None:
        return None
    both = (p.id.in_(papers_of(first.id)), p.id.in_(papers_of(second.id)))
    shared = (await session.execute(select(func.count()).select_from(t["paper"]).where(*both))).scalar_one()
    newest = (p.published.is_(None), p.published.desc(), p.id.desc())
    rows = await session.execute(select(*LINE).where(*both).order_by(*newest).limit(SHOWN))
    papers = tuple(line(row) for row in rows)
    mutual = await _mutual(session, first.id, second.id)
    return Comparison(first, second, shared, papers, len(mutual), tuple(mutual[:SHOWN]))


async def _mutual(session: Reading, one: int, other: int) -> list[str]:
    """Names of those who wrote with both."""
    papers = func.count().label("papers")
    ones = select(m.author).where(m.paper.in_(papers_of(one)))
    others = select(m.author).where(m.paper.in_(papers_of(other)))
    statement = (
        select(a.name)
        .join_from(t["authorship"], t["author"], m.author == a.id)
        .where(a.id.in_(ones), a.id.in_(others), a.id.not_in((one, other)))
        .group_by(a.id, a.name)
        .order_by(papers.desc(), a.name, a.id)
    )
    return [row.name for row in await session.execute(statement)]
