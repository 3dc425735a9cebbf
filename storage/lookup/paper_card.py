"""What the library knows about a paper."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Select, bindparam, select
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.paper import DroppedByProfile, LivePaperData, PaperCard, PaperOption
from storage.lookup.paper_lists import first_authors, paper_url
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

PAPER: BindParameter[int] = bindparam("paper", type_=BigInteger)
"""The parameter of statements that are built once: building one takes longer than running it."""


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
    row = (await session.execute(_paper(), {"paper": paper})).first()
    if row is None:
        return None
    title, abstract, published, field, has_code, url, arxiv_id, doi, citations, venue, code_url, authors_cut = row
    names = (await session.execute(_names(), {"paper": paper})).all()
    affiliations = await session.execute(_affiliations(), {"paper": paper})
    sources, as_of = await _sources(session, paper)
    return PaperCard(
        id=paper,
        title=title,
        url=paper_url(url, arxiv_id, doi),
        authors=tuple([name for name, position in names if position is not None]),
        hidden=tuple([name for name, position in names if position is None]),
        authors_cut=authors_cut,
        affiliations=tuple(affiliations.scalars()),
        published=published,
        field=field,
        has_code=has_code,
        code_url=code_url,
        venue=venue,
        doi=doi,
        arxiv_id=arxiv_id,
        citations=citations,
        abstract=abstract,
        sentences=split_sentences(abstract or ""),
        key_sentence=key_sentence(abstract),
        sources=sources,
        as_of=as_of,
        vanished=await _vanished(session, paper),
        live=await _live(session, paper),
    )


@cache
def _paper() -> Select[*tuple[Any, ...]]:
    """SQLAlchemy types ten columns at most. Whole entities are typed, too, but take 60 µs longer to load."""
    return select(
        col(Paper.title),
        col(Paper.abstract),
        col(Paper.published),
        col(Paper.field),
        col(Paper.has_code),
        col(Paper.url),
        col(Paper.arxiv_id),
        col(Paper.doi),
        col(Paper.citations),
        col(Paper.venue),
        col(Paper.code_url),
        col(Paper.authors_cut),
    ).where(col(Paper.id) == PAPER)


@cache
def _names() -> Select[str, int | None]:
    """(name, position): the listed authors in order, then those whom the list hides behind "et al."."""
    position = col(Authorship.position)
    return (
        select(col(Authorship.name), position)
        .where(col(Authorship.paper) == PAPER)
        .order_by(position.is_(None), position, col(Authorship.name))
    )


@cache
def _affiliations() -> Select[str]:
    return (
        select(col(Affiliation.name))
        .join_from(PaperAffiliation, Affiliation, col(PaperAffiliation.affiliation) == col(Affiliation.id))
        .where(col(PaperAffiliation.paper) == PAPER)
        .order_by(col(PaperAffiliation.position))
    )


async def _sources(session: Reading, paper: int) -> tuple[tuple[str, ...], dt.date | None]:
    """(files, newest day): of a profile its newest text, of a bulk load the file that listed the paper."""
    rows = await session.execute(_statements(), {"paper": paper})
    found = {(name, captured) if kind == PROFILE else (file, loaded) for kind, name, captured, file, loaded in rows}
    return tuple(sorted({name for name, _ in found})), max((day for _, day in found), default=None)


@cache
def _statements() -> Select[str, str, dt.date, str, dt.date]:
    return (
        select(col(Source.kind), col(Source.name), col(Source.captured), col(ImportRun.file), col(ImportRun.captured))
        .join_from(Statement, Source, col(Statement.source) == col(Source.id))
        .join(ImportRun, col(Statement.run) == col(ImportRun.id))
        .where(col(Statement.paper) == PAPER)
    )


async def _live(session: Reading, paper: int) -> tuple[LivePaperData, ...]:
    rows = await session.execute(_live_data(), {"paper": paper})
    return tuple([LivePaperData(LIVE[service], as_of, citations, tldr) for service, as_of, citations, tldr in rows])


@cache
def _live_data() -> Select[str, dt.date, int | None, str | None]:
    return (
        select(col(PaperLive.service), col(PaperLive.as_of), col(PaperLive.citations), col(PaperLive.tldr))
        .where(col(PaperLive.paper) == PAPER)
        .order_by(col(PaperLive.service))
    )


async def _vanished(session: Reading, paper: int) -> tuple[DroppedByProfile, ...]:
    rows = await session.execute(_dropped_by(), {"paper": paper})
    return tuple([DroppedByProfile(profile, day) for profile, day in rows if day is not None])


@cache
def _dropped_by() -> Select[str, dt.date | None]:
    """The profiles whose newest copy no longer lists the paper."""
    return (
        select(col(Author.name), col(Statement.vanished))
        .join_from(Statement, Source, col(Statement.source) == col(Source.id))
        .join(Author, col(Source.owner) == col(Author.id))
        .where(col(Statement.paper) == PAPER, col(Statement.vanished).is_not(None))
        .order_by(col(Statement.vanished), col(Author.name))
    )


async def load_paper_options(session: Reading, papers: Sequence[int]) -> tuple[PaperOption, ...]:
    """In the order of `papers`, each with its first authors; ids that no longer exist are left out."""
    rows = await session.execute(
        select(col(Paper.id), col(Paper.title), col(Paper.published)).where(col(Paper.id).in_(papers))
    )
    authors = await first_authors(session, papers)
    options = {id: PaperOption(id, title, authors.get(id, ""), published) for id, title, published in rows}
    return tuple([options[id] for id in papers if id in options])
