"""Papers that are like one paper, and why."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading, run_in_thread
from storage.discovery.answers.search import RelatedPaper, SimilarPage
from storage.lookup.answers.lists import PAGE
from storage.lookup.paper_lists import clamp_page, first_authors, paper_lines_by_id
from storage.schema.library import Authorship, Paper
from storage.search.index import SearchIndex
from storage.search.key_terms import KeyTerm, KeyTerms, unique_stems
from storage.search.paper_search import PaperHits, PaperSearch
from storage.search.semantic.reranker import SemanticReranker

MOST = 50
"""Papers beyond these are hardly like it."""
REASONS = 4
THEIRS = 2_000


async def similar_page(
    session: Reading, index: SearchIndex, reranker: SemanticReranker | None, paper: int, page: int
) -> SimilarPage | None:
    """None: there is no such paper."""
    text = await _text(session, paper)
    if text is None:
        return None
    title, _ = text
    terms, papers = await _similar(session, index, reranker, paper, text)
    page, pages = clamp_page(len(papers), page)
    found = await _related(session, paper, terms, papers[page * PAGE : (page + 1) * PAGE])
    return SimilarPage(paper, title, page, pages, len(papers), found)


async def similar_paper_ids(
    session: Reading, index: SearchIndex, reranker: SemanticReranker | None, paper: int
) -> tuple[int, ...]:
    text = await _text(session, paper)
    return () if text is None else (await _similar(session, index, reranker, paper, text))[1]


async def _text(session: Reading, paper: int) -> tuple[str, str] | None:
    """(title, abstract, which may be empty)."""
    statement = select(col(Paper.title), col(Paper.abstract)).where(col(Paper.id) == paper)
    row = (await session.execute(statement)).first()
    return None if row is None else (row[0], row[1] or "")


async def _similar(
    session: Reading, index: SearchIndex, reranker: SemanticReranker | None, paper: int, text: tuple[str, str]
) -> tuple[list[KeyTerm], tuple[int, ...]]:
    people = select(col(Authorship.author)).where(col(Authorship.paper) == paper)
    theirs = (
        select(col(Authorship.paper))
        .where(col(Authorship.author).in_(people), col(Authorship.paper) != paper)
        .distinct()
        .limit(THEIRS)
    )
    authored = tuple((await session.execute(theirs)).scalars())
    terms, hits = await run_in_thread(_find, index, paper, text, authored)
    order = await reranker.order_like(session, paper, hits.papers, hits.scores) if reranker else None
    return terms, order or hits.papers


def _find(
    index: SearchIndex, paper: int, text: tuple[str, str], authored: tuple[int, ...]
) -> tuple[list[KeyTerm], PaperHits]:
    searcher = index.searcher()
    by_terms = KeyTerms(index.schema, searcher)
    terms = by_terms.extract(*text)
    query = by_terms.query(terms, authored, paper)
    return terms, PaperSearch(index.schema, searcher).find(query, "relevance", MOST) if query else PaperHits((), ())


async def _related(
    session: Reading, paper: int, terms: Sequence[KeyTerm], papers: Sequence[int]
) -> tuple[RelatedPaper, ...]:
    lines = await paper_lines_by_id(session, papers)
    authors = await first_authors(session, papers)
    shared = await _shared_authors(session, paper, papers)
    texts = await session.execute(
        select(col(Paper.id), col(Paper.title), col(Paper.abstract)).where(col(Paper.id).in_(papers))
    )
    words = {id: unique_stems(title, abstract or "") for id, title, abstract in texts}
    return tuple(
        RelatedPaper(lines[id], authors.get(id, ""), _reasons(terms, words[id]), tuple(shared.get(id, ())))
        for id in papers
        if id in lines
    )


async def _shared_authors(session: Reading, paper: int, papers: Sequence[int]) -> dict[int, list[str]]:
    """By each paper's id: the names of its authors who wrote `paper`, too."""
    people = select(col(Authorship.author)).where(col(Authorship.paper) == paper)
    position = col(Authorship.position)
    rows = await session.execute(
        select(col(Authorship.paper), col(Authorship.name))
        .where(col(Authorship.paper).in_(papers), col(Authorship.author).in_(people))
        .order_by(col(Authorship.paper), position.is_(None), position, col(Authorship.author))
    )  # is_(None) first: databases differ in where NULL sorts
    shared: dict[int, list[str]] = {}
    for other, name in rows:
        shared.setdefault(other, []).append(name)
    return shared


def _reasons(terms: Sequence[KeyTerm], words: set[str]) -> tuple[str, ...]:
    return tuple([term.word for term in terms if term.stem in words][:REASONS])
