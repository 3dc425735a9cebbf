"""Queries one live source about all target authors. The database is not touched meanwhile."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.live.match_author import has_known_coauthor, matching_key
from storage.live.services.errors import GONE, UNREADABLE, SourceError
from storage.live.services.records import ExternalAuthor, Work
from storage.live.services.source import SourceClient
from storage.live.targets import TargetAuthor
from storage.schema.library import OPENALEX

log = logging.getLogger("paperbot.refresh")
ORCID = "orcid"
AUTHOR_ERRORS = (GONE, UNREADABLE)
"""Errors that may concern one author alone: the next one is queried all the same."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    target: TargetAuthor
    coauthors: frozenset[str]
    """Names; empty where the source has author ids."""


@dataclass(frozen=True, slots=True)
class AuthorResult:
    """What a source has on one author or, if `target` is None, in one category."""

    target: TargetAuthor | None
    works: tuple[Work, ...]
    author: ExternalAuthor | None = None
    """None where the source has no author ids."""
    requested_key: str | None = None
    """The key that was requested: `author.key` differs from it where the source merged two records."""
    evidence: int | None = None
    """The id of the paper by which the author was identified; None if the key was known before."""


@dataclass(slots=True)
class FetchResult:
    """What a source has on all target authors."""

    results: list[AuthorResult] = field(default_factory=list[AuthorResult])
    notes: list[str] = field(default_factory=list[str])
    """What concerns one author: not found, or a response that could not be read."""
    passed_over: int = 0
    """Works that match by name alone."""
    error: SourceError | None = None
    """Why it stopped early; the results until then count."""


async def fetch_all(
    source: SourceClient,
    requests: Sequence[FetchRequest],
    categories: Sequence[str],
    since: dt.date,
    new_since: dt.date,
) -> FetchResult:
    """`since`: for works found by name. `new_since`: for works of a category."""
    fetched, unreadable = FetchResult(), None
    for request in requests:
        try:
            await _fetch_author(source, request, since, fetched)
        except SourceError as error:
            log.warning("%s: %s", request.target.name, error)
            if error.kind not in AUTHOR_ERRORS:
                fetched.error = error
                return fetched
            fetched.notes.append(f"{request.target.name}: {error.what}")
            unreadable = error if error.kind == UNREADABLE else unreadable
    for category in categories if source.knows_categories else ():
        try:
            works = (await source.works_in_category(category, new_since)).works
        except SourceError as error:
            log.warning("%s: %s", category, error)
            fetched.error = error
            return fetched
        fetched.results.append(AuthorResult(None, works))
    if not fetched.results:  # no response at all could be read: that concerns the source, not one author
        fetched.error = unreadable
    return fetched


async def _fetch_author(source: SourceClient, request: FetchRequest, since: dt.date, fetched: FetchResult) -> None:
    target = request.target
    if not source.knows_authors:
        works = (await source.works_by_name(target.name, since)).works
        sure = tuple(work for work in works if has_known_coauthor(work, target.name, request.coauthors))
        fetched.passed_over += len(works) - len(sure)
        fetched.results.append(AuthorResult(target, sure))
        return
    known_keys = target.keys.get(source.service) or await _keys_by_orcid(source, target)
    keys: dict[str, int | None] = dict.fromkeys(known_keys) or await _keys_by_papers(source, target)
    if not keys:
        fetched.notes.append(f"{target.name}: not identified, as {source.name} has no paper in common")
    for key, evidence in keys.items():
        author = await source.author(key)
        works = (await source.works_by_author(author.key)).works
        fetched.results.append(AuthorResult(target, works, author, key, evidence))


async def _keys_by_orcid(source: SourceClient, target: TargetAuthor) -> tuple[str, ...]:
    """OpenAlex finds most authors by ORCID."""
    orcids = target.keys.get(ORCID, ()) if source.service == OPENALEX else ()
    try:
        return tuple([(await source.author(f"{ORCID}:{orcid}")).key for orcid in orcids])
    except SourceError as error:
        if error.kind != GONE:
            raise
        return ()


async def _keys_by_papers(source: SourceClient, target: TargetAuthor) -> dict[str, int | None]:
    """Key → the paper that identifies the author; at most one."""
    for paper in target.papers:
        work = await source.find_work(paper.doi, paper.arxiv_id, paper.title)
        key = matching_key(target, paper, work) if work is not None else None
        if key is not None:
            return {key: paper.paper}
    return {}
