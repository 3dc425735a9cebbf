"""What citations and exports need of papers."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.lookup.lists import address
from storage.references.reference import Reference
from storage.schema.library import Authorship, Paper

CHUNK = 500


async def references(session: Reading, papers: Sequence[int]) -> tuple[Reference, ...]:
    """In the order asked for; papers that are not there are passed over."""
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
    for row in await session.execute(listed):
        names.setdefault(row.paper, []).append(row.name)
    rows = await session.scalars(select(Paper).where(col(Paper.id).in_(papers)))
    return {row.id: _reference(row, tuple(names.get(row.id, ()))) for row in rows}


def _reference(row: AnyRow, authors: tuple[str, ...]) -> Reference:
    return Reference(
        id=row.id,
        title=row.title,
        authors=authors,
        authors_cut=row.authors_cut,
        published=row.published,
        venue=row.venue,
        field=row.field,
        doi=row.doi,
        arxiv_id=row.arxiv_id,
        url=address(row),
        abstract=row.abstract,
        has_code=row.has_code,
        code_url=row.code_url,
        citations=row.citations,
    )
