"""What came into the store lately, and any paper at all."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from storage.database.reader import Reading, run_in_thread
from storage.discovery.answers.search import NewPage, NewPaper, NewPapersRequest
from storage.lookup.answers.lists import PAGE
from storage.lookup.answers.paper import PaperCard
from storage.lookup.find import resolve_author
from storage.lookup.paper_card import paper_card
from storage.lookup.paper_lists import LINE, clamp_page, first_authors, in_field, papers_by_author, to_paper_line
from storage.schema.library import ImportRun, Paper
from storage.search.index import SearchIndex
from storage.search.paper_query import PaperQuery
from storage.search.paper_search import PaperSearch
from storage.search.query_language import FieldFilter, QueryPart
from storage.text.fields import canonical_field

MOST = 200
"""Papers beyond these came long ago."""
LATEST = (col(Paper.first_in).desc(), col(Paper.published).desc().nulls_last(), col(Paper.id).desc())


async def new_page(session: Reading, index: SearchIndex, request: NewPapersRequest, page: int) -> NewPage:
    where, name = await _narrowed(session, index, request)
    some = select(col(Paper.id)).where(*where).limit(MOST).subquery()
    total = (await session.execute(select(func.count()).select_from(some))).scalar_one()
    page, pages = clamp_page(total, page)
    statement = (
        select(*LINE, col(ImportRun.started_at))
        .join_from(Paper, ImportRun, col(Paper.first_in) == col(ImportRun.id))
        .where(*where)
        .order_by(*LATEST)
        .limit(min(PAGE, MOST - page * PAGE))
        .offset(page * PAGE)
    )
    rows = await session.execute(statement)
    lines = [(to_paper_line(*row[:-1]), row[-1].date()) for row in rows]
    authors = await first_authors(session, [line.id for line, _ in lines])
    found = tuple([NewPaper(line, authors.get(line.id, ""), added) for line, added in lines])
    return NewPage(request, name, page, pages, total, found)


async def new_paper_ids(session: Reading, index: SearchIndex, request: NewPapersRequest) -> tuple[int, ...]:
    where, _ = await _narrowed(session, index, request)
    statement = select(col(Paper.id)).where(*where).order_by(*LATEST).limit(MOST)
    return tuple((await session.execute(statement)).scalars())


async def random_paper(session: Reading, index: SearchIndex, field: str | None, share: float) -> PaperCard | None:
    """Any paper, as the `share` (from 0 to below 1) says. None: there is none of that field."""
    query = PaperQuery((QueryPart((FieldFilter("field", field),)),) if field else ()).build_or_all(index.schema)
    texts = PaperSearch(index.schema, index.searcher())
    total = await run_in_thread(texts.count, query)
    if not total:
        return None
    found = await run_in_thread(texts.find, query, "newest", 1, int(share * total))
    return await paper_card(session, found.papers[0])


async def _narrowed(
    session: Reading, index: SearchIndex, request: NewPapersRequest
) -> tuple[list[ColumnElement[Any]], str | None]:
    where: list[ColumnElement[Any]] = []
    name = request.author
    if request.author:
        person = await resolve_author(session, index, request.author)
        where.append(col(Paper.id).in_(papers_by_author(person.id if person else -1)))
        name = person.name if person else request.author
    if request.field:
        where.append(in_field(canonical_field(request.field) or ""))
    return where, name
