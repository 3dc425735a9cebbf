"""What a subscription is about: everything, or the authors, fields and searches that it follows, all together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, select
from sqlmodel import col

from storage.announcements.answers import Followed
from storage.database.reader import Reading, aside
from storage.lookup.lists import of_field
from storage.lookup.people import current_id
from storage.schema.announcements import Follow
from storage.schema.library import Author, Authorship, Paper
from storage.search.index import SearchIndex
from storage.search.language import Part, Words, parse
from storage.search.texts import Texts
from storage.search.wanted import Wanted
from storage.text.fields import field_label

Why = dict[int, tuple[Followed, ...]]
"""Papers by their ids, each with what is followed that it fits."""


@dataclass(frozen=True, slots=True)
class Scope:
    everything: bool
    follows: tuple[Followed, ...]
    """Authors under the ids that they have today."""

    def of_kind(self, kind: str) -> list[Followed]:
        return [followed for followed in self.follows if followed.kind == kind]


async def scope_of(session: Reading, subscription: int, *, everything: bool) -> Scope:
    rows = await session.execute(
        select(col(Follow.kind), col(Follow.key))
        .where(col(Follow.subscription) == subscription)
        .order_by(col(Follow.kind), col(Follow.key))
    )
    return Scope(everything, tuple([await _named(session, row.kind, row.key) for row in rows.all()]))


async def _named(session: Reading, kind: str, key: str) -> Followed:
    if kind != "author":
        return Followed("field" if kind == "field" else "search", key, field_label(key) if kind == "field" else key)
    today = await current_id(session, int(key))
    name = (await session.execute(select(col(Author.name)).where(col(Author.id) == today))).scalar()
    return Followed("author", str(today or key), name or "")


async def fitting(session: Reading, index: SearchIndex, scope: Scope, candidates: Select[tuple[int]]) -> Why:
    """Those of the candidates that the scope takes."""
    why: dict[int, list[Followed]] = {}
    if scope.everything:
        why = {row.id: [] for row in await session.execute(candidates)}
    for paper, followed in [
        *await _by_author(session, scope, candidates),
        *await _by_field(session, scope, candidates),
        *await _by_search(session, index, scope, candidates),
    ]:
        why.setdefault(paper, []).append(followed)
    return {paper: tuple(reasons) for paper, reasons in why.items()}


async def _by_author(session: Reading, scope: Scope, candidates: Select[tuple[int]]) -> list[tuple[int, Followed]]:
    authors = {int(followed.key): followed for followed in scope.of_kind("author")}
    if not authors:
        return []
    rows = (
        select(col(Authorship.paper), col(Authorship.author))
        .where(col(Authorship.author).in_(authors), col(Authorship.paper).in_(candidates))
        .order_by(col(Authorship.paper), col(Authorship.author))
    )
    return [(row.paper, authors[row.author]) for row in await session.execute(rows)]


async def _by_field(session: Reading, scope: Scope, candidates: Select[tuple[int]]) -> list[tuple[int, Followed]]:
    found: list[tuple[int, Followed]] = []
    for followed in scope.of_kind("field"):
        rows = await session.execute(select(col(Paper.id)).where(col(Paper.id).in_(candidates), of_field(followed.key)))
        found += [(row.id, followed) for row in rows]
    return found


async def _by_search(
    session: Reading, index: SearchIndex, scope: Scope, candidates: Select[tuple[int]]
) -> list[tuple[int, Followed]]:
    searches = scope.of_kind("search")
    papers = tuple([row.id for row in await session.execute(candidates)]) if searches else ()
    return [(paper, search) for search in searches for paper in await aside(_found, index, search.key, papers)]


def _found(index: SearchIndex, words: str, papers: Sequence[int]) -> tuple[int, ...]:
    parts = strict(parse(words))
    query = Wanted(parts, tuple(papers)).query(index.schema) if parts and papers else None
    if query is None:
        return ()
    return Texts(index.schema, index.searcher()).find(query, "newest", len(papers)).papers


def strict(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Every plain word is wanted. A search ranks, so that any of the words will do for it; news are told or not."""
    return tuple(
        Part(
            tuple(replace(atom, is_phrase=True) if isinstance(atom, Words) else atom for atom in part.alternatives),
            part.excluded,
        )
        for part in parts
    )


def says_something(index: SearchIndex, words: str) -> bool:
    """Whether a search looks for anything at all: one of stop words alone does not."""
    return Wanted(strict(parse(words))).query(index.schema) is not None
