"""Keeps the library fresh from the live sources: each is asked, what it said is brought in, one that fails waits."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from storage.database.reader import Reading
from storage.library import Library
from storage.live.answers import ServiceReport
from storage.live.fetch_all import FetchRequest, FetchResult, fetch_all
from storage.live.ingest import RefreshContext, ingest_results
from storage.live.services.errors import BUDGET_SPENT, TOO_FAST, SourceError
from storage.live.services.source import SourceClient
from storage.live.source_state import record_failure, record_success, source_state
from storage.live.targets import coauthor_names, target_authors

log = logging.getLogger("paperbot.refresh")
AGAIN = dt.timedelta(hours=1)
"""After a failure that says nothing of when to come again."""
OVERLAP = dt.timedelta(days=30)
"""Works that came up so long before the last success are asked for again: services learn of works late."""
FIRST = dt.timedelta(days=365)
OVERLAP_OF_NEW, FIRST_OF_NEW = dt.timedelta(days=3), dt.timedelta(days=7)
"""The same for a category of preprints, where there are hundreds a week."""


@dataclass(frozen=True, slots=True)
class Live:
    """The live sources that are set up. `categories`: of arXiv, whose new preprints come in whoever wrote them."""

    sources: Sequence[SourceClient]
    categories: Sequence[str] = ()


async def refresh_library(
    library: Library, live: Live, now: dt.datetime, *, person: int | None = None, patient: bool = True
) -> tuple[ServiceReport, ...]:
    """Asks each source. `patient`: one that failed a little ago is not asked before its time; else only one is not that
    asked to be left alone."""
    reports = [await _refresh(library, live, source, now, person, patient=patient) for source in live.sources]
    if reports:
        await library.freshen()
    return tuple(reports)


async def _refresh(
    library: Library, live: Live, source: SourceClient, now: dt.datetime, person: int | None, *, patient: bool
) -> ServiceReport:
    state = await library.ask(source_state, source.service)
    if state is not None and state.next_try is not None and state.next_try > now and (patient or state.must_wait):
        return ServiceReport(source.name, trouble=f"Not asked: {state.trouble}", next_try=state.next_try)
    wishes = await library.ask(_wishes, source.knows_authors)
    last = state.succeeded_at if state is not None else None
    since, new_since = last - OVERLAP if last else now - FIRST, last - OVERLAP_OF_NEW if last else now - FIRST_OF_NEW
    asked = await fetch_all(source, wishes, live.categories, since.date(), new_since.date())
    brought = await library.change(
        ingest_results, RefreshContext(source.service, source.name, now, person), asked.heard
    )
    notes = (*asked.notes, *brought.notes)
    result = "; ".join((f"{brought.works:,} works, {brought.new:,} new", *notes[:1]))
    if len(notes) > 1:
        result += f", and {len(notes) - 1:,} more notes"
    next_try = await _note(library, source, asked, now, result)
    return ServiceReport(
        source.name,
        was_asked=True,
        people=len({one.subject.author for one in asked.heard if one.subject is not None}),
        works=brought.works,
        new=brought.new,
        changed=brought.changed,
        numbers=brought.numbers,
        passed_over=asked.passed_over,
        notes=notes,
        trouble=asked.trouble and asked.trouble.what,
        next_try=next_try,
    )


async def _wishes(session: Reading, knows_authors: bool) -> list[FetchRequest]:
    """Their co-authors are of use where names are all that a source has."""
    people = await target_authors(session)
    return [
        FetchRequest(subject, frozenset() if knows_authors else await coauthor_names(session, subject.author))
        for subject in people
    ]


async def _note(
    library: Library, source: SourceClient, asked: FetchResult, now: dt.datetime, result: str
) -> dt.datetime | None:
    trouble = asked.trouble
    if trouble is None:
        await library.change(record_success, source.service, now, result)
        return None
    must_wait = trouble.kind in (TOO_FAST, BUDGET_SPENT)
    next_try = now + _wait(trouble)
    await library.change(record_failure, source.service, now, trouble.what, next_try, must_wait=must_wait)
    return next_try


def _wait(trouble: SourceError) -> dt.timedelta:
    return AGAIN if trouble.retry_after is None else dt.timedelta(seconds=max(trouble.retry_after, 60))
