"""Reads from the store what one chunk of records may be about. Every statement asks for a batch, never for one row."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import rows_where_in
from storage.importing.match_papers import record_key
from storage.importing.record import PaperRecord
from storage.importing.state import ChunkState, ImportState, KnownAuthor, KnownPaper, Mention, NextIds
from storage.schema.columns import table_of
from storage.schema.identities import Apart, NotBy
from storage.schema.library import (
    PROFILE,
    Affiliation,
    Author,
    AuthorName,
    Authorship,
    ImportRun,
    MetricSnapshot,
    OtherTitle,
    Paper,
    PaperAffiliation,
    Source,
    Statement,
)
from storage.schema.undo import RetiredId
from storage.text.keys import name_hash

VALUE_COLUMNS = tuple(c.name for c in table_of(Paper).c if c.name not in ("id", "first_in", "changed_in"))
"""The columns of a paper that records determine: the keys of `KnownPaper.values`."""


@dataclass(frozen=True, slots=True)
class ProfileSource:
    """A profile that was imported before."""

    id: int
    owner: int | None
    name: str
    """The file of its newest text."""
    captured: dt.date
    papers: int


async def fetch_next_ids(session: AsyncSession) -> NextIds:
    """The first free ids. Those of undone rows stay taken, so that an old button never leads to something else."""
    models = (Author, Paper, Source, Affiliation, MetricSnapshot, ImportRun)
    highest = [select(func.coalesce(func.max(col(model.id)), 0)).scalar_subquery() for model in models]
    row = (await session.execute(select(*highest))).one()
    of_kind = select(col(RetiredId.kind), func.max(col(RetiredId.id))).group_by(col(RetiredId.kind))
    retired = dict((await session.execute(of_kind)).all())
    names = (table_of(model).name for model in models)
    return NextIds(*(max(value, retired.get(name, 0)) + 1 for name, value in zip(names, row, strict=True)))


async def fetch_chunk(session: AsyncSession, state: ImportState, records: Sequence[PaperRecord]) -> None:
    """Begins a new `state.chunk`, with all that the store knows of these records' papers and people.

    Papers: by the source's own keys, DOI, arXiv id, title, other titles and abstract. People: the authors of those
    papers, whomever the source means by the records' names, and the owner. Of admins' decisions on identities: all.
    """
    chunk = state.chunk = ChunkState()
    await _fetch_keys(session, state, records)
    await _fetch_other_titles(session, chunk, records)
    await _fetch_abstracts(session, chunk, records)
    papers = {paper for several in chunk.by_other_title.values() for paper in several}
    papers.update(chunk.by_key.values(), chunk.by_abstract.values(), await _candidates(session, records))
    retitled = state.file.retitled
    papers.update(retitled[record.title_hash] for record in records if record.title_hash in retitled)
    await _fetch_papers(session, chunk, papers)
    await _fetch_names(session, state, records)
    authors = {m.author for paper in chunk.papers.values() for m in paper.mentions} | set(chunk.names.values())
    if state.source.owner is not None:
        authors.add(state.source.owner)
    await _fetch_authors(session, chunk, authors)
    await _fetch_decisions(session, chunk)


async def _fetch_keys(session: AsyncSession, state: ImportState, records: Sequence[PaperRecord]) -> None:
    keys = [key for record in records if (key := record_key(record)) is not None]
    of_source = select(col(Statement.key), col(Statement.paper)).where(col(Statement.source) == state.source.id)
    rows = await rows_where_in(session, of_source, col(Statement.key), keys)
    state.chunk.by_key = dict(rows)


async def _candidates(session: AsyncSession, records: Sequence[PaperRecord]) -> set[int]:
    asked = (
        (col(Paper.title_hash), [record.title_hash for record in records]),
        (col(Paper.doi), [record.doi for record in records if record.doi]),
        (col(Paper.arxiv_id), [record.arxiv_id for record in records if record.arxiv_id]),
    )
    found = [await rows_where_in(session, select(col(Paper.id)), column, values) for column, values in asked]
    return {paper for rows in found for (paper,) in rows}


async def _fetch_other_titles(session: AsyncSession, chunk: ChunkState, records: Sequence[PaperRecord]) -> None:
    titles = [record.title_hash for record in records]
    columns = select(col(OtherTitle.title_hash), col(OtherTitle.paper)).order_by(col(OtherTitle.paper))
    for title, paper in await rows_where_in(session, columns, col(OtherTitle.title_hash), titles):
        chunk.by_other_title.setdefault(title, []).append(paper)


async def _fetch_abstracts(session: AsyncSession, chunk: ChunkState, records: Sequence[PaperRecord]) -> None:
    """Where one title here and one paper there have the abstract. Shared by several, it is boilerplate and says
    nothing."""
    titles: dict[int | None, int] = {}
    shared: set[int | None] = {None}
    for record in records:
        abstract, title = record.abstract_hash, record.title_hash
        if titles.setdefault(abstract, title) != title:
            shared.add(abstract)
    alone = titles.keys() - shared
    columns = select(col(Paper.abstract_hash), func.min(col(Paper.id))).group_by(col(Paper.abstract_hash))
    of_one_paper = columns.having(func.count() == 1)
    rows = await rows_where_in(session, of_one_paper, col(Paper.abstract_hash), alone)
    chunk.by_abstract = {abstract: paper for abstract, paper in rows if abstract is not None}


async def fetch_papers_of_source(session: AsyncSession, chunk: ChunkState, source: int) -> set[int]:
    """The papers that the source listed before. They join the chunk, but not the rows of their people."""
    of_source = select(col(Statement.paper)).where(col(Statement.source) == source)
    papers = set((await session.execute(of_source)).scalars())
    await _fetch_papers(session, chunk, papers - chunk.papers.keys())
    return papers


async def _fetch_papers(session: AsyncSession, chunk: ChunkState, papers: set[int]) -> None:
    wanted = sorted(papers)
    columns = select(col(Paper.id), *(table_of(Paper).c[name] for name in VALUE_COLUMNS)).order_by(col(Paper.id))
    for paper, *values in await rows_where_in(session, columns, col(Paper.id), wanted):
        chunk.add_paper(KnownPaper(paper, dict(zip(VALUE_COLUMNS, values, strict=True))))
    await _fetch_mentions(session, chunk, wanted)
    said = select(col(Statement.source), col(Statement.key), col(Statement.paper), col(Statement.digest))
    for source, key, paper, digest in await rows_where_in(session, said, col(Statement.paper), wanted):
        chunk.papers[paper].said[source, key] = digest
    named = (
        select(col(PaperAffiliation.paper), col(Affiliation.name))
        .join(Affiliation, col(Affiliation.id) == col(PaperAffiliation.affiliation))
        .order_by(col(PaperAffiliation.paper), col(PaperAffiliation.position))
    )
    for paper, name in await rows_where_in(session, named, col(PaperAffiliation.paper), wanted):
        chunk.papers[paper].affiliations.append(name)


async def _fetch_mentions(session: AsyncSession, chunk: ChunkState, papers: Sequence[int]) -> None:
    """In order of position; those hidden behind "et al." last."""
    paper, position = col(Authorship.paper), col(Authorship.position)
    columns = select(paper, col(Authorship.author), col(Authorship.name), col(Authorship.name_hash), position)
    in_order = columns.order_by(paper, position.is_(None), position)
    for paper_id, author, name, key, place in await rows_where_in(session, in_order, paper, papers):
        chunk.papers[paper_id].mentions.append(Mention(author, name, key, place))
    for paper_id in papers:
        chunk.add_people(chunk.papers[paper_id])


async def _fetch_names(session: AsyncSession, state: ImportState, records: Sequence[PaperRecord]) -> None:
    keys = {key for record in records for _, key, _ in record.names()}
    keys |= {name_hash(record.owner) for record in records if record.owner}
    columns = select(col(AuthorName.name_hash), col(AuthorName.occurrence), col(AuthorName.author))
    of_source = columns.where(col(AuthorName.source) == state.source.id)
    for key, occurrence, author in await rows_where_in(session, of_source, col(AuthorName.name_hash), keys):
        state.chunk.names[key, occurrence] = author


async def _fetch_authors(session: AsyncSession, chunk: ChunkState, authors: Iterable[int]) -> None:
    own_profile = (col(Source.owner) == col(Author.id)) & (col(Source.kind) == PROFILE)
    columns = select(col(Author.id), col(Author.name), col(Author.pooled), col(Source.id))
    with_profile = columns.outerjoin_from(Author, Source, own_profile)
    for author, name, pooled, profile in await rows_where_in(session, with_profile, col(Author.id), authors):
        chunk.authors[author] = KnownAuthor(author, name, pooled, profile)


async def _fetch_decisions(session: AsyncSession, chunk: ChunkState) -> None:
    """What admins decided on identities: all of it, as it is little."""
    chunk.apart = {(pair.one, pair.other) for pair in await session.scalars(select(Apart))}
    chunk.not_by = {(row.paper, row.author) for row in await session.scalars(select(NotBy))}


async def fetch_profile_sources(session: AsyncSession, owner_name: int) -> list[ProfileSource]:
    """The profiles whose owner's name has this hash."""
    papers = select(func.count()).where(col(Statement.source) == col(Source.id)).scalar_subquery()
    owner_is_named = (col(AuthorName.source) == col(Source.id)) & (col(AuthorName.author) == col(Source.owner))
    statement = (
        select(col(Source.id), col(Source.owner), col(Source.name), col(Source.captured), papers)
        .join_from(Source, AuthorName, owner_is_named)
        .where(col(Source.kind) == PROFILE, col(AuthorName.name_hash) == owner_name)
        .order_by(col(Source.id))
    )
    return [ProfileSource(*row) for row in await session.execute(statement)]
