"""An author's co-authors."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.reader import Reading
from storage.discovery.answers.people import CoauthorEdge, CoauthorGraph, CoauthorLine, CoauthorPage
from storage.lookup.answers.lists import PAGE
from storage.lookup.author_card import current_id
from storage.lookup.paper_lists import clamp_page, papers_by_author
from storage.schema.library import Author, Authorship, Paper

DRAWN = 20
"""Co-authors in the graph."""


async def coauthor_page(session: Reading, author: int, page: int) -> CoauthorPage | None:
    """None: there is no such person."""
    person = await _person(session, author)
    if person is None:
        return None
    id, name = person
    total = await _total(session, id)
    page, pages = clamp_page(total, page)
    return CoauthorPage(id, name, page, pages, total, await _people(session, id, PAGE, page * PAGE))


async def coauthor_graph(session: Reading, author: int) -> CoauthorGraph | None:
    person = await _person(session, author)
    if person is None:
        return None
    id, name = person
    people = await _people(session, id, DRAWN, 0)
    ties = await _ties(session, id, [other.id for other in people])
    return CoauthorGraph(id, name, await _total(session, id), people, ties)


async def _person(session: Reading, author: int) -> tuple[int, str] | None:
    """(id, name)."""
    current = await current_id(session, author)
    row = (await session.execute(select(col(Author.id), col(Author.name)).where(col(Author.id) == current))).first()
    return None if row is None else (row[0], row[1])


def _others(author: int) -> Select[int]:
    return (
        select(col(Authorship.author))
        .where(col(Authorship.paper).in_(papers_by_author(author)), col(Authorship.author) != author)
        .distinct()
    )


async def _total(session: Reading, author: int) -> int:
    return (await session.execute(select(func.count()).select_from(_others(author).subquery()))).scalar_one()


async def _people(session: Reading, author: int, limit: int, offset: int) -> tuple[CoauthorLine, ...]:
    papers, published = func.count(), col(Paper.published)
    statement = (
        select(col(Author.id), col(Author.name), papers, func.min(published), func.max(published))
        .join_from(Authorship, Author, col(Authorship.author) == col(Author.id))
        .join(Paper, col(Authorship.paper) == col(Paper.id))
        .where(col(Authorship.paper).in_(papers_by_author(author)), col(Authorship.author) != author)
        .group_by(col(Author.id), col(Author.name))
        .order_by(papers.desc(), col(Author.name), col(Author.id))
        .limit(limit)
        .offset(offset)
    )
    rows = await session.execute(statement)
    return tuple([CoauthorLine(id, name, shared, _year(first), _year(last)) for id, name, shared, first, last in rows])


def _year(published: str | None) -> int | None:
    return int(published[:4]) if published else None


async def _ties(session: Reading, author: int, people: list[int]) -> tuple[CoauthorEdge, ...]:
    one, other = aliased(Authorship), aliased(Authorship)
    papers = func.count()
    statement = (
        select(col(one.author), col(other.author), papers)
        .where(col(one.paper) == col(other.paper), col(one.author) < col(other.author))
        .where(col(one.paper).in_(papers_by_author(author)), col(one.author).in_(people), col(other.author).in_(people))
        .group_by(col(one.author), col(other.author))
        .order_by(papers.desc(), col(one.author), col(other.author))
    )
    return tuple([CoauthorEdge(*row) for row in await session.execute(statement)])
