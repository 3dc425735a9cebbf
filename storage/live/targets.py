"""The authors that live sources are queried about: all with a profile or an external id."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.database.reader import Reading
from storage.schema.library import PROFILE, Author, Authorship, Paper, Source
from storage.schema.live import ExternalId

MATCHING_PAPERS = 5
"""Papers of an author that a source is searched for to identify the author there."""


@dataclass(frozen=True, slots=True)
class TargetPaper:
    """A paper by which a source may identify its author."""

    paper: int
    title: str
    doi: str | None
    arxiv_id: str | None


@dataclass(frozen=True, slots=True)
class TargetAuthor:
    author: int
    name: str
    keys: dict[str, tuple[str, ...]]
    """External ids by scheme: "orcid" or a service."""
    papers: tuple[TargetPaper, ...]


async def target_authors(session: Reading) -> tuple[TargetAuthor, ...]:
    with_profile = select(col(Source.owner)).where(col(Source.kind) == PROFILE)
    with_id = select(col(ExternalId.author))
    wanted = (
        select(col(Author.id), col(Author.name))
        .where(col(Author.merged_into).is_(None), col(Author.id).in_(with_profile) | col(Author.id).in_(with_id))
        .order_by(col(Author.id))
    )
    authors = (await session.execute(wanted)).all()
    keys = await _external_ids(session)
    return tuple([TargetAuthor(author, name, keys[author], await _papers(session, author)) for author, name in authors])


async def _external_ids(session: Reading) -> defaultdict[int, dict[str, tuple[str, ...]]]:
    """Author → scheme → ids."""
    columns = select(col(ExternalId.author), col(ExternalId.scheme), col(ExternalId.value))
    rows = await session.execute(columns.order_by(col(ExternalId.scheme), col(ExternalId.value)))
    keys: defaultdict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for author, scheme, value in rows:
        keys[author][scheme] = (*keys[author].get(scheme, ()), value)
    return keys


async def _papers(session: Reading, author: int) -> tuple[TargetPaper, ...]:
    """Those with a DOI or an arXiv id come first, then the newest."""
    has_no_id = col(Paper.doi).is_(None) & col(Paper.arxiv_id).is_(None)
    papers = (
        select(col(Paper.id), col(Paper.title), col(Paper.doi), col(Paper.arxiv_id))
        .join_from(Authorship, Paper, col(Authorship.paper) == col(Paper.id))
        .where(col(Authorship.author) == author)
        .order_by(has_no_id, col(Paper.published).desc().nulls_last(), col(Paper.id))
        .limit(MATCHING_PAPERS)
    )
    return tuple(TargetPaper(*row) for row in await session.execute(papers))


async def coauthor_names(session: Reading, author: int) -> frozenset[str]:
    """As written on the shared papers."""
    own = aliased(Authorship)
    shared_papers = select(col(own.paper)).where(col(own.author) == author)
    names = (
        select(col(Authorship.name))
        .where(col(Authorship.paper).in_(shared_papers), col(Authorship.author) != author)
        .distinct()
    )
    return frozenset((await session.execute(names)).scalars())
