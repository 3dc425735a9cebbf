"""Asks a live source about the people of the library. The store is not touched meanwhile."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.live.match_author import shows_a_coauthor, tied_key
from storage.live.services.errors import GONE, UNREADABLE, SourceError
from storage.live.services.records import Known, Work
from storage.live.services.source import LiveSource
from storage.live.targets import Subject
from storage.schema.library import OPENALEX

log = logging.getLogger("paperbot.refresh")
ORCID = "orcid"
OF_ONE = (GONE, UNREADABLE)
"""Troubles that may be one person's alone: the next is asked about all the same."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a source says of one person, or (`subject` None) of a category."""

    subject: Subject | None
    works: tuple[Work, ...]
    known: Known | None = None
    """The person as the source knows them; None where it knows no people."""
    asked: str | None = None
    """The key that was asked for: that of `known` differs where the source merged people."""
    shown_by: int | None = None
    """The paper that ties the key to the person, where it was not known before."""


@dataclass(slots=True)
class Asked:
    """What came of asking a source about everybody."""

    heard: list[Heard] = field(default_factory=list[Heard])
    notes: list[str] = field(default_factory=list[str])
    """What concerns one person: no such id, an answer that cannot be read."""
    passed_over: int = 0
    """Works that only a name speaks for."""
    trouble: SourceError | None = None
    """Why it was given up; what was heard until then counts."""


@dataclass(frozen=True, slots=True)
class Wish:
    subject: Subject
    coauthors: frozenset[str]


async def ask_all(
    source: LiveSource, wishes: Sequence[Wish], categories: Sequence[str], since: dt.date, new_since: dt.date
) -> Asked:
    """`since`: of works by a name; `new_since`: of a category."""
    asked, unreadable = Asked(), None
    for wish in wishes:
        try:
            await _ask(source, wish, since, asked)
        except SourceError as error:
            log.warning("about %s: %s", wish.subject.name, error)
            if error.kind not in OF_ONE:
                asked.trouble = error
                return asked
            asked.notes.append(f"{wish.subject.name}: {error.what}")
            unreadable = error if error.kind == UNREADABLE else unreadable
    for category in categories if source.knows_categories else ():
        try:
            asked.heard.append(Heard(None, tuple((await source.of_category(category, new_since)).works)))
        except SourceError as error:
            log.warning("about %s: %s", category, error)
            asked.trouble = error
            return asked
    if not asked.heard:  # of nobody could anything be read: that is no one person's trouble
        asked.trouble = unreadable
    return asked


async def _ask(source: LiveSource, wish: Wish, since: dt.date, asked: Asked) -> None:
    subject = wish.subject
    if not source.knows_authors:
        found = (await source.by_name(subject.name, since)).works
        sure = tuple(work for work in found if shows_a_coauthor(work, subject.name, wish.coauthors))
        asked.passed_over += len(found) - len(sure)
        asked.heard.append(Heard(subject, sure))
        return
    own = subject.keys.get(source.service) or await _by_orcid(source, subject)
    keys: dict[str, int | None] = dict.fromkeys(own) or await _tied(source, subject)
    if not keys:
        asked.notes.append(f"{subject.name}: no paper that {source.name} has too shows who they are there")
    for key, shown_by in keys.items():
        known = await source.author(key)
        found = await source.of_author(known.key)
        asked.heard.append(Heard(subject, tuple(found.works), known, key, shown_by))


async def _by_orcid(source: LiveSource, subject: Subject) -> tuple[str, ...]:
    """OpenAlex knows most people by their ORCID."""
    orcids = subject.keys.get(ORCID, ()) if source.service == OPENALEX else ()
    try:
        return tuple([(await source.author(f"{ORCID}:{orcid}")).key for orcid in orcids])
    except SourceError as error:
        if error.kind != GONE:
            raise
        return ()


async def _tied(source: LiveSource, subject: Subject) -> dict[str, int | None]:
    """Key → the paper that shows it."""
    for known in subject.works:
        work = await source.find(known.doi, known.arxiv_id, known.title)
        key = tied_key(subject, known, work) if work is not None else None
        if key is not None:
            return {key: known.paper}
    return {}
