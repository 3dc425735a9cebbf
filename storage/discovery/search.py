"""From a search's question to a page of papers; or to what is nearest, where nothing fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col
from tantivy import Query

from storage.database.reader import Reading, run_in_thread
from storage.discovery.answers.search import FoundPaper, NothingFound, SearchAnswer, SearchPage, SearchQuestion
from storage.lookup.answers.lists import PAGE
from storage.lookup.find import resolve_author
from storage.lookup.paper_lists import clamp_page, first_authors, paper_lines_by_id, papers_by_author
from storage.schema.library import Paper
from storage.search.index import SearchIndex
from storage.search.language import ANY_YEAR, HasCode, Part, Scoped, Years, parse
from storage.search.semantic.rescore import RESCORED, Meaning
from storage.search.snippets import Sort
from storage.search.texts import Texts
from storage.search.wanted import Wanted

NEAREST = 5


@dataclass(frozen=True, slots=True)
class Search:
    """A question as it is understood today: people are merged at times."""

    question: SearchQuestion
    wanted: Wanted
    author: str | None
    """The one person whom the question means."""

    @property
    def sort(self) -> Sort:
        """Where there is nothing to rank by, the newest come first."""
        by_words = self.wanted.is_ranked or self.question.sort != "relevance"
        return self.question.sort if by_words else "newest"


async def search_page(
    session: Reading, index: SearchIndex, meaning: Meaning | None, question: SearchQuestion, page: int
) -> SearchAnswer:
    search = await understood(session, index, question)
    texts = Texts(index.schema, index.searcher())
    query = search.wanted.query(index.schema)
    total = await run_in_thread(texts.count, query) if query else 0
    if query is None or not total:
        return await _nothing(session, texts, search)
    page, pages = clamp_page(total, page)
    papers, is_semantic = await _papers(session, texts, query, meaning, search, page * PAGE, PAGE)
    found = await _found(session, texts, query, papers)
    return SearchPage(question, search.author, page, pages, total, is_semantic, found)


async def found_papers(
    session: Reading, index: SearchIndex, meaning: Meaning | None, question: SearchQuestion, limit: int
) -> tuple[tuple[int, ...], int]:
    """(the ids of the first ones, in the order of the pages; how many there are in all)."""
    search = await understood(session, index, question)
    query = search.wanted.query(index.schema)
    if query is None:
        return (), 0
    texts = Texts(index.schema, index.searcher())
    papers, _ = await _papers(session, texts, query, meaning, search, 0, limit)
    return papers, await run_in_thread(texts.count, query)


async def understood(session: Reading, index: SearchIndex, question: SearchQuestion) -> Search:
    parts, papers, name = list(parse(question.words)), None, None
    if question.author:
        person = await resolve_author(session, index, question.author)
        if person is None:
            parts.append(Part((Scoped("author", question.author, is_phrase=True),)))
        else:
            papers = tuple((await session.execute(papers_by_author(person.id))).scalars())
            name = person.name
    if question.field:
        parts.append(Part((Scoped("field", question.field),)))
    if question.venue:
        parts.append(Part((Scoped("venue", question.venue),)))
    if question.first_year is not None or question.last_year is not None:
        first = ANY_YEAR[0] if question.first_year is None else question.first_year
        last = ANY_YEAR[1] if question.last_year is None else question.last_year
        parts.append(Part((Years(min(first, last), max(first, last)),)))
    if question.has_code is not None:
        parts.append(Part((HasCode(),), excluded=not question.has_code))
    return Search(question, Wanted(tuple(parts), papers), name)


async def _papers(
    session: Reading,
    texts: Texts,
    query: Query,
    meaning: Meaning | None,
    search: Search,
    offset: int,
    limit: int,
) -> tuple[tuple[int, ...], bool]:
    """(ids, whether the meaning had a say). It has one among the first hundred."""
    about = search.wanted.plain()
    if meaning is None or search.sort != "relevance" or not about or offset >= RESCORED:
        return (await run_in_thread(texts.find, query, search.sort, limit, offset)).papers, False
    first = await run_in_thread(texts.find, query, "relevance", max(RESCORED, offset + limit))
    order = await meaning.order(session, about, first.papers[:RESCORED], first.scores[:RESCORED])
    papers = (*(order or first.papers[:RESCORED]), *first.papers[RESCORED:])
    return papers[offset : offset + limit], order is not None


async def _found(session: Reading, texts: Texts, query: Query, papers: Sequence[int]) -> tuple[FoundPaper, ...]:
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


async def _nothing(session: Reading, texts: Texts, search: Search) -> NothingFound:
    """The nearest: what the words alone would find, or words that are spelled nearly so."""
    alone = Wanted(parse(search.question.words))
    by_words = alone.query(texts.schema) if search.wanted != alone else None
    unfiltered = await run_in_thread(texts.count, by_words) if by_words is not None else 0
    nearest = by_words if unfiltered else search.wanted.nearly(texts.schema)
    papers = (await run_in_thread(texts.find, nearest, "relevance", NEAREST)).papers if nearest else ()
    lines = await paper_lines_by_id(session, papers)
    return NothingFound(search.question, search.author, unfiltered, tuple(lines[id] for id in papers if id in lines))
