"""What the store knows of a paper."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.paper import LiveWords, PaperCard, PaperOption, Vanished
from storage.lookup.lists import address, first_authors
from storage.schema.library import (
    LIVE,
    PROFILE,
    Affiliation,
    Author,
    Authorship,
    ImportRun,
    Paper,
    PaperAffiliation,
    Source,
    Statement,
)
from storage.schema.live import PaperLive
from storage.text.ids import parse_arxiv_id, parse_doi
from storage.text.sentences import key_sentence, split_sentences


async def paper_by_id_text(session: Reading, text: str) -> int | None:
    """The paper whose arXiv id, DOI or address the text is."""
    wanted_arxiv, wanted_doi = parse_arxiv_id(text), parse_doi(text)
    if wanted_arxiv:
        where = col(Paper.arxiv_id) == wanted_arxiv
    elif wanted_doi:
        where = col(Paper.doi) == wanted_doi
    else:
        return None
    return (await session.execute(select(col(Paper.id)).where(where).order_by(col(Paper.id)).limit(1))).scalar()


def is_id_text(text: str) -> bool:
    return bool(parse_arxiv_id(text) or parse_doi(text))


async def paper_card(session: Reading, paper: int) -> PaperCard | None:
    row = (await session.scalars(select(Paper).where(col(Paper.id) == paper))).first()
    if row is None:
        return None
    order = (col(Authorship.position).is_(None), col(Authorship.position), col(Authorship.name))
    names = (
        await session.execute(
            select(col(Authorship.name), col(Authorship.position))
            .where(col(Authorship.paper) == paper)
            .order_by(*order)
        )
    ).all()
    places = select(col(Affiliation.name)).join_from(
        PaperAffiliation, Affiliation, col(PaperAffiliation.affiliation) == col(Affiliation.id)
    )
    affiliations = await session.execute(
        places.where(col(PaperAffiliation.paper) == paper).order_by(col(PaperAffiliation.position))
    )
    sources, as_of = await _sources(session, paper)
    return PaperCard(
        id=paper,
        title=row.title,
        url=address(row),
        authors=tuple(name.name for name in names if name.position is not None),
        hidden=tuple(name.name for name in names if name.position is None),
        authors_cut=row.authors_cut,
        affiliations=tuple(affiliations.scalars()),
        published=row.published,
        field=row.field,
        has_code=row.has_code,
        code_url=row.code_url,
        venue=row.venue,
        doi=row.doi,
        arxiv_id=row.arxiv_id,
        citations=row.citations,
        abstract=row.abstract,
        sentences=split_sentences(row.abstract or ""),
        key_sentence=key_sentence(row.abstract),
        sources=sources,
        as_of=as_of,
        vanished=await _vanished(session, paper),
        live=await _live(session, paper),
    )


async def _sources(session: Reading, paper: int) -> tuple[tuple[str, ...], dt.date | None]:
    """(files, newest day): of a profile its newest text, of a bulk load the file that said it."""
    columns = select(
        col(Source.kind),
        col(Source.name),
        col(Source.captured),
        col(ImportRun.file),
        col(ImportRun.captured).label("loaded"),
    )
    told = columns.join_from(Statement, Source, col(Statement.source) == col(Source.id)).join(
        ImportRun, col(Statement.run) == col(ImportRun.id)
    )
    rows = await session.execute(told.where(col(Statement.paper) == paper))
    found = {(row.name, row.captured) if row.kind == PROFILE else (row.file, row.loaded) for row in rows}
    return tuple(sorted({name for name, _ in found})), max((day for _, day in found), default=None)


async def _live(session: Reading, paper: int) -> tuple[LiveWords, ...]:
    rows = await session.scalars(
        select(PaperLive).where(col(PaperLive.paper) == paper).order_by(col(PaperLive.service))
    )
    return tuple(LiveWords(LIVE[row.service], row.as_of, row.citations, row.tldr) for row in rows)


async def _vanished(session: Reading, paper: int) -> tuple[Vanished, ...]:
    columns = select(col(Author.name), col(Statement.vanished)).join_from(
        Statement, Source, col(Statement.source) == col(Source.id)
    )
    mine = columns.join(Author, col(Source.owner) == col(Author.id)).where(
        col(Statement.paper) == paper, col(Statement.vanished).is_not(None)
    )
    return tuple(
        Vanished(row.name, row.vanished)
        for row in await session.execute(mine.order_by(col(Statement.vanished), col(Author.name)))
    )


async def paper_options(session: Reading, papers: Sequence[int]) -> tuple[PaperOption, ...]:
    """The papers in the order asked for, each with its first authors."""
    columns = select(col(Paper.id), col(Paper.title), col(Paper.published)).where(col(Paper.id).in_(papers))
    rows = {row.id: row for row in await session.execute(columns)}
    names = await first_authors(session, papers)
    return tuple(PaperOption(id, rows[id].title, names.get(id, ""), rows[id].published) for id in papers if id in rows)
