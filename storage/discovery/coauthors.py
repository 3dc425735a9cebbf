"""With whom a person writes."""

from sqlalchemy import Select, func, select

from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.discovery.answers.people import CoauthorGraph, CoauthorLine, CoauthorPage, Tie
from storage.lookup.answers.lists import PAGE
from storage.lookup.lists import papers_of, window
from storage.lookup.people import current_id
from storage.schema.library import metadata

DRAWN = 20
"""People in the graph."""
t = metadata.tables
m, a, p = t["authorship"].c, t["author"].c, t["paper"].c


async def coauthor_page(session: Reading, author: int, page: int) -> CoauthorPage | None:
    """None: there is no such person."""
    person = await _person(session, author)
    if person is None:
        return None
    total = await _total(session, person.id)
    page, pages = window(total, page)
    people = await _people(session, person.id, PAGE, page * PAGE)
    return CoauthorPage(person.id, person.name, page, pages, total, people)


async def coauthor_graph(session: Reading, author: int) -> CoauthorGraph | None:
    person = await _person(session, author)
    if person is None:
        return None
    people = await _people(session, person.id, DRAWN, 0)
    ties = await _ties(session, person.id, [other.id for other in people])
    return CoauthorGraph(person.id, person.name, await _total(session, person.id), people, ties)


async def _person(session: Reading, author: int) -> AnyRow | None:
    current = await current_id(session, author)
    return (await session.execute(select(a.id, a.name).where(a.id == current))).first()


def _others(author: int) -> Select[tuple[int]]:
    return select(m.author).where(m.paper.in_(papers_of(author)), m.author != author).distinct()


async def _total(session: Reading, author: int) -> int:
    return (await session.execute(select(func.count()).select_from(_others(author).subquery()))).scalar_one()


async def _people(session: Reading, author: int, limit: int, offset: int) -> tuple[CoauthorLine, ...]:
    papers, year = func.count().label("papers"), func.substr(p.published, 1, 4)
    statement = (
        select(a.id, a.name, papers, func.min(year).label("first"), func.max(year).label("last"))
        .join_from(t["authorship"], t["author"], m.author == a.id)
        .join(t["paper"], m.paper == p.id)
        .where(m.paper.in_(papers_of(author)), m.author != author)
        .group_by(a.id, a.name)
        .order_by(papers.desc(), a.name, a.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        CoauthorLine(
            row.id, row.name, row.papers, int(row.first) if row.first else None, int(row.last) if row.last else None
        )
        for row in await session.execute(statement)
    )


async def _ties(session: Reading, author: int, people: list[int]) -> tuple[Tie, ...]:
    one, other = t["authorship"].alias().c, t["authorship"].alias().c
    papers = func.count().label("papers")
    statement = (
        select(one.author, other.author, papers)
        .where(one.paper == other.paper, one.author < other.author, one.paper.in_(papers_of(author)))
        .where(one.author.in_(people), other.author.in_(people))
        .group_by(one.author, other.author)
        .order_by(papers.desc(), one.author, other.author)
    )
    return tuple(Tie(*row) for row in await session.execute(statement))
