"""With whom a person writes."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.discovery.answers.people import CoauthorGraph, CoauthorLine, CoauthorPage, Tie
from storage.lookup.answers.lists import PAGE
from storage.lookup.lists import papers_of, window
from storage.lookup.people import current_id
from storage.schema.library import Author, Authorship, Paper

DRAWN = 20
"""People in the graph."""


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
    return (await session.execute(select(col(Author.id), col(Author.name)).where(col(Author.id) == current))).first()


def _others(author: int) -> Select[tuple[int]]:
    return (
        select(col(Authorship.author))
        .where(col(Authorship.paper).in_(papers_of(author)), col(Authorship.author) != author)
        .distinct()
    )


async def _total(session: Reading, author: int) -> int:
    return (await session.execute(select(func.count()).select_from(_others(author).subquery()))).scalar_one()


async def _people(session: Reading, author: int, limit: int, offset: int) -> tuple[CoauthorLine, ...]:
    papers, year = func.count().label("papers"), func.substr(col(Paper.published), 1, 4)
    statement = (
        select(col(Author.id), col(Author.name), papers, func.min(year).label("first"), func.max(year).label("last"))
        .join_from(Authorship, Author, col(Authorship.author) == col(Author.id))
        .join(Paper, col(Authorship.paper) == col(Paper.id))
        .where(col(Authorship.paper).in_(papers_of(author)), col(Authorship.author) != author)
        .group_by(col(Author.id), col(Author.name))
        .order_by(papers.desc(), col(Author.name), col(Author.id))
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
    one, other = aliased(Authorship), aliased(Authorship)
    papers = func.count().label("papers")
    statement = (
        select(col(one.author), col(other.author), papers)
        .where(
            col(one.paper) == col(other.paper),
            col(one.author) < col(other.author),
            col(one.paper).in_(papers_of(author)),
        )
        .where(col(one.author).in_(people), col(other.author).in_(people))
        .group_by(col(one.author), col(other.author))
        .order_by(papers.desc(), col(one.author), col(other.author))
    )
    return tuple(Tie(*row) for row in await session.execute(statement))
