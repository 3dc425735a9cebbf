"""Whom the live sources are asked about: everybody who has a profile, or an id elsewhere."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from storage.database.reader import Reading
from storage.schema.library import PROFILE, metadata

t = metadata.tables
TIES = 5
"""Papers of a person that a source is asked for to find out who they are there; those with ids come first."""


@dataclass(frozen=True, slots=True)
class KnownWork:
    """A paper of a person, as a source may know it."""

    paper: int
    title: str
    doi: str | None
    arxiv_id: str | None


@dataclass(frozen=True, slots=True)
class Subject:
    author: int
    name: str
    keys: dict[str, tuple[str, ...]]
    """By scheme: "orcid" or a service."""
    works: tuple[KnownWork, ...]


async def subjects(session: Reading) -> tuple[Subject, ...]:
    a, s, x = t["author"].c, t["source"].c, t["external_id"].c
    own = select(s.owner).where(s.kind == PROFILE)
    asked = select(a.id, a.name).where(a.merged_into.is_(None), a.id.in_(own) | a.id.in_(select(x.author)))
    people = (await session.execute(asked.order_by(a.id))).all()
    keys: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in await session.execute(select(x.author, x.scheme, x.value).order_by(x.scheme, x.value)):
        keys[row.author][row.scheme] = (*keys[row.author].get(row.scheme, ()), row.value)
    return tuple([Subject(row.id, row.name, keys[row.id], await _works(session, row.id)) for row in people])


async def _works(session: Reading, author: int) -> tuple[KnownWork, ...]:
    p, m = t["paper"].c, t["authorship"].c
    mine = select(p.id, p.title, p.doi, p.arxiv_id).join_from(t["authorship"], t["paper"], m.paper == p.id)
    sure_first = (p.doi.is_(None) & p.arxiv_id.is_(None), p.published.desc().nulls_last(), p.id)
    rows = await session.execute(mine.where(m.author == author).order_by(*sure_first).limit(TIES))
    return tuple(KnownWork(*row) for row in rows)


async def coauthor_names(session: Reading, author: int) -> frozenset[str]:
    """As written on the papers that they share."""
    m, mine = t["authorship"].c, t["authorship"].alias()
    shared = select(mine.c.paper).where(mine.c.author == author)
    rows = await session.execute(select(m.name).where(m.paper.in_(shared), m.author != author).distinct())
    return frozenset(rows.scalars())
