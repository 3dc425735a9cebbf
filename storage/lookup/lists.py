"""Lists of papers: a person's newest, and their pages."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Select, bindparam, func, select
from sqlmodel import col

from storage.database.reader import Reading
from storage.database.row_types import AnyRow, AnySelect
from storage.lookup.answers.lists import NEWEST, PAGE, TITLE, FieldCount, PaperLine, PaperPage
from storage.schema.library import Author, Authorship, Paper
from storage.text.arxiv_taxonomy import CATEGORIES

DOI_SAFE = "/:;()._-"
FIRST = 3
"""Authors that a line names."""
AUTHOR: BindParameter[int] = bindparam("author", type_=BigInteger)
"""Of statements that are made once, as to make one takes longer than to run it."""
LINE = (
    col(Paper.id),
    col(Paper.title),
    col(Paper.published),
    col(Paper.field),
    col(Paper.has_code),
    col(Paper.url),
    col(Paper.arxiv_id),
    col(Paper.doi),
)


def address(row: AnyRow) -> str | None:
    """A paper's own address; else the one that its arXiv id or DOI stands for."""
    if row.url:
        return row.url
    if row.arxiv_id:
        return f"https://arxiv.org/abs/{row.arxiv_id}"
    return f"https://doi.org/{quote(row.doi, safe=DOI_SAFE)}" if row.doi else None


def line(row: AnyRow) -> PaperLine:
    return PaperLine(row.id, row.title, row.published, row.field, row.has_code, address(row))


async def lines_of(session: Reading, papers: Sequence[int]) -> dict[int, PaperLine]:
    """By id."""
    rows = await session.execute(select(*LINE).where(col(Paper.id).in_(papers)))
    return {row.id: line(row) for row in rows}


async def first_authors(session: Reading, papers: Sequence[int]) -> dict[int, str]:
    """By the paper's id: its first authors as one text, "Ann Lee, Bob Ray et al."."""
    rows = await session.execute(
        select(col(Authorship.paper), col(Authorship.name), col(Authorship.position))
        .where(col(Authorship.paper).in_(papers), col(Authorship.position) <= FIRST)
        .order_by(col(Authorship.paper), col(Authorship.position))
    )
    names: dict[int, list[str]] = {}
    for row in rows:
        names.setdefault(row.paper, []).append(row.name)
    return {paper: ", ".join(found[:FIRST]) + " et al." * (len(found) > FIRST) for paper, found in names.items()}


def window(total: int, page: int) -> tuple[int, int]:
    """(page, pages): a page past the end is the last one, as lines may have gone."""
    pages = max(1, -(-total // PAGE))
    return min(max(page, 0), pages - 1), pages


def papers_of(author: int | BindParameter[int]) -> Select[tuple[int]]:
    return select(col(Authorship.paper)).where(col(Authorship.author) == author)


def of_field(field: str) -> ColumnElement[bool]:
    """An archive, such as cs, stands for all of its fields."""
    if field in CATEGORIES:
        return (
            col(Paper.field) == field
            if "." in field
            else col(Paper.field).startswith(f"{field}.") | (col(Paper.field) == field)
        )
    return func.lower(col(Paper.field)) == field.lower()


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    """Papers without a date come last; the id makes the order whole, so that no page repeats a paper."""
    newest = (col(Paper.published).is_(None), col(Paper.published).desc(), col(Paper.id).desc())
    return (func.lower(col(Paper.title)), col(Paper.id)) if sort == TITLE else newest


async def newest_papers(session: Reading, author: int, limit: int) -> tuple[PaperLine, ...]:
    return tuple(line(row) for row in await session.execute(_newest(), {"author": author, "most": limit}))


@cache
def _newest() -> AnySelect:
    return select(*LINE).where(col(Paper.id).in_(papers_of(AUTHOR))).order_by(*_order(NEWEST)).limit(bindparam("most"))


async def author_fields(session: Reading, author: int) -> tuple[FieldCount, ...]:
    shares = await shares_of_fields(session, author)
    return tuple(FieldCount(share.field, share.papers) for share in shares if share.field is not None)


async def shares_of_fields(session: Reading, author: int) -> list[AnyRow]:
    """(field, papers, with_code, first, last) of each field that the person's papers have, None among them; most
    papers first. `first` and `last` are years, as text."""
    return list(await session.execute(_shares(), {"author": author}))


@cache
def _shares() -> AnySelect:
    papers, year = func.count().label("papers"), func.substr(col(Paper.published), 1, 4)
    code = func.count().filter(col(Paper.has_code)).label("with_code")
    columns = select(col(Paper.field), papers, code, func.min(year).label("first"), func.max(year).label("last"))
    mine = columns.join_from(Authorship, Paper, col(Authorship.paper) == col(Paper.id)).where(
        col(Authorship.author) == AUTHOR
    )
    return mine.group_by(col(Paper.field)).order_by(papers.desc(), col(Paper.field))


async def paper_page(
    session: Reading, author: int, page: int, sort: str = NEWEST, field: str | None = None
) -> PaperPage | None:
    """A page past the end is the last one (papers may have gone). None: there is no such person."""
    name = (await session.execute(select(col(Author.name)).where(col(Author.id) == author))).scalar()
    if name is None:
        return None
    mine = _mine(author, field)
    total = (await session.execute(select(func.count()).select_from(Paper).where(*mine))).scalar_one()
    page, pages = window(total, page)
    statement = select(*LINE).where(*mine).order_by(*_order(sort)).limit(PAGE).offset(page * PAGE)
    papers = tuple(line(row) for row in await session.execute(statement))
    fields = await author_fields(session, author)
    return PaperPage(author, name, page, pages, total, sort, field, fields, papers)


async def papers_in_order(session: Reading, author: int, sort: str, field: str | None) -> tuple[int, ...]:
    """All of the person's papers, by their ids."""
    rows = await session.execute(select(col(Paper.id)).where(*_mine(author, field)).order_by(*_order(sort)))
    return tuple([row.id for row in rows])


def _mine(author: int, field: str | None) -> list[ColumnElement[bool]]:
    mine: list[ColumnElement[bool]] = [col(Paper.id).in_(papers_of(author))]
    return mine if field is None else [*mine, col(Paper.field) == field]
