"""What the store knows of a person."""

import datetime as dt
from collections.abc import Sequence
from functools import cache

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

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
from storage.schema.library import (
    LIVE,
    PROFILE,
    Affiliation,
    Author,
    Authorship,
    MetricSnapshot,
    PaperAffiliation,
    Source,
)
from storage.schema.live import ExternalId

COAUTHORS = 5
NEWEST = 5


async def current_id(session: Reading, author: int) -> int | None:
    """The id the person has today (people are merged at times), None for an id that never was."""
    row = (
        await session.execute(select(col(Author.id), col(Author.merged_into)).where(col(Author.id) == author))
    ).first()
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
    return (
        select(col(ExternalId.scheme), col(ExternalId.value), col(ExternalId.paper))
        .where(col(ExternalId.author) == AUTHOR)
        .order_by(col(ExternalId.scheme), col(ExternalId.value))
    )


@cache
def _person() -> AnySelect:
    """Whom the id means today, with the newest of their own profiles."""
    asked = aliased(Author)
    today = (
        select(func.coalesce(col(asked.merged_into), col(asked.id))).where(col(asked.id) == AUTHOR).scalar_subquery()
    )
    own = (col(Source.owner) == col(Author.id)) & (col(Source.kind) == PROFILE)
    columns = select(
        col(Author.id), col(Author.name), col(Author.main_field), col(Source.name).label("source"), col(Source.captured)
    ).outerjoin_from(Author, Source, own)
    return columns.where(col(Author.id) == today).order_by(col(Source.captured).desc()).limit(1)


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
    columns = select(
        col(Source.kind),
        col(MetricSnapshot.as_of),
        col(MetricSnapshot.h_index),
        col(MetricSnapshot.paper_count),
        col(MetricSnapshot.citations),
    )
    theirs = columns.join_from(MetricSnapshot, Source, col(MetricSnapshot.source) == col(Source.id))
    return theirs.where(col(MetricSnapshot.author) == AUTHOR, col(Source.kind).in_(LIVE)).order_by(
        col(MetricSnapshot.as_of), col(MetricSnapshot.id)
    )


async def newest_numbers(session: Reading, author: int) -> Numbers | None:
    row = (await session.execute(_newest_numbers(), {"author": author})).first()
    return None if row is None else Numbers(*row)


@cache
def _newest_numbers() -> AnySelect:
    columns = select(
        col(MetricSnapshot.h_index),
        col(MetricSnapshot.paper_count),
        col(MetricSnapshot.citations),
        col(MetricSnapshot.novelty),
        col(MetricSnapshot.ai_score),
        col(Source.name),
        col(MetricSnapshot.as_of),
    )
    newest = columns.join_from(MetricSnapshot, Source, col(MetricSnapshot.source) == col(Source.id)).where(
        col(MetricSnapshot.author) == AUTHOR
    )
    own_first = case((col(Source.kind) == PROFILE, 0), else_=1)
    return newest.order_by(own_first, col(MetricSnapshot.as_of).desc(), col(MetricSnapshot.id).desc()).limit(1)


async def frequent_coauthors(session: Reading, author: int) -> tuple[Coauthor, ...]:
    return tuple(Coauthor(*row) for row in await session.execute(_frequent_coauthors(), {"author": author}))


@cache
def _frequent_coauthors() -> AnySelect:
    papers = func.count().label("papers")
    return (
        select(col(Author.id), col(Author.name), papers)
        .join_from(Authorship, Author, col(Authorship.author) == col(Author.id))
        .where(col(Authorship.paper).in_(papers_of(AUTHOR)), col(Authorship.author) != AUTHOR)
        .group_by(col(Author.id), col(Author.name))
        .order_by(papers.desc(), col(Author.name), col(Author.id))
        .limit(COAUTHORS)
    )


async def author_options(session: Reading, authors: Sequence[int]) -> tuple[AuthorOption, ...]:
    """The people in the order asked for, each with what tells namesakes apart; without those who are here no more."""
    options = [await _option(session, author) for author in authors]
    return tuple(option for option in options if option is not None)


async def _option(session: Reading, author: int) -> AuthorOption | None:
    name = (await session.execute(select(col(Author.name)).where(col(Author.id) == author))).scalar()
    if name is None:
        return None
    papers = (await session.execute(select(func.count()).where(col(Authorship.author) == author))).scalar_one()
    newest = await newest_papers(session, author, 1)
    places = (
        select(col(Affiliation.name))
        .join_from(Authorship, PaperAffiliation, col(Authorship.paper) == col(PaperAffiliation.paper))
        .join(Affiliation, col(PaperAffiliation.affiliation) == col(Affiliation.id))
        .where(col(Authorship.author) == author)
        .group_by(col(Affiliation.id), col(Affiliation.name))
        .order_by(func.count().desc(), col(Affiliation.name))
        .limit(1)
    )
    affiliation = (await session.execute(places)).scalar()
    return AuthorOption(author, name, papers, affiliation, newest[0].title if newest else None)
