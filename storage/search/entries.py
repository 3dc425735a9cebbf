"""The people and papers that changed since a revision, as index entries."""

from collections.abc import AsyncIterator

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.row_types import AnyRow
from storage.schema.identities import Alias
from storage.schema.library import Author, Authorship, Paper, Source
from storage.schema.undo import RetiredId
from storage.search.entry import Entry, Kind, PaperText

BATCH = 2_000
Batch = tuple[list[tuple[Kind, int]], list[Entry]]
"""(what is to be taken out, what is to be put in)."""


async def changed_entries(session: AsyncSession, since: int) -> AsyncIterator[Batch]:
    """Everything that a run after `since` touched; all of the store for 0."""
    gone = await session.execute(
        select(col(RetiredId.kind), col(RetiredId.id)).where(
            col(RetiredId.run) > since, col(RetiredId.kind).in_(("author", "paper"))
        )
    )
    if since and (taken_back := [(row.kind, row.id) for row in gone]):
        yield taken_back, []
    models: dict[Kind, type[Author | Paper]] = {"author": Author, "paper": Paper}
    for kind, model in models.items():
        last = 0
        page = select(col(model.id)).where(col(model.changed_in) > since).order_by(col(model.id)).limit(BATCH)
        while ids := list((await session.execute(page.where(col(model.id) > last))).scalars()):
            last = ids[-1]
            entries = await (_authors if kind == "author" else _papers)(session, ids)
            yield [(kind, id) for id in ids], entries


async def _authors(session: AsyncSession, ids: list[int]) -> list[Entry]:
    """People who are somebody's author or have a profile; a merged person is found under the one they became."""
    papers = select(func.count()).where(col(Authorship.author) == col(Author.id)).scalar_subquery()
    profiles = select(func.count()).where(col(Source.owner) == col(Author.id)).scalar_subquery()
    columns = select(col(Author.id), col(Author.name), papers.label("papers"), profiles.label("profiles"))
    people = (await session.execute(columns.where(col(Author.id).in_(ids), col(Author.merged_into).is_(None)))).all()
    written = select(col(Authorship.author), col(Authorship.name)).where(col(Authorship.author).in_(ids)).distinct()
    aliases: dict[int, list[str]] = {}
    for row in await session.execute(written):
        aliases.setdefault(row.author, []).append(row.name)
    for row in await session.execute(select(col(Alias.author), col(Alias.name)).where(col(Alias.author).in_(ids))):
        aliases.setdefault(row.author, []).append(row.name)
    return [_author(row, aliases.get(row.id, [])) for row in people if row.papers or row.profiles]


def _author(row: AnyRow, written: list[str]) -> Entry:
    papers = f"{row.papers:,} paper" + ("" if row.papers == 1 else "s")
    hint = papers + (" · profile" if row.profiles else "")
    aliases = tuple(sorted(set(written) - {row.name}))
    return Entry("author", row.id, row.name, hint, row.papers + 1000 * bool(row.profiles), aliases)


async def _papers(session: AsyncSession, ids: list[int]) -> list[Entry]:
    order = (col(Authorship.paper), col(Authorship.position).is_(None), col(Authorship.position))
    authors: dict[int, list[str]] = {}
    for row in await session.execute(
        select(col(Authorship.paper), col(Authorship.name)).where(col(Authorship.paper).in_(ids)).order_by(*order)
    ):
        authors.setdefault(row.paper, []).append(row.name)
    columns = (
        col(Paper.id),
        col(Paper.title),
        col(Paper.abstract),
        col(Paper.field),
        col(Paper.venue),
        col(Paper.published),
        col(Paper.citations),
        col(Paper.has_code),
    )
    rows = await session.execute(select(*columns).where(col(Paper.id).in_(ids)))
    return [_paper(row, tuple(authors.get(row.id, ()))) for row in rows]


def _paper(row: AnyRow, authors: tuple[str, ...]) -> Entry:
    year = (row.published or "")[:4]
    hint = " · ".join(part for part in (*authors[:1], year) if part)
    weight = 10_000 * (row.citations or 0) + int(year or 0)
    text = PaperText(row.abstract, authors, row.field, row.venue, row.published, row.citations, row.has_code)
    return Entry("paper", row.id, row.title, hint, weight, (), text)
