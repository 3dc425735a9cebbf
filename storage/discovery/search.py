"""From a search's request to a page of papers; or to what is nearest, where nothing fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col
from tantivy import Query

from storage.database.reader import Reading, run_in_thread
from storage.discovery.answers.search import FoundPaper, NothingFound, SearchAnswer, SearchPage, SearchRequest
from storage.lookup.answers.lists import PAGE
from storage.lookup.find import resolve_author
from storage.lookup.paper_lists import clamp_page, first_authors, paper_lines_by_id, papers_by_author
from storage.schema.library import Paper
from storage.search.index import SearchIndex
from storage.search.paper_query import PaperQuery
from storage.search.paper_search import PaperSearch
from storage.search.query_language import ANY_YEAR, CodeFilter, FieldFilter, QueryPart, YearFilter, parse_query
from storage.search.semantic.reranker import RERANKED, SemanticReranker
from storage.search.snippets import Sort

NEAREST = 5


@dataclass(frozen=True, slots=True)
class ResolvedSearch:
    """A request as it is understood today: people are merged at times."""

    request: SearchRequest
    query: PaperQuery
    author: str | None
    """The one person whom the request means."""

    @property
    def sort(self) -> Sort:
        """Where there is nothing to rank by, the newest come first."""
        by_words = self.query.is_ranked or self.request.sort != "relevance"
        return self.request.sort if by_words else "newest"


async def search_page(
    session: Reading, index: SearchIndex, reranker: SemanticReranker | None, request: SearchRequest, page: int
) -> SearchAnswer:
    search = await resolve_search(session, index, request)
    texts = PaperSearch(index.schema, index.searcher())
    query = search.query.build(index.schema)
    total = await run_in_thread(texts.count, query) if query else 0
    if query is None or not total:
        return await _nothing(session, texts, search)
    page, pages = clamp_page(total, page)
    papers, is_semantic = await _papers(session, texts, query, reranker, search, page * PAGE, PAGE)
    found = await _found(session, texts, query, papers)
    return SearchPage(request, search.author, page, pages, total, is_semantic, found)


async def found_paper_ids(
    session: Reading, index: SearchIndex, reranker: SemanticReranker | None, request: SearchRequest, limit: int
) -> tuple[tuple[int, ...], int]:
    """(the ids of the first ones, in the order of the pages; how many there are in all)."""
    search = await resolve_search(session, index, request)
    query = search.query.build(index.schema)
    if query is None:
        return (), 0
    texts = PaperSearch(index.schema, index.searcher())
    papers, _ = await _papers(session, texts, query, reranker, search, 0, limit)
    return papers, await run_in_thread(texts.count, query)


async def resolve_search(session: Reading, index: SearchIndex, request: SearchRequest) -> ResolvedSearch:
    parts, papers, name = list(parse_query(request.words)), None, None
    if request.author:
        person = await resolve_author(session, index, request.author)
        if person is None:
            parts.append(QueryPart((FieldFilter("author", request.author, is_phrase=True),)))
        else:
            papers = tuple((await session.execute(papers_by_author(person.id))).scalars())
            name = person.name
    if request.field:
        parts.append(QueryPart((FieldFilter("field", request.field),)))
    if request.venue:
        parts.append(QueryPart((FieldFilter("venue", request.venue),)))
    if request.first_year is not None or request.last_year is not None:
        first = ANY_YEAR[0] if request.first_year is None else request.first_year
        last = ANY_YEAR[1] if request.last_year is None else request.last_year
        parts.append(QueryPart((YearFilter(min(first, last), max(first, last)),)))
    if request.has_code is not None:
        parts.append(QueryPart((CodeFilter(),), excluded=not request.has_code))
    return ResolvedSearch(request, PaperQuery(tuple(parts), papers), name)


async def _papers(
    session: Reading,
    texts: PaperSearch,
    query: Query,
    reranker: SemanticReranker | None,
    search: ResolvedSearch,
    offset: int,
    limit: int,
) -> tuple[tuple[int, ...], bool]:
    """(ids, whether the reranker had a say). It has one among the first hundred."""
    about = search.query.free_text()
    if reranker is None or search.sort != "relevance" or not about or offset >= RERANKED:
        return (await run_in_thread(texts.find, query, search.sort, limit, offset)).papers, False
    first = await run_in_thread(texts.find, query, "relevance", max(RERANKED, offset + limit))
    order = await reranker.order(session, about, first.papers[:RERANKED], first.scores[:RERANKED])
    papers = (*(order or first.papers[:RERANKED]), *first.papers[RERANKED:])
    return papers[offset : offset + limit], order is not None


async def _found(session: Reading, texts: PaperSearch, query: Query, papers: Sequence[int]) -> tuple[FoundPaper, ...]:
    lines = await paper_lines_by_id(session, papers)
    authors = await first_authors(session, papers)
    rows = await session.execute(
        select(col(Paper.id), col(Paper.abstract), col(Paper.citations)).where(col(Paper.id).in_(papers))
    )
    abstracts: dict[int, str] = {}
    citations: dict[int, int | None] = {}
    for id, abstract, cited in rows:
        citations[id] = cited
        if abstract:
            abstracts[id] = abstract
    snippets = await run_in_thread(texts.snippets, query, abstracts)
    return tuple(
        FoundPaper(lines[id], authors.get(id, ""), citations[id], snippets.get(id)) for id in papers if id in citations
    )


async def _nothing(session: Reading, texts: PaperSearch, search: ResolvedSearch) -> NothingFound:
    """The nearest: what the words alone would find, or words that are spelled nearly so."""
    alone = PaperQuery(parse_query(search.request.words))
    by_words = alone.build(texts.schema) if search.query != alone else None
    unfiltered = await run_in_thread(texts.count, by_words) if by_words is not None else 0
    nearest = by_words if unfiltered else search.query.build_fuzzy(texts.schema)
    papers = (await run_in_thread(texts.find, nearest, "relevance", NEAREST)).papers if nearest else ()
    lines = await paper_lines_by_id(session, papers)
    return NothingFound(search.request, search.author, unfiltered, tuple(lines[id] for id in papers if id in lines))
