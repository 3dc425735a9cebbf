"""What a subscription is about: everything, or the authors, fields and searches that it follows, all together."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select
from sqlmodel import col

from storage.announcements.answers import Coverage, Followed, ProfileAge
from storage.database.reader import Reading, run_in_thread
from storage.lookup.author_card import current_id
from storage.lookup.paper_lists import in_field
from storage.lookup.store_status import failing_services
from storage.schema.announcements import Follow, FollowKind, Subscription
from storage.schema.library import PROFILE, Author, Authorship, Paper, Source
from storage.search.index import SearchIndex
from storage.search.paper_query import PaperQuery
from storage.search.paper_search import PaperSearch
from storage.search.query_language import QueryPart, QueryWords, parse_query
from storage.text.fields import field_label

STALE_DAYS = 30
"""A profile whose newest text is older than this many days is listed as stale."""
Matches = dict[int, tuple[Followed, ...]]
"""Papers by their ids, each with what is followed that it matches. Nothing if only "everything" takes it."""


@dataclass(frozen=True, slots=True)
class Scope:
    everything: bool
    follows: tuple[Followed, ...]
    """Authors under the ids that they have today."""

    def of_kind(self, kind: FollowKind) -> list[Followed]:
        return [followed for followed in self.follows if followed.kind == kind]

    @property
    def authors(self) -> list[int]:
        """The ids of the followed ones."""
        return [int(followed.key) for followed in self.of_kind("author")]


async def fetch_scope(session: Reading, subscription: Subscription) -> Scope:
    mine = select(Follow).where(col(Follow.subscription) == subscription.id)
    follows = (await session.scalars(mine.order_by(col(Follow.kind), col(Follow.key)))).all()
    followed = [await _followed(session, one.kind, one.key) for one in follows]
    return Scope(subscription.everything, tuple(one for one in followed if one is not None))


async def _followed(session: Reading, kind: FollowKind, key: str) -> Followed | None:
    """None: the author left the library, and is followed again when they come back."""
    if kind != "author":
        return Followed(kind, key, field_label(key) if kind == "field" else key)
    today = await current_id(session, int(key))
    name = (await session.execute(select(col(Author.name)).where(col(Author.id) == today))).scalar()
    return None if name is None else Followed("author", str(today), name)


async def fetch_coverage(session: Reading, scope: Scope, today: dt.date) -> Coverage:
    """What was checked. If only authors are followed: these. Otherwise the whole library: anybody's paper may match."""
    authors = scope.authors
    is_authors = bool(authors) and not scope.everything and len(authors) == len(scope.follows)
    profiles = (
        select(col(Author.name), col(Source.captured))
        .join_from(Source, Author, col(Source.owner) == col(Author.id))
        .where(col(Source.kind) == PROFILE)
    )
    if is_authors:
        profiles = profiles.where(col(Author.id).in_(authors))
    rows = (await session.execute(profiles.order_by(col(Source.captured), col(Author.name)))).all()
    oldest = today - dt.timedelta(days=STALE_DAYS)
    stale = tuple(ProfileAge(name, captured) for name, captured in rows if captured < oldest)
    newest = rows[-1][1] if rows else None
    if not is_authors:
        newest = (await session.execute(select(func.max(col(Source.captured))))).scalar()
    count = len(authors) if is_authors else await _count_authors(session)
    return Coverage(count, len(rows), stale, STALE_DAYS, newest, await failing_services(session, today))


async def _count_authors(session: Reading) -> int:
    """Of the whole library: people with a paper or a profile."""
    has_paper = col(Author.id).in_(select(col(Authorship.author)))
    has_profile = col(Author.id).in_(select(col(Source.owner)))
    people = col(Author.merged_into).is_(None) & (has_paper | has_profile)
    return (await session.execute(select(func.count()).select_from(Author).where(people))).scalar_one()


async def match_scope(session: Reading, index: SearchIndex, scope: Scope, candidates: Select[int]) -> Matches:
    """Those of the candidates that are in the scope."""
    matches: dict[int, list[Followed]] = {}
    if scope.everything:
        matches = {paper: [] for paper in (await session.execute(candidates)).scalars()}
    for paper, followed in [
        *await _by_author(session, scope, candidates),
        *await _by_field(session, scope, candidates),
        *await _by_search(session, index, scope, candidates),
    ]:
        matches.setdefault(paper, []).append(followed)
    return {paper: tuple(reasons) for paper, reasons in matches.items()}


async def _by_author(session: Reading, scope: Scope, candidates: Select[int]) -> list[tuple[int, Followed]]:
    authors = {int(followed.key): followed for followed in scope.of_kind("author")}
    if not authors:
        return []
    rows = (
        select(col(Authorship.paper), col(Authorship.author))
        .where(col(Authorship.author).in_(authors), col(Authorship.paper).in_(candidates))
        .order_by(col(Authorship.paper), col(Authorship.author))
    )
    return [(paper, authors[author]) for paper, author in await session.execute(rows)]


async def _by_field(session: Reading, scope: Scope, candidates: Select[int]) -> list[tuple[int, Followed]]:
    found: list[tuple[int, Followed]] = []
    for followed in scope.of_kind("field"):
        rows = select(col(Paper.id)).where(col(Paper.id).in_(candidates), in_field(followed.key))
        found += [(paper, followed) for paper in (await session.execute(rows)).scalars()]
    return found


async def _by_search(
    session: Reading, index: SearchIndex, scope: Scope, candidates: Select[int]
) -> list[tuple[int, Followed]]:
    searches = scope.of_kind("search")
    papers = tuple((await session.execute(candidates)).scalars()) if searches else ()
    return [
        (paper, search)
        for search in searches
        for paper in await run_in_thread(_search_among, index, search.key, papers)
    ]


def _search_among(index: SearchIndex, words: str, papers: Sequence[int]) -> tuple[int, ...]:
    parts = require_all_words(parse_query(words))
    query = PaperQuery(parts, tuple(papers)).build(index.schema) if parts and papers else None
    if query is None:
        return ()
    return PaperSearch(index.schema, index.searcher()).find(query, "newest", len(papers)).papers


def require_all_words(parts: Iterable[QueryPart]) -> tuple[QueryPart, ...]:
    """/search ranks, so that any word is enough for it; a paper is either announced or not, so it needs all of them."""
    return tuple(
        QueryPart(
            tuple(
                replace(atom, is_phrase=True) if isinstance(atom, QueryWords) else atom for atom in part.alternatives
            ),
            part.excluded,
        )
        for part in parts
    )


def is_searchable(index: SearchIndex, words: str) -> bool:
    """Whether a search can find anything: one of stop words alone cannot."""
    return PaperQuery(require_all_words(parse_query(words))).build(index.schema) is not None
