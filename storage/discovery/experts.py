"""Who in this store knows about a topic: the people behind the papers that fit it best."""

from collections import defaultdict

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading, run_in_thread
from storage.discovery.answers.search import Expert, ExpertPage
from storage.lookup.answers.lists import PAGE
from storage.lookup.paper_lists import clamp_page, paper_lines_by_id
from storage.schema.library import Author, Authorship
from storage.search.index import SearchIndex
from storage.search.paper_query import PaperQuery
from storage.search.paper_search import PaperHits, PaperSearch
from storage.search.query_language import parse_query

LOOKED_AT = 300
FITS = 0.35
"""A paper that fits less than this share of what the best one does is about something else."""
EVIDENCE = 3


async def expert_page(session: Reading, index: SearchIndex, topic: str, page: int) -> ExpertPage:
    hits = await run_in_thread(_fitting, index, topic)
    scores = dict(zip(hits.papers, hits.scores, strict=True))
    rows = await session.execute(
        select(col(Authorship.author), col(Authorship.paper)).where(col(Authorship.paper).in_(scores)).distinct()
    )
    theirs: dict[int, list[int]] = defaultdict(list)
    for author, paper in rows:
        theirs[author].append(paper)
    ranked = sorted(theirs, key=lambda author: (-sum(scores[paper] for paper in theirs[author]), author))
    page, pages = clamp_page(len(ranked), page)
    shown = ranked[page * PAGE : (page + 1) * PAGE]
    best = {author: sorted(theirs[author], key=lambda paper: (-scores[paper], paper))[:EVIDENCE] for author in shown}
    named = await session.execute(select(col(Author.id), col(Author.name)).where(col(Author.id).in_(shown)))
    names = dict(named.all())
    lines = await paper_lines_by_id(session, [paper for papers in best.values() for paper in papers])
    people = tuple(
        Expert(author, names[author], len(theirs[author]), tuple(lines[paper] for paper in best[author]))
        for author in shown
    )
    return ExpertPage(topic, page, pages, len(ranked), len(scores), people)


def _fitting(index: SearchIndex, topic: str) -> PaperHits:
    wanted = PaperQuery(parse_query(topic))
    query = wanted.build(index.schema)
    if query is None:
        return PaperHits((), ())
    hits = PaperSearch(index.schema, index.searcher()).find(query, "relevance", LOOKED_AT)
    kept = sum(score >= FITS * hits.scores[0] for score in hits.scores)
    return PaperHits(hits.papers[:kept], hits.scores[:kept])
