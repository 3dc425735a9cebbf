"""What the store knows of a person."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.answers.author import AuthorCard, AuthorOption, Coauthor, Numbers
from storage.queries.lists import author_fields, newest_papers, papers_of
from storage.tables import PROFILE, metadata

t = metadata.tables
COAUTHORS = 5
NEWEST = 5


async def current_id(session: AsyncSession, author: int) -> int | None:
    """The id the person has today (people are merged at times), None for an id that never was."""
    a = t["author"].c
    row = (await session.execute(select(a.id, a.merged_into).where(a.id == author))).first()
    return None if row is None else row.merged_into or row.id


async def author_card(session: AsyncSession, author: int) -> AuthorCard | None:
    found = await current_id(session, author)
    if found is None:
        return None
    a, s, p = t["author"].c, t["source"].c, t["paper"].c
    own = (s.owner == a.id) & (s.kind == PROFILE)
    columns = select(a.name, a.main_field, s.name.label("source"), s.captured).outerjoin_from(
        t["author"], t["source"], own
    )
    person = (await session.execute(columns.where(a.id == found).order_by(s.captured.desc()))).first()
    assert person is not None
    mine = papers_of(found).subquery()
    counts = select(
        func.count(),
        func.count().filter(p.has_code),
        func.min(func.substr(p.published, 1, 4)),
        func.max(func.substr(p.published, 1, 4)),
    ).join_from(t["paper"], mine, p.id == mine.c.paper)
    papers, with_code, first, last = (await session.execute(counts)).one()
    return AuthorCard(
        id=found,
        name=person.name,
        main_field=person.main_field,
        numbers=await newest_numbers(session, found),
        source=person.source,
        captured=person.captured,
        papers=papers,
        with_code=with_code,
        first_year=int(first) if first else None,
        last_year=int(last) if last else None,
        fields=await author_fields(session, found),
        coauthors=await frequent_coauthors(session, found),
        newest=await newest_papers(session, found, NEWEST),
    )


async def newest_numbers(session: AsyncSession, author: int) -> Numbers | None:
    m, s = t["metric_snapshot"].c, t["source"].c
    columns = select(m.h_index, m.paper_count, m.citations, m.novelty, m.ai_score, s.name, m.as_of)
    newest = columns.join_from(t["metric_snapshot"], t["source"], m.source == s.id).where(m.author == author)
    row = (await session.execute(newest.order_by(m.as_of.desc(), m.id.desc()).limit(1))).first()
    return None if row is None else Numbers(*row)


async def frequent_coauthors(session: AsyncSession, author: int) -> tuple[Coauthor, ...]:
    m, a = t["authorship"].c, t["author"].c
    papers = func.count().label("papers")
    mine = papers_of(author).scalar_subquery()
    statement = (
        select(a.id, a.name, papers)
        .join_from(t["authorship"], t["author"], m.author == a.id)
        .where(m.paper.in_(mine), m.author != author)
        .group_by(a.id, a.name)
        .order_by(papers.desc(), a.name, a.id)
        .limit(COAUTHORS)
    )
    return tuple(Coauthor(*row) for row in await session.execute(statement))


async def author_options(session: AsyncSession, authors: Sequence[int]) -> tuple[AuthorOption, ...]:
    """The people in the order asked for, each with what tells namesakes apart."""
    return tuple([await _option(session, author) for author in authors])


async def _option(session: AsyncSession, author: int) -> AuthorOption:
    a, m = t["author"].c, t["authorship"].c
    pa, af = t["paper_affiliation"].c, t["affiliation"].c
    name = (await session.execute(select(a.name).where(a.id == author))).scalar_one()
    papers = (await session.execute(select(func.count()).where(m.author == author))).scalar_one()
    newest = await newest_papers(session, author, 1)
    places = (
        select(af.name)
        .join_from(t["authorship"], t["paper_affiliation"], m.paper == pa.paper)
        .join(t["affiliation"], pa.affiliation == af.id)
        .where(m.author == author)
        .group_by(af.id, af.name)
        .order_by(func.count().desc(), af.name)
        .limit(1)
    )
    affiliation = (await session.execute(places)).scalar()
    return AuthorOption(author, name, papers, affiliation, newest[0].title if newest else None)
