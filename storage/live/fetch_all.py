"""Asks a live source about the people of the library. The store is not touched meanwhile."""

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
"""Troubles that may be one person's alone: the next is asked about all the same."""


@dataclass(frozen=True, slots=True)
class AuthorResult:
    """What a source says of one person, or (`subject` None) of a category."""

    subject: TargetAuthor | None
    works: tuple[Work, ...]
    known: ExternalAuthor | None = None
    """The person as the source knows them; None where it knows no people."""
    asked: str | None = None
    """The key that was asked for: that of `known` differs where the source merged people."""
    shown_by: int | None = None
    """The paper that ties the key to the person, where it was not known before."""


@dataclass(slots=True)
class FetchResult:
    """What came of asking a source about everybody."""

    heard: list[AuthorResult] = field(default_factory=list[AuthorResult])
    notes: list[str] = field(default_factory=list[str])
    """What concerns one person: no such id, an answer that cannot be read."""
    passed_over: int = 0
    """Works that only a name speaks for."""
    trouble: SourceError | None = None
    """Why it was given up; what was heard until then counts."""


@dataclass(frozen=True, slots=True)
class FetchRequest:
    subject: TargetAuthor
    coauthors: frozenset[str]


async def fetch_all(
    source: SourceClient, wishes: Sequence[FetchRequest], categories: Sequence[str], since: dt.date, new_since: dt.date
) -> FetchResult:
    """`since`: of works by a name; `new_since`: of a category."""
    asked, unreadable = FetchResult(), None
    for wish in wishes:
        try:
            await _ask(source, wish, since, asked)
        except SourceError as error:
            log.warning("about %s: %s", wish.subject.name, error)
            if error.kind not in AUTHOR_ERRORS:
                asked.trouble = error
                return asked
            asked.notes.append(f"{wish.subject.name}: {error.what}")
            unreadable = error if error.kind == UNREADABLE else unreadable
    for category in categories if source.knows_categories else ():
        try:
            asked.heard.append(AuthorResult(None, tuple((await source.of_category(category, new_since)).works)))
        except SourceError as error:
            log.warning("about %s: %s", category, error)
            asked.trouble = error
            return asked
    if not asked.heard:  # of nobody could anything be read: that is no one person's trouble
        asked.trouble = unreadable
    return asked


async def _ask(source: SourceClient, wish: FetchRequest, since: dt.date, asked: FetchResult) -> None:
    subject = wish.subject
    if not source.knows_authors:
        found = (await source.by_name(subject.name, since)).works
        sure = tuple(work for work in found if has_known_coauthor(work, subject.name, wish.coauthors))
        asked.passed_over += len(found) - len(sure)
        asked.heard.append(AuthorResult(subject, sure))
        return
    own = subject.keys.get(source.service) or await _by_orcid(source, subject)
    keys: dict[str, int | None] = dict.fromkeys(own) or await _tied(source, subject)
    if not keys:
        asked.notes.append(f"{subject.name}: no paper that {source.name} has too shows who they are there")
    for key, shown_by in keys.items():
        known = await source.author(key)
        found = await source.of_author(known.key)
        asked.heard.append(AuthorResult(subject, tuple(found.works), known, key, shown_by))


async def _by_orcid(source: SourceClient, subject: TargetAuthor) -> tuple[str, ...]:
    """OpenAlex knows most people by their ORCID."""
    orcids = subject.keys.get(ORCID, ()) if source.service == OPENALEX else ()
    try:
        return tuple([(await source.author(f"{ORCID}:{orcid}")).key for orcid in orcids])
    except SourceError as error:
        if error.kind != GONE:
            raise
        return ()


async def _tied(source: SourceClient, subject: TargetAuthor) -> dict[str, int | None]:
    """Key → the paper that shows it."""
    for known in subject.works:
        work = await source.find(known.doi, known.arxiv_id, known.title)
        key = matching_key(subject, known, work) if work is not None else None
        if key is not None:
            return {key: known.paper}
    return {}
