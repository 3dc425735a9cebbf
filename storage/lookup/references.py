"""Papers as citations and exports need them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.paper_lists import paper_url
from storage.references.reference import Reference
from storage.schema.library import Authorship, Paper

CHUNK = 500
"""Papers per statement."""


async def references(session: Reading, papers: Sequence[int]) -> tuple[Reference, ...]:
    """In the order of `papers`; ids that no longer exist are left out."""
    found: dict[int, Reference] = {}
    for start in range(0, len(papers), CHUNK):
        found |= await _chunk(session, papers[start : start + CHUNK])
    return tuple(found[paper] for paper in papers if paper in found)


async def _chunk(session: Reading, papers: Sequence[int]) -> dict[int, Reference]:
    listed = (
        select(col(Authorship.paper), col(Authorship.name))
        .where(col(Authorship.paper).in_(papers), col(Authorship.position).is_not(None))
        .order_by(col(Authorship.paper), col(Authorship.position))
    )
    names: dict[int, list[str]] = {}
    for paper, name in await session.execute(listed):
        names.setdefault(paper, []).append(name)
    rows = await session.scalars(select(Paper).where(col(Paper.id).in_(papers)))
    return {row.id: _reference(row, tuple(names.get(row.id, ()))) for row in rows}


def _reference(paper: Paper, authors: tuple[str, ...]) -> Reference:
    return Reference(
        id=paper.id,
        title=paper.title,
        authors=authors,
        authors_cut=paper.authors_cut,
        published=paper.published,
        venue=paper.venue,
        field=paper.field,
        doi=paper.doi,
        arxiv_id=paper.arxiv_id,
        url=paper_url(paper.url, paper.arxiv_id, paper.doi),
        abstract=paper.abstract,
        has_code=paper.has_code,
        code_url=paper.code_url,
        citations=paper.citations,
    )
