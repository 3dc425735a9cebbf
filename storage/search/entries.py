"""The people and papers that changed since a revision, as index entries."""

from collections.abc import AsyncIterator

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.row_types import AnyRow
from storage.schema.library import metadata
from storage.search.entry import Entry, Kind, PaperText

BATCH = 2_000
t = metadata.tables
Batch = tuple[list[tuple[Kind, int]], list[Entry]]
"""(what is to be taken out, what is to be put in)."""


async def changed_entries(session: AsyncSession, since: int) -> AsyncIterator[Batch]:
    """Everything that a run after `since` touched; all of the store for 0."""
    kinds: tuple[Kind, ...] = ("author", "paper")
    g = t["gone"].c
    gone = await session.execute(select(g.kind, g.id).where(g.run > since, g.kind.in_(kinds)))
    if since and (taken_back := [(row.kind, row.id) for row in gone]):
        yield taken_back, []
    for kind in kinds:
        table, last = t[kind].c, 0
        page = select(table.id).where(table.changed_in > since).order_by(table.id).limit(BATCH)
        while ids := list((await session.execute(page.where(table.id > last))).scalars()):
            last = ids[-1]
            entries = await (_authors if kind == "author" else _papers)(session, ids)
            yield [(kind, id) for id in ids], entries


async def _authors(session: AsyncSession, ids: list[int]) -> list[Entry]:
    """People who are somebody's author or have a profile; a merged person is found under the one they became."""
    a, m, s = t["author"].c, t["authorship"].c, t["source"].c
    papers = select(func.count()).where(m.author == a.id).scalar_subquery()
    profiles = select(func.count()).where(s.owner == a.id).scalar_subquery()
    columns = select(a.id, a.name, papers.label("papers"), profiles.label("profiles"))
    people = (await session.execute(columns.where(a.id.in_(ids), a.merged_into.is_(None)))).all()
    written = select(m.author, m.name).where(m.author.in_(ids)).distinct()
    aliases: dict[int, list[str]] = {}
    for row in await session.execute(written):
        aliases.setdefault(row.author, []).append(row.name)
    al = t["alias"].c
    for row in await session.execute(select(al.author, al.name).where(al.author.in_(ids))):
        aliases.setdefault(row.author, []).append(row.name)
    return [_author(row, aliases.get(row.id, [])) for row in people if row.papers or row.profiles]


def _author(row: AnyRow, written: list[str]) -> Entry:
    papers = f"{row.papers:,} paper" + ("" if row.papers == 1 else "s")
    hint = papers + (" · profile" if row.profiles else "")
    aliases = tuple(sorted(set(written) - {row.name}))
    return Entry("author", row.id, row.name, hint, row.papers + 1000 * bool(row.profiles), aliases)


async def _papers(session: AsyncSession, ids: list[int]) -> list[Entry]:
    p, m = t["paper"].c, t["authorship"].c
    order = (m.paper, m.position.is_(None), m.position)
    authors: dict[int, list[str]] = {}
    for row in await session.execute(select(m.paper, m.name).where(m.paper.in_(ids)).order_by(*order)):
        authors.setdefault(row.paper, []).append(row.name)
    columns = (p.id, p.title, p.abstract, p.field, p.venue, p.published, p.citations, p.has_code)
    rows = await session.execute(select(*columns).where(p.id.in_(ids)))
    return [_paper(row, tuple(authors.get(row.id, ()))) for row in rows]


def _paper(row: AnyRow, authors: tuple[str, ...]) -> Entry:
    year = (row.published or "")[:4]
    hint = " · ".join(part for part in (*authors[:1], year) if part)
    weight = 10_000 * (row.citations or 0) + int(year or 0)
    text = PaperText(row.abstract, authors, row.field, row.venue, row.published, row.citations, row.has_code)
    return Entry("paper", row.id, row.title, hint, weight, (), text)
