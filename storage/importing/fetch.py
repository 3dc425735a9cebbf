"""Reads from the store what one chunk of records may speak of. Every statement asks for a batch, never for one row."""

import json
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import ARRAY, any_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.row_types import AnyRow, AnySelect
from storage.importing.known import Ids, Known, KnownAuthor, KnownPaper, Mention, Teller
from storage.importing.match import given_key
from storage.importing.record import PaperRecord
from storage.schema.library import PROFILE, metadata
from storage.text.keys import name_hash

t = metadata.tables
VALUE_COLUMNS = tuple(c.name for c in t["paper"].columns if c.name not in ("id", "first_in", "changed_in"))


async def fetch_ids(session: AsyncSession) -> Ids:
    """What was taken back keeps its id: a button of then means nothing else today."""
    tables = ("author", "paper", "source", "affiliation", "metric_snapshot", "import_run")
    gone = t["gone"].c
    highest = [select(func.coalesce(func.max(t[name].c.id), 0)).scalar_subquery() for name in tables]
    row = (await session.execute(select(*highest))).one()
    taken = await session.execute(select(gone.kind, func.max(gone.id).label("id")).group_by(gone.kind))
    last: dict[str, int] = {row.kind: row.id for row in taken}
    return Ids(*(max(value, last.get(name, 0)) + 1 for name, value in zip(tables, row, strict=True)))


async def fetch_known(
    session: AsyncSession,
    records: Sequence[PaperRecord],
    teller: Teller,
    ids: Ids,
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


async def rows_among(session: AsyncSession, statement: AnySelect, column: Any, values: Iterable[Any]) -> list[AnyRow]:
    """The statement's rows where the column is one of the values: however many, they are one parameter."""
    wanted = list(dict.fromkeys(values))
    if not wanted:
        return []
    if session.get_bind().dialect.name == "postgresql":
        among = column == any_(literal(wanted, ARRAY(column.type)))
    else:
        each = func.json_each(json.dumps(wanted)).table_valued("value")
        among = column.in_(select(each.c.value))
    return list(await session.execute(statement.where(among)))


async def _fetch_keys(session: AsyncSession, records: Sequence[PaperRecord], teller: Teller, known: Known) -> None:
    s = t["statement"].c
    keys = [key for record in records if (key := given_key(record)) is not None]
    of_teller = select(s.key, s.paper).where(s.source == teller.id)
    known.by_key = {row.key: row.paper for row in await rows_among(session, of_teller, s.key, keys)}


async def _candidates(session: AsyncSession, records: Sequence[PaperRecord]) -> set[int]:
    p = t["paper"].c
    asked = (
        (p.title_hash, [record.title_hash for record in records]),
        (p.doi, [record.doi for record in records if record.doi]),
        (p.arxiv_id, [record.arxiv_id for record in records if record.arxiv_id]),
    )
    return {row.id for column, values in asked for row in await rows_among(session, select(p.id), column, values)}


async def _fetch_other_titles(session: AsyncSession, records: Sequence[PaperRecord], known: Known) -> None:
    o = t["other_title"].c
    titles = [record.title_hash for record in records]
    for row in await rows_among(session, select(o.title_hash, o.paper).order_by(o.paper), o.title_hash, titles):
        known.by_other_title.setdefault(row.title_hash, []).append(row.paper)


async def _fetch_abstracts(session: AsyncSession, records: Sequence[PaperRecord], known: Known) -> None:
    """Where one title here and one paper there have the abstract: shared by several, it is a form and tells nothing."""
    p = t["paper"].c
    titles: dict[int | None, int] = {}
    shared: set[int | None] = {None}
    for record in records:
        abstract, title = record.abstract_hash, record.title_hash
        if titles.setdefault(abstract, title) != title:
            shared.add(abstract)
    alone = titles.keys() - shared
    columns = select(p.abstract_hash, func.min(p.id).label("paper"))
    only = columns.group_by(p.abstract_hash).having(func.count() == 1)
    known.by_abstract = {
        row.abstract_hash: row.paper for row in await rows_among(session, only, p.abstract_hash, alone)
    }


async def fetch_told(session: AsyncSession, source: int, known: Known) -> set[int]:
    """The papers that the source told of before; they become known, but for their affiliations' and people's rows."""
    s = t["statement"].c
    told = set((await session.execute(select(s.paper).where(s.source == source))).scalars())
    await _fetch_papers(session, told - known.papers.keys(), known)
    return told


async def _fetch_papers(session: AsyncSession, papers: set[int], known: Known) -> None:
    p, a, s = t["paper"].c, t["authorship"].c, t["statement"].c
    order = (a.position.is_(None), a.position)
    wanted = sorted(papers)
    columns = select(p.id, *(p[name] for name in VALUE_COLUMNS)).order_by(p.id)
    for row in await rows_among(session, columns, p.id, wanted):
        known.add_paper(KnownPaper(row.id, {name: getattr(row, name) for name in VALUE_COLUMNS}))
    mentions = select(a.paper, a.author, a.name, a.name_hash, a.position).order_by(a.paper, *order)
    for row in await rows_among(session, mentions, a.paper, wanted):
        known.papers[row.paper].mentions.append(Mention(row.author, row.name, row.name_hash, row.position))
    for row in await rows_among(session, select(s.source, s.key, s.paper, s.digest), s.paper, wanted):
        known.papers[row.paper].said[row.source, row.key] = row.digest
    pa, af = t["paper_affiliation"].c, t["affiliation"]
    named = select(pa.paper, af.c.name).join(af, af.c.id == pa.affiliation).order_by(pa.paper, pa.position)
    for row in await rows_among(session, named, pa.paper, wanted):
        known.papers[row.paper].affiliations.append(row.name)


async def _fetch_names(session: AsyncSession, records: Sequence[PaperRecord], teller: Teller, known: Known) -> None:
    n = t["author_name"].c
    keys = {key for record in records for _, key, _ in record.names()}
    keys |= {name_hash(record.owner) for record in records if record.owner}
    of_teller = select(n.name_hash, n.occurrence, n.author).where(n.source == teller.id)
    for row in await rows_among(session, of_teller, n.name_hash, keys):
        known.names[row.name_hash, row.occurrence] = row.author


async def fetch_authors(session: AsyncSession, authors: Iterable[int], known: Known) -> None:
    a, s = t["author"].c, t["source"]
    own = (s.c.owner == a.id) & (s.c.kind == PROFILE)
    columns = select(a.id, a.name, a.pooled, s.c.id.label("profile")).outerjoin_from(t["author"], s, own)
    for row in await rows_among(session, columns, a.id, authors):
        known.authors[row.id] = KnownAuthor(row.id, row.name, row.pooled, row.profile)


async def _fetch_words(session: AsyncSession, known: Known) -> None:
    """What admins said of who is who: all of it, as it is little."""
    known.apart = {(row.one, row.other) for row in await session.execute(select(t["apart"]))}
    known.not_by = {(row.paper, row.author) for row in await session.execute(select(t["not_by"]))}


async def fetch_profile_sources(session: AsyncSession, owner_names: int) -> list[AnyRow]:
    """(source, owner, name, captured, papers) of the profiles whose owner's name has this hash."""
    s, n, st = t["source"].c, t["author_name"].c, t["statement"].c
    papers = select(func.count()).where(st.source == s.id).scalar_subquery()
    statement = (
        select(s.id, s.owner, s.name, s.captured, papers.label("papers"))
        .join_from(t["source"], t["author_name"], (n.source == s.id) & (n.author == s.owner))
        .where(s.kind == PROFILE, n.name_hash == owner_names)
        .order_by(s.id)
    )
    return list(await session.execute(statement))
