"""Reads from the store what one chunk of records may speak of. Every statement asks for a batch, never for one row."""

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVarTuple, cast

from sqlalchemy import ARRAY, Column, ColumnElement, Row, Select, any_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from storage.database.row_types import AnyRow
from storage.importing.known import Known, KnownAuthor, KnownPaper, Mention, NextIds, SourceState
from storage.importing.match import record_key
from storage.importing.record import PaperRecord
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


Columns = TypeVarTuple("Columns")


async def fetch_next_ids(session: AsyncSession) -> NextIds:
    """What was taken back keeps its id: a button of then means nothing else today."""
    models = (Author, Paper, Source, Affiliation, MetricSnapshot, ImportRun)
    highest = [select(func.coalesce(func.max(col(model.id)), 0)).scalar_subquery() for model in models]
    row = (await session.execute(select(*highest))).one()
    taken = await session.execute(
        select(col(RetiredId.kind), func.max(col(RetiredId.id)).label("id")).group_by(col(RetiredId.kind))
    )
    last: dict[str, int] = {row.kind: row.id for row in taken}
    names = (table_of(model).name for model in models)
    return NextIds(*(max(value, last.get(name, 0)) + 1 for name, value in zip(names, row, strict=True)))


async def fetch_known(
    session: AsyncSession,
    records: Sequence[PaperRecord],
    teller: SourceState,
    ids: NextIds,
    retitled: Mapping[int, int] = MappingProxyType({}),
) -> Known:
    known = Known(ids)
    await _fetch_keys(session, records, teller, known)
    await _fetch_other_titles(session, records, known)
    await _fetch_abstracts(session, records, known)
    papers = {paper for several in known.by_other_title.values() for paper in several}
    papers.update(known.by_key.values(), known.by_abstract.values(), await _candidates(session, records))
    papers.update(retitled[record.title_hash] for record in records if record.title_hash in retitled)
    await _fetch_papers(session, papers, known)
    await _fetch_names(session, records, teller, known)
    wanted = {m.author for paper in known.papers.values() for m in paper.mentions} | set(known.names.values())
    if teller.owner is not None:
        wanted.add(teller.owner)
    await fetch_authors(session, wanted, known)
    await _fetch_words(session, known)
    return known


async def rows_where_in(
    session: AsyncSession, statement: Select[*Columns], column: Mapped[Any] | Column[Any], values: Iterable[Any]
) -> Sequence[Row[*Columns]]:
    """The statement's rows where the column is one of the values: however many, they are one parameter."""
    wanted = list(dict.fromkeys(values))
    if not wanted:
        return []
    if session.get_bind().dialect.name == "postgresql":
        element = cast(ColumnElement[Any], column)  # to the type checker a model's attribute has no type
        among = element == any_(literal(wanted, ARRAY(element.type)))
    else:
        each = func.json_each(json.dumps(wanted)).table_valued("value")
        among = column.in_(select(each.c.value))
    return (await session.execute(statement.where(among))).all()


async def _fetch_keys(session: AsyncSession, records: Sequence[PaperRecord], teller: SourceState, known: Known) -> None:
    keys = [key for record in records if (key := record_key(record)) is not None]
    of_teller = select(col(Statement.key), col(Statement.paper)).where(col(Statement.source) == teller.id)
    known.by_key = {row.key: row.paper for row in await rows_where_in(session, of_teller, col(Statement.key), keys)}


async def _candidates(session: AsyncSession, records: Sequence[PaperRecord]) -> set[int]:
    asked = (
        (col(Paper.title_hash), [record.title_hash for record in records]),
        (col(Paper.doi), [record.doi for record in records if record.doi]),
        (col(Paper.arxiv_id), [record.arxiv_id for record in records if record.arxiv_id]),
    )
    return {
        row.id
        for column, values in asked
        for row in await rows_where_in(session, select(col(Paper.id)), column, values)
    }


async def _fetch_other_titles(session: AsyncSession, records: Sequence[PaperRecord], known: Known) -> None:
    titles = [record.title_hash for record in records]
    for row in await rows_where_in(
        session,
        select(col(OtherTitle.title_hash), col(OtherTitle.paper)).order_by(col(OtherTitle.paper)),
        col(OtherTitle.title_hash),
        titles,
    ):
        known.by_other_title.setdefault(row.title_hash, []).append(row.paper)


async def _fetch_abstracts(session: AsyncSession, records: Sequence[PaperRecord], known: Known) -> None:
    """Where one title here and one paper there have the abstract: shared by several, it is a form and tells nothing."""
    titles: dict[int | None, int] = {}
    shared: set[int | None] = {None}
    for record in records:
        abstract, title = record.abstract_hash, record.title_hash
        if titles.setdefault(abstract, title) != title:
            shared.add(abstract)
    alone = titles.keys() - shared
    columns = select(col(Paper.abstract_hash), func.min(col(Paper.id)).label("paper"))
    only = columns.group_by(col(Paper.abstract_hash)).having(func.count() == 1)
    known.by_abstract = {
        row.abstract_hash: row.paper for row in await rows_where_in(session, only, col(Paper.abstract_hash), alone)
    }


async def fetch_papers_of_source(session: AsyncSession, source: int, known: Known) -> set[int]:
    """The papers that the source told of before; they become known, but for their affiliations' and people's rows."""
    told = set((await session.execute(select(col(Statement.paper)).where(col(Statement.source) == source))).scalars())
    await _fetch_papers(session, told - known.papers.keys(), known)
    return told


async def _fetch_papers(session: AsyncSession, papers: set[int], known: Known) -> None:
    order = (col(Authorship.position).is_(None), col(Authorship.position))
    wanted = sorted(papers)
    columns = select(col(Paper.id), *(table_of(Paper).c[name] for name in VALUE_COLUMNS)).order_by(col(Paper.id))
    for row in await rows_where_in(session, columns, col(Paper.id), wanted):
        known.add_paper(KnownPaper(row.id, {name: getattr(row, name) for name in VALUE_COLUMNS}))
    mentions = select(
        col(Authorship.paper),
        col(Authorship.author),
        col(Authorship.name),
        col(Authorship.name_hash),
        col(Authorship.position),
    ).order_by(col(Authorship.paper), *order)
    for row in await rows_where_in(session, mentions, col(Authorship.paper), wanted):
        known.papers[row.paper].mentions.append(Mention(row.author, row.name, row.name_hash, row.position))
    for row in await rows_where_in(
        session,
        select(col(Statement.source), col(Statement.key), col(Statement.paper), col(Statement.digest)),
        col(Statement.paper),
        wanted,
    ):
        known.papers[row.paper].said[row.source, row.key] = row.digest
    named = (
        select(col(PaperAffiliation.paper), col(Affiliation.name))
        .join(Affiliation, col(Affiliation.id) == col(PaperAffiliation.affiliation))
        .order_by(col(PaperAffiliation.paper), col(PaperAffiliation.position))
    )
    for row in await rows_where_in(session, named, col(PaperAffiliation.paper), wanted):
        known.papers[row.paper].affiliations.append(row.name)


async def _fetch_names(
    session: AsyncSession, records: Sequence[PaperRecord], teller: SourceState, known: Known
) -> None:
    keys = {key for record in records for _, key, _ in record.names()}
    keys |= {name_hash(record.owner) for record in records if record.owner}
    of_teller = select(col(AuthorName.name_hash), col(AuthorName.occurrence), col(AuthorName.author)).where(
        col(AuthorName.source) == teller.id
    )
    for row in await rows_where_in(session, of_teller, col(AuthorName.name_hash), keys):
        known.names[row.name_hash, row.occurrence] = row.author


async def fetch_authors(session: AsyncSession, authors: Iterable[int], known: Known) -> None:
    own = (col(Source.owner) == col(Author.id)) & (col(Source.kind) == PROFILE)
    columns = select(col(Author.id), col(Author.name), col(Author.pooled), col(Source.id))
    theirs = columns.outerjoin_from(Author, Source, own)
    for author, name, pooled, profile in await rows_where_in(session, theirs, col(Author.id), authors):
        known.authors[author] = KnownAuthor(author, name, pooled, profile)


async def _fetch_words(session: AsyncSession, known: Known) -> None:
    """What admins said of who is who: all of it, as it is little."""
    known.apart = {(row.one, row.other) for row in await session.scalars(select(Apart))}
    known.not_by = {(row.paper, row.author) for row in await session.scalars(select(NotBy))}


async def fetch_profile_sources(session: AsyncSession, owner_names: int) -> list[AnyRow]:
    """(source, owner, name, captured, papers) of the profiles whose owner's name has this hash."""
    papers = select(func.count()).where(col(Statement.source) == col(Source.id)).scalar_subquery()
    statement = (
        select(col(Source.id), col(Source.owner), col(Source.name), col(Source.captured), papers.label("papers"))
        .join_from(
            Source,
            AuthorName,
            (col(AuthorName.source) == col(Source.id)) & (col(AuthorName.author) == col(Source.owner)),
        )
        .where(col(Source.kind) == PROFILE, col(AuthorName.name_hash) == owner_names)
        .order_by(col(Source.id))
    )
    return list(await session.execute(statement))
