"""The authors and papers that changed since a revision, as index entries."""

from collections.abc import AsyncIterator

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.schema.identities import Alias
from storage.schema.library import Author, Authorship, Paper, Source
from storage.schema.undo import RetiredId
from storage.search.entry import EntryKind, IndexEntry, PaperText

BATCH = 2_000
"""Rows that are read, and entries that are indexed, at once."""
PROFILE_WEIGHT = 1_000
"""An author's weight is their number of papers, and this much more for a profile."""
CITATION_WEIGHT = 10_000
"""A paper's weight is its year, and this much for each citation."""
Batch = tuple[list[tuple[EntryKind, int]], list[IndexEntry]]
"""(entries to delete, entries to add)."""


async def changed_entries(session: AsyncSession, since: int) -> AsyncIterator[Batch]:
    """Everything that a run after `since` touched; the whole library for 0."""
    if since and (retired := await _retired(session, since)):
        yield retired, []
    models: dict[EntryKind, type[Author | Paper]] = {"author": Author, "paper": Paper}
    for kind, model in models.items():
        last = 0
        page = select(col(model.id)).where(col(model.changed_in) > since).order_by(col(model.id)).limit(BATCH)
        while ids := list((await session.execute(page.where(col(model.id) > last))).scalars()):
            last = ids[-1]
            entries = await (_authors if kind == "author" else _papers)(session, ids)
            yield [(kind, id) for id in ids], entries


async def _retired(session: AsyncSession, since: int) -> list[tuple[EntryKind, int]]:
    """What an undo took out of the library."""
    kinds: tuple[EntryKind, ...] = ("author", "paper")
    rows = await session.execute(select(col(RetiredId.kind), col(RetiredId.id)).where(col(RetiredId.run) > since))
    return [(kind, id) for name, id in rows for kind in kinds if kind == name]


async def _authors(session: AsyncSession, ids: list[int]) -> list[IndexEntry]:
    """Authors who wrote a paper here or have a profile; a merged one is found under the one they became."""
    papers = select(func.count()).where(col(Authorship.author) == col(Author.id)).scalar_subquery()
    profiles = select(func.count()).where(col(Source.owner) == col(Author.id)).scalar_subquery()
    people = await session.execute(
        select(col(Author.id), col(Author.name), papers, profiles).where(
            col(Author.id).in_(ids), col(Author.merged_into).is_(None)
        )
    )
    names = await _other_names(session, ids)
    return [
        _author_entry(id, name, papers, profiles, names.get(id, set()))
        for id, name, papers, profiles in people
        if papers or profiles
    ]


async def _other_names(session: AsyncSession, authors: list[int]) -> dict[int, set[str]]:
    """By the author's id: the names on their papers, and the aliases that admins added."""
    written = select(col(Authorship.author), col(Authorship.name)).where(col(Authorship.author).in_(authors)).distinct()
    aliases = select(col(Alias.author), col(Alias.name)).where(col(Alias.author).in_(authors))
    names: dict[int, set[str]] = {}
    for statement in (written, aliases):
        for author, name in await session.execute(statement):
            names.setdefault(author, set()).add(name)
    return names


def _author_entry(id: int, name: str, papers: int, profiles: int, names: set[str]) -> IndexEntry:
    hint = f"{papers:,} paper" + "s" * (papers != 1) + " · profile" * bool(profiles)
    return IndexEntry("author", id, name, hint, papers + PROFILE_WEIGHT * bool(profiles), tuple(sorted(names - {name})))


async def _papers(session: AsyncSession, ids: list[int]) -> list[IndexEntry]:
    authors = await _authors_by_paper(session, ids)
    rows = await session.execute(
        select(
            col(Paper.id),
            col(Paper.title),
            col(Paper.abstract),
            col(Paper.field),
            col(Paper.venue),
            col(Paper.published),
            col(Paper.citations),
            col(Paper.has_code),
        ).where(col(Paper.id).in_(ids))
    )
    return [
        _paper_entry(id, title, PaperText(abstract, authors.get(id, ()), field, venue, published, citations, has_code))
        for id, title, abstract, field, venue, published, citations, has_code in rows
    ]


async def _authors_by_paper(session: AsyncSession, papers: list[int]) -> dict[int, tuple[str, ...]]:
    position = col(Authorship.position)
    rows = await session.execute(
        select(col(Authorship.paper), col(Authorship.name))
        .where(col(Authorship.paper).in_(papers))
        .order_by(col(Authorship.paper), position.is_(None), position)
    )
    names: dict[int, list[str]] = {}
    for paper, name in rows:
        names.setdefault(paper, []).append(name)
    return {paper: tuple(found) for paper, found in names.items()}


def _paper_entry(id: int, title: str, text: PaperText) -> IndexEntry:
    year = (text.published or "")[:4]
    hint = " · ".join(part for part in (*text.authors[:1], year) if part)
    weight = CITATION_WEIGHT * (text.citations or 0) + int(year or 0)
    return IndexEntry("paper", id, title, hint, weight, (), text)
