"""What the store knows of a person."""

import datetime as dt
from collections.abc import Sequence
from functools import cache

from sqlalchemy import case, func, select

from storage.database.reader import Reading
from storage.database.row_types import AnySelect
from storage.lookup.answers.author import (
    AuthorCard,
    AuthorOption,
    Coauthor,
    Elsewhere,
    LiveNumber,
    LiveNumbers,
    Numbers,
)
from storage.lookup.answers.lists import FieldCount
from storage.lookup.lists import AUTHOR, newest_papers, papers_of, shares_of_fields
from storage.lookup.person_ids import NAMES, address
from storage.schema.library import LIVE, PROFILE, metadata

t = metadata.tables
COAUTHORS = 5
NEWEST = 5


async def current_id(session: Reading, author: int) -> int | None:
    """The id the person has today (people are merged at times), None for an id that never was."""
    a = t["author"].c
    row = (await session.execute(select(a.id, a.merged_into).where(a.id == author))).first()
    return None if row is None else row.merged_into or row.id


async def author_card(session: Reading, author: int) -> AuthorCard | None:
    person = (await session.execute(_person(), {"author": author})).first()
    if person is None:
        return None
    shares = await shares_of_fields(session, person.id)
    first = min((share.first for share in shares if share.first), default=None)
    last = max((share.last for share in shares if share.last), default=None)
    numbers, live = await newest_numbers(session, person.id), await live_numbers(session, person.id)
    return AuthorCard(
        id=person.id,
        name=person.name,
        main_field=person.main_field,
        numbers=numbers,
        source=person.source,
        captured=person.captured,
        papers=sum(share.papers for share in shares),
        with_code=sum(share.with_code for share in shares),
        first_year=int(first) if first else None,
        last_year=int(last) if last else None,
        fields=tuple(FieldCount(share.field, share.papers) for share in shares if share.field is not None),
        coauthors=await frequent_coauthors(session, person.id),
        newest=await newest_papers(session, person.id, NEWEST),
        elsewhere=await pages_elsewhere(session, person.id),
        live=tuple(one for one in live if numbers is None or one.source != numbers.source),
    )


async def pages_elsewhere(session: Reading, author: int) -> tuple[Elsewhere, ...]:
    """In the order of NAMES, an admin's word first. A service whose people have no page is left out."""
    rows = await session.execute(_elsewhere(), {"author": author})
    order = list(NAMES)
    known = [row for row in rows if row.scheme in NAMES]
    known.sort(key=lambda row: (order.index(row.scheme), row.paper is not None))
    pages = [(row.scheme, address(row.scheme, row.value)) for row in known]
    return tuple(Elsewhere(NAMES[scheme], url) for scheme, url in pages if url is not None)


@cache
def _elsewhere() -> AnySelect:
    x = t["external_id"].c
    return select(x.scheme, x.value, x.paper).where(x.author == AUTHOR).order_by(x.scheme, x.value)


@cache
def _person() -> AnySelect:
    """Whom the id means today, with the newest of their own profiles."""
    a, s = t["author"].c, t["source"].c
    asked = t["author"].alias()
    today = select(func.coalesce(asked.c.merged_into, asked.c.id)).where(asked.c.id == AUTHOR).scalar_subquery()
    own = (s.owner == a.id) & (s.kind == PROFILE)
    columns = select(a.id, a.name, a.main_field, s.name.label("source"), s.captured).outerjoin_from(
        t["author"], t["source"], own
    )
    return columns.where(a.id == today).order_by(s.captured.desc()).limit(1)


async def live_numbers(session: Reading, author: int) -> tuple[LiveNumbers, ...]:
    """What each live source said last. What it leaves out today keeps the day of when it said so."""
    heard: dict[str, dict[str, LiveNumber]] = {}
    last: dict[str, dt.date] = {}
    for row in await session.execute(_live_numbers(), {"author": author}):
        said = {what: getattr(row, what) for what in ("h_index", "paper_count", "citations")}
        numbers = {what: LiveNumber(what, value, row.as_of) for what, value in said.items() if value is not None}
        heard.setdefault(LIVE[row.kind], {}).update(numbers)
        last[LIVE[row.kind]] = row.as_of
    return tuple(LiveNumbers(source, last[source], tuple(numbers.values())) for source, numbers in heard.items())


@cache
def _live_numbers() -> AnySelect:
    m, s = t["metric_snapshot"].c, t["source"].c
    columns = select(s.kind, m.as_of, m.h_index, m.paper_count, m.citations)
    theirs = columns.join_from(t["metric_snapshot"], t["source"], m.source == s.id)
    return theirs.where(m.author == AUTHOR, s.kind.in_(LIVE)).order_by(m.as_of, m.id)


async def newest_numbers(session: Reading, author: int) -> Numbers | None:
    row = (await session.execute(_newest_numbers(), {"author": author})).first()
    return None if row is None else Numbers(*row)


@cache
def _newest_numbers() -> AnySelect:
    m, s = t["metric_snapshot"].c, t["source"].c
    columns = select(m.h_index, m.paper_count, m.citations, m.novelty, m.ai_score, s.name, m.as_of)
    newest = columns.join_from(t["metric_snapshot"], t["source"], m.source == s.id).where(m.author == AUTHOR)
    own_first = case((s.kind == PROFILE, 0), else_=1)
    return newest.order_by(own_first, m.as_of.desc(), m.id.desc()).limit(1)


async def frequent_coauthors(session: Reading, author: int) -> tuple[Coauthor, ...]:
    return tuple(Coauthor(*row) for row in await session.execute(_frequent_coauthors(), {"author": author}))


@cache
def _frequent_coauthors() -> AnySelect:
    m, a = t["authorship"].c, t["author"].c
    papers = func.count().label("papers")
    return (
        select(a.id, a.name, papers)
        .join_from(t["authorship"], t["author"], m.author == a.id)
        .where(m.paper.in_(papers_of(AUTHOR)), m.author != AUTHOR)
        .group_by(a.id, a.name)
        .order_by(papers.desc(), a.name, a.id)
        .limit(COAUTHORS)
    )


async def author_options(session: Reading, authors: Sequence[int]) -> tuple[AuthorOption, ...]:
    """The people in the order asked for, each with what tells namesakes apart; without those who are here no more."""
    options = [await _option(session, author) for author in authors]
    return tuple(option for option in options if option is not None)


async def _option(session: Reading, author: int) -> AuthorOption | None:
    a, m = t["author"].c, t["authorship"].c
    pa, af = t["paper_affiliation"].c, t["affiliation"].c
    name = (await session.execute(select(a.name).where(a.id == author))).scalar()
    if name is None:
        return None
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
