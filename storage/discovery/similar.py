"""Papers that are like one paper, and why."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading, run_in_thread
from storage.discovery.answers.search import RelatedPaper, SimilarPage
from storage.lookup.answers.lists import PAGE
from storage.lookup.lists import first_authors, lines_of, window
from storage.schema.library import Authorship, Paper
from storage.search.index import SearchIndex
from storage.search.semantic.rescore import Meaning
from storage.search.terms import Term, Terms, stems_of
from storage.search.texts import Hits, Texts

MOST = 50
"""Papers beyond these are hardly like it."""
REASONS = 4
THEIRS = 2_000


async def similar_page(
    session: Reading, index: SearchIndex, meaning: Meaning | None, paper: int, page: int
) -> SimilarPage | None:
    """None: there is no such paper."""
    row = (await session.execute(select(col(Paper.title), col(Paper.abstract)).where(col(Paper.id) == paper))).first()
    if row is None:
        return None
    terms, papers = await _similar(session, index, meaning, paper)
    page, pages = window(len(papers), page)
    found = await _related(session, paper, terms, papers[page * PAGE : (page + 1) * PAGE])
    return SimilarPage(paper, row.title, page, pages, len(papers), found)


async def similar_papers(session: Reading, index: SearchIndex, meaning: Meaning | None, paper: int) -> tuple[int, ...]:
    return (await _similar(session, index, meaning, paper))[1]


async def _similar(
    session: Reading, index: SearchIndex, meaning: Meaning | None, paper: int
) -> tuple[list[Term], tuple[int, ...]]:
    row = (await session.execute(select(col(Paper.title), col(Paper.abstract)).where(col(Paper.id) == paper))).first()
    if row is None:
        return [], ()
    people = select(col(Authorship.author)).where(col(Authorship.paper) == paper)
    theirs = (
        select(col(Authorship.paper))
        .where(col(Authorship.author).in_(people), col(Authorship.paper) != paper)
        .distinct()
        .limit(THEIRS)
    )
    authored = tuple([other.paper for other in await session.execute(theirs)])
    terms, hits = await run_in_thread(_find, index, paper, (row.title, row.abstract or ""), authored)
    order = await meaning.order_like(session, paper, hits.papers, hits.scores) if meaning else None
    return terms, order or hits.papers


def _find(index: SearchIndex, paper: int, text: tuple[str, str], authored: tuple[int, ...]) -> tuple[list[Term], Hits]:
    searcher = index.searcher()
    by_terms = Terms(index.schema, searcher)
    terms = by_terms.of(*text)
    query = by_terms.query(terms, authored, paper)
    return terms, Texts(index.schema, searcher).find(query, "relevance", MOST) if query else Hits((), ())


async def _related(
    session: Reading, paper: int, terms: Sequence[Term], papers: Sequence[int]
) -> tuple[RelatedPaper, ...]:
    lines = await lines_of(session, papers)
    authors = await first_authors(session, papers)
    people = select(col(Authorship.author)).where(col(Authorship.paper) == paper)
    order = (
        col(Authorship.paper),
        col(Authorship.position).is_(None),
        col(Authorship.position),
        col(Authorship.author),
    )  # databases differ in where an unknown place goes
    both = (
        select(col(Authorship.paper), col(Authorship.name))
        .where(col(Authorship.paper).in_(papers), col(Authorship.author).in_(people))
        .order_by(*order)
    )
    shared: dict[int, list[str]] = {}
    for row in await session.execute(both):
        shared.setdefault(row.paper, []).append(row.name)
    rows = (
        await session.execute(
            select(col(Paper.id), col(Paper.title), col(Paper.abstract)).where(col(Paper.id).in_(papers))
        )
    ).all()
    words = {row.id: stems_of(row.title, row.abstract or "") for row in rows}
    return tuple(
        RelatedPaper(lines[id], authors.get(id, ""), _reasons(terms, words[id]), tuple(shared.get(id, ())))
        for id in papers
        if id in lines
    )


def _reasons(terms: Sequence[Term], words: set[str]) -> tuple[str, ...]:
    return tuple([term.word for term in terms if term.stem in words][:REASONS])
