"""Lists of papers: an author's newest, and their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from sqlalchemy import BigInteger, BindParameter, ColumnElement, Integer, Select, bindparam, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.lists import NEWEST, PAGE, TITLE, FieldCount, PaperLine, PaperPage
from storage.schema.library import Author, Authorship, Paper
from storage.text.arxiv_taxonomy import CATEGORIES

DOI_SAFE = "/:;()._-"
NAMED_AUTHORS = 3
"""How many authors a line names before "et al."."""
AUTHOR_ID: BindParameter[int] = bindparam("author", type_=BigInteger)
"""The parameter of statements that are built once: building one takes longer than running it."""
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
"""What `to_paper_line` takes, in its order."""
NEWEST_FIRST = (col(Paper.published).is_(None), col(Paper.published).desc(), col(Paper.id).desc())
"""Papers without a date come last; the id makes the order total, so that no page repeats a paper."""
BY_TITLE = (func.lower(col(Paper.title)), col(Paper.id))


def paper_url(url: str | None, arxiv_id: str | None, doi: str | None) -> str | None:
    """The paper's own address, else the one that its arXiv id or DOI stands for."""
    if url:
        return url
    if arxiv_id:
        return f"https://arxiv.org/abs/{arxiv_id}"
    return f"https://doi.org/{quote(doi, safe=DOI_SAFE)}" if doi else None


def to_paper_line(
    id: int,
    title: str,
    published: str | None,
    field: str | None,
    has_code: bool,
    url: str | None,
    arxiv_id: str | None,
    doi: str | None,
) -> PaperLine:
    return PaperLine(id, title, published, field, has_code, paper_url(url, arxiv_id, doi))


async def paper_lines_by_id(session: Reading, papers: Sequence[int]) -> dict[int, PaperLine]:
    """By the paper's id."""
    rows = await session.execute(select(*LINE).where(col(Paper.id).in_(papers)))
    lines = (to_paper_line(*row) for row in rows)
    return {line.id: line for line in lines}


async def first_authors(session: Reading, papers: Sequence[int]) -> dict[int, str]:
    """By the paper's id: its first authors as one text, "Ann Lee, Bob Ray et al.", also if no source lists the rest."""
    rows = await session.execute(
        select(col(Authorship.paper), col(Authorship.name), col(Paper.authors_cut))
        .join(Paper, col(Paper.id) == col(Authorship.paper))
        .where(col(Authorship.paper).in_(papers), col(Authorship.position) <= NAMED_AUTHORS)
        .order_by(col(Authorship.paper), col(Authorship.position))
    )
    names: dict[int, list[str]] = {}
    cut: set[int] = set()
    for paper, name, is_cut in rows:
        names.setdefault(paper, []).append(name)
        if is_cut or len(names[paper]) > NAMED_AUTHORS:
            cut.add(paper)
    return {paper: ", ".join(found[:NAMED_AUTHORS]) + " et al." * (paper in cut) for paper, found in names.items()}


def clamp_page(total: int, page: int) -> tuple[int, int]:
    """(page, pages): a page past the end is the last one, as lines may have gone."""
    pages = max(1, -(-total // PAGE))
    return min(max(page, 0), pages - 1), pages


def papers_by_author(author: int | BindParameter[int] | Mapped[int]) -> Select[int]:
    return select(col(Authorship.paper)).where(col(Authorship.author) == author)


def in_field(field: str) -> ColumnElement[bool]:
    """An archive, such as cs, stands for all of its fields."""
    of_paper = col(Paper.field)
    if field not in CATEGORIES:
        return func.lower(of_paper) == field.lower()
    return of_paper == field if "." in field else of_paper.startswith(f"{field}.") | (of_paper == field)


def _order(sort: str) -> tuple[Any, ...]:
    return BY_TITLE if sort == TITLE else NEWEST_FIRST


async def newest_papers(session: Reading, author: int, limit: int) -> tuple[PaperLine, ...]:
    rows = await session.execute(_newest(), {"author": author, "limit": limit})
    return tuple([to_paper_line(*row) for row in rows])


@cache
def _newest() -> Select[int, str, str | None, str | None, bool, str | None, str | None, str | None]:
    limit = bindparam("limit", type_=Integer)
    return select(*LINE).where(col(Paper.id).in_(papers_by_author(AUTHOR_ID))).order_by(*NEWEST_FIRST).limit(limit)


async def author_fields(session: Reading, author: int) -> tuple[FieldCount, ...]:
    """Most papers first."""
    shares = await field_shares(session, author)
    return tuple(FieldCount(share.field, share.papers) for share in shares if share.field is not None)


@dataclass(frozen=True, slots=True)
class FieldShare:
    """An author's papers of one field (None: of no known field). `first` and `last`: dates as of Paper.published."""

    field: str | None
    papers: int
    with_code: int
    first: str | None
    last: str | None


async def field_shares(session: Reading, author: int) -> list[FieldShare]:
    """Most papers first."""
    return [FieldShare(*row) for row in await session.execute(_shares(), {"author": author})]


@cache
def _shares() -> Select[str | None, int, int, str | None, str | None]:
    papers, published = func.count(), col(Paper.published)
    with_code = func.count().filter(col(Paper.has_code))
    return (
        select(col(Paper.field), papers, with_code, func.min(published), func.max(published))
        .join_from(Authorship, Paper, col(Authorship.paper) == col(Paper.id))
        .where(col(Authorship.author) == AUTHOR_ID)
        .group_by(col(Paper.field))
        .order_by(papers.desc(), col(Paper.field))
    )


async def paper_page(
    session: Reading, author: int, page: int, sort: str = NEWEST, field: str | None = None
) -> PaperPage | None:
    """A page past the end is the last one (papers may have gone). None: there is no such author."""
    name = (await session.execute(select(col(Author.name)).where(col(Author.id) == author))).scalar()
    if name is None:
        return None
    mine = _mine(author, field)
    total = (await session.execute(select(func.count()).select_from(Paper).where(*mine))).scalar_one()
    page, pages = clamp_page(total, page)
    statement = select(*LINE).where(*mine).order_by(*_order(sort)).limit(PAGE).offset(page * PAGE)
    papers = tuple([to_paper_line(*row) for row in await session.execute(statement)])
    fields = await author_fields(session, author)
    return PaperPage(author, name, page, pages, total, sort, field, fields, papers)


async def sorted_paper_ids(session: Reading, author: int, sort: str, field: str | None) -> tuple[int, ...]:
    """The ids of all of the author's papers."""
    statement = select(col(Paper.id)).where(*_mine(author, field)).order_by(*_order(sort))
    return tuple((await session.execute(statement)).scalars())


def _mine(author: int, field: str | None) -> list[ColumnElement[bool]]:
    mine: list[ColumnElement[bool]] = [col(Paper.id).in_(papers_by_author(author))]
    return mine if field is None else [*mine, col(Paper.field) == field]
