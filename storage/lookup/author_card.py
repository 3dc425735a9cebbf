"""What the library knows about an author."""

import datetime as dt
from collections.abc import Sequence
from functools import cache

from sqlalchemy import Nullable, Select, case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.author import (
    AuthorCard,
    AuthorOption,
    Coauthor,
    DatedMetrics,
    ExternalPage,
    LiveNumber,
    LiveNumbers,
)
from storage.lookup.answers.lists import FieldCount
from storage.lookup.external_ids import SCHEME_NAMES, external_url
from storage.lookup.paper_lists import AUTHOR_ID, field_shares, newest_papers, papers_by_author
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
"""Co-authors on a card."""
NEWEST = 5
"""Papers on a card."""
NUMBERS = (
    col(MetricSnapshot.h_index),
    col(MetricSnapshot.paper_count),
    col(MetricSnapshot.citations),
    col(MetricSnapshot.novelty),
    col(MetricSnapshot.ai_score),
    col(Source.name),
    col(MetricSnapshot.as_of),
)
"""What `Numbers` takes, in its order."""


async def current_id(session: Reading, author: int) -> int | None:
    """The id that the author has today (authors get merged); None for an id that never existed."""
    statement = select(func.coalesce(col(Author.merged_into), col(Author.id))).where(col(Author.id) == author)
    return (await session.execute(statement)).scalar()


async def author_card(session: Reading, author: int) -> AuthorCard | None:
    person = (await session.execute(_person(), {"author": author})).first()
    if person is None:
        return None
    id, name, main_field, source, captured = person
    shares = await field_shares(session, id)
    first = min((share.first for share in shares if share.first), default=None)
    last = max((share.last for share in shares if share.last), default=None)
    numbers, live = await newest_numbers(session, id), await live_numbers(session, id)
    return AuthorCard(
        id=id,
        name=name,
        main_field=main_field,
        numbers=numbers,
        source=source,
        captured=captured,
        papers=sum(share.papers for share in shares),
        with_code=sum(share.with_code for share in shares),
        first_year=int(first[:4]) if first else None,
        last_year=int(last[:4]) if last else None,
        fields=tuple(FieldCount(share.field, share.papers) for share in shares if share.field is not None),
        coauthors=await frequent_coauthors(session, id),
        newest=await newest_papers(session, id, NEWEST),
        elsewhere=await pages_elsewhere(session, id),
        live=tuple(one for one in live if numbers is None or one.source != numbers.source),
    )


@cache
def _person() -> Select[int, str, str | None, str | None, dt.date | None]:
    """The author that the id means today, with the file and day of the newest of their own profiles."""
    asked = aliased(Author)
    today = (
        select(func.coalesce(col(asked.merged_into), col(asked.id))).where(col(asked.id) == AUTHOR_ID).scalar_subquery()
    )
    own = (col(Source.owner) == col(Author.id)) & (col(Source.kind) == PROFILE)
    return (
        select(
            col(Author.id),
            col(Author.name),
            col(Author.main_field),
            Nullable(col(Source.name)),
            Nullable(col(Source.captured)),
        )
        .outerjoin_from(Author, Source, own)
        .where(col(Author.id) == today)
        .order_by(col(Source.captured).desc())
        .limit(1)
    )


async def pages_elsewhere(session: Reading, author: int) -> tuple[ExternalPage, ...]:
    """In the order of NAMES, ids that an admin linked first. A service whose authors have no page is left out."""
    rows = await session.execute(_elsewhere(), {"author": author})
    order = list(SCHEME_NAMES)
    known = sorted(
        (order.index(scheme), paper is not None, scheme, value)
        for scheme, value, paper in rows
        if scheme in SCHEME_NAMES
    )
    pages = ((scheme, external_url(scheme, value)) for _, _, scheme, value in known)
    return tuple([ExternalPage(SCHEME_NAMES[scheme], url) for scheme, url in pages if url is not None])


@cache
def _elsewhere() -> Select[str, str, int | None]:
    return select(col(ExternalId.scheme), col(ExternalId.value), col(ExternalId.paper)).where(
        col(ExternalId.author) == AUTHOR_ID
    )


async def live_numbers(session: Reading, author: int) -> tuple[LiveNumbers, ...]:
    """The latest values of each live source. A value that today's answer leaves out keeps the day it was last given."""
    latest: dict[str, dict[str, LiveNumber]] = {}
    last: dict[str, dt.date] = {}
    for kind, as_of, h_index, papers, citations in await session.execute(_live_numbers(), {"author": author}):
        given = {"h_index": h_index, "paper_count": papers, "citations": citations}
        numbers = {what: LiveNumber(what, value, as_of) for what, value in given.items() if value is not None}
        latest.setdefault(LIVE[kind], {}).update(numbers)
        last[LIVE[kind]] = as_of
    return tuple(LiveNumbers(source, last[source], tuple(numbers.values())) for source, numbers in latest.items())


@cache
def _live_numbers() -> Select[str, dt.date, int | None, int | None, int | None]:
    return (
        select(
            col(Source.kind),
            col(MetricSnapshot.as_of),
            col(MetricSnapshot.h_index),
            col(MetricSnapshot.paper_count),
            col(MetricSnapshot.citations),
        )
        .join_from(MetricSnapshot, Source, col(MetricSnapshot.source) == col(Source.id))
        .where(col(MetricSnapshot.author) == AUTHOR_ID, col(Source.kind).in_(LIVE))
        .order_by(col(MetricSnapshot.as_of), col(MetricSnapshot.id))
    )


async def newest_numbers(session: Reading, author: int) -> DatedMetrics | None:
    row = (await session.execute(_newest_numbers(), {"author": author})).first()
    return None if row is None else DatedMetrics(*row)


@cache
def _newest_numbers() -> Select[int | None, int | None, int | None, float | None, float | None, str, dt.date]:
    """A profile's numbers come before those of any live source."""
    own_first = case((col(Source.kind) == PROFILE, 0), else_=1)
    return (
        select(*NUMBERS)
        .join_from(MetricSnapshot, Source, col(MetricSnapshot.source) == col(Source.id))
        .where(col(MetricSnapshot.author) == AUTHOR_ID)
        .order_by(own_first, col(MetricSnapshot.as_of).desc(), col(MetricSnapshot.id).desc())
        .limit(1)
    )


async def frequent_coauthors(session: Reading, author: int) -> tuple[Coauthor, ...]:
    return tuple([Coauthor(*row) for row in await session.execute(_frequent_coauthors(), {"author": author})])


@cache
def _frequent_coauthors() -> Select[int, str, int]:
    papers = func.count()
    return (
        select(col(Author.id), col(Author.name), papers)
        .join_from(Authorship, Author, col(Authorship.author) == col(Author.id))
        .where(col(Authorship.paper).in_(papers_by_author(AUTHOR_ID)), col(Authorship.author) != AUTHOR_ID)
        .group_by(col(Author.id), col(Author.name))
        .order_by(papers.desc(), col(Author.name), col(Author.id))
        .limit(COAUTHORS)
    )


async def load_author_options(session: Reading, authors: Sequence[int]) -> tuple[AuthorOption, ...]:
    """In the order of `authors`, each with what tells namesakes apart; ids that no longer exist are left out."""
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
