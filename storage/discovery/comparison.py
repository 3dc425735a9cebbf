"""Two people side by side."""

from sqlalchemy import func, select
from sqlmodel import col

from storage.database.reader import Reading
from storage.discovery.answers.people import Comparison
from storage.lookup.author_card import author_card
from storage.lookup.paper_lists import LINE, NEWEST_FIRST, papers_by_author, to_paper_line
from storage.schema.library import Author, Authorship, Paper

SHOWN = 5


async def compare_authors(session: Reading, one: int, other: int) -> Comparison | None:
    """None: one of them is not there."""
    first, second = await author_card(session, one), await author_card(session, other)
    if first is None or second is None:
        return None
    both = (col(Paper.id).in_(papers_by_author(first.id)), col(Paper.id).in_(papers_by_author(second.id)))
    shared = (await session.execute(select(func.count()).select_from(Paper).where(*both))).scalar_one()
    rows = await session.execute(select(*LINE).where(*both).order_by(*NEWEST_FIRST).limit(SHOWN))
    papers = tuple([to_paper_line(*row) for row in rows])
    mutual = await _mutual(session, first.id, second.id)
    return Comparison(first, second, shared, papers, len(mutual), tuple(mutual[:SHOWN]))


async def _mutual(session: Reading, one: int, other: int) -> list[str]:
    """Names of those who wrote with both."""
    ones = select(col(Authorship.author)).where(col(Authorship.paper).in_(papers_by_author(one)))
    others = select(col(Authorship.author)).where(col(Authorship.paper).in_(papers_by_author(other)))
    statement = (
        select(col(Author.name))
        .join_from(Authorship, Author, col(Authorship.author) == col(Author.id))
        .where(col(Author.id).in_(ones), col(Author.id).in_(others), col(Author.id).not_in((one, other)))
        .group_by(col(Author.id), col(Author.name))
        .order_by(func.count().desc(), col(Author.name), col(Author.id))
    )
    return list((await session.execute(statement)).scalars())
