"""Whom the live sources are asked about: everybody who has a profile, or an id elsewhere."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.reader import Reading
from storage.schema.library import PROFILE, Author, Authorship, Paper, Source
from storage.schema.live import ExternalId

MATCHING_PAPERS = 5
"""Papers of a person that a source is asked for to find out who they are there; those with ids come first."""


@dataclass(frozen=True, slots=True)
class TargetPaper:
    """A paper of a person, as a source may know it."""

    paper: int
    title: str
    doi: str | None
    arxiv_id: str | None


@dataclass(frozen=True, slots=True)
class TargetAuthor:
    author: int
    name: str
    keys: dict[str, tuple[str, ...]]
    """By scheme: "orcid" or a service."""
    works: tuple[TargetPaper, ...]


async def target_authors(session: Reading) -> tuple[TargetAuthor, ...]:
    own = select(col(Source.owner)).where(col(Source.kind) == PROFILE)
    asked = select(col(Author.id), col(Author.name)).where(
        col(Author.merged_into).is_(None), col(Author.id).in_(own) | col(Author.id).in_(select(col(ExternalId.author)))
    )
    people = (await session.execute(asked.order_by(col(Author.id)))).all()
    keys: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in await session.execute(
        select(col(ExternalId.author), col(ExternalId.scheme), col(ExternalId.value)).order_by(
            col(ExternalId.scheme), col(ExternalId.value)
        )
    ):
        keys[row.author][row.scheme] = (*keys[row.author].get(row.scheme, ()), row.value)
    return tuple([TargetAuthor(row.id, row.name, keys[row.id], await _works(session, row.id)) for row in people])


async def _works(session: Reading, author: int) -> tuple[TargetPaper, ...]:
    mine = select(col(Paper.id), col(Paper.title), col(Paper.doi), col(Paper.arxiv_id)).join_from(
        Authorship, Paper, col(Authorship.paper) == col(Paper.id)
    )
    sure_first = (
        col(Paper.doi).is_(None) & col(Paper.arxiv_id).is_(None),
        col(Paper.published).desc().nulls_last(),
        col(Paper.id),
    )
    rows = await session.execute(
        mine.where(col(Authorship.author) == author).order_by(*sure_first).limit(MATCHING_PAPERS)
    )
    return tuple(TargetPaper(*row) for row in rows)


async def coauthor_names(session: Reading, author: int) -> frozenset[str]:
    """As written on the papers that they share."""
    mine = aliased(Authorship)
    shared = select(col(mine.paper)).where(col(mine.author) == author)
    rows = await session.execute(
        select(col(Authorship.name))
        .where(col(Authorship.paper).in_(shared), col(Authorship.author) != author)
        .distinct()
    )
    return frozenset(rows.scalars())
