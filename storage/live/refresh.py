"""Refreshes the library from the live sources: each is queried, its results are loaded, and one that fails waits."""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from storage.database.reader import Reading
from storage.library import Library
from storage.live.answers import ServiceReport
from storage.live.fetch_all import FetchRequest, FetchResult, fetch_all
from storage.live.ingest import IngestResult, RefreshContext, ingest_results
from storage.live.services.errors import BUDGET_SPENT, TOO_FAST, SourceError
from storage.live.services.source import SourceClient
from storage.live.source_state import record_failure, record_success, source_state
from storage.live.targets import coauthor_names, target_authors
from storage.schema.live import LiveSource

log = logging.getLogger("paperbot.refresh")
RETRY_AFTER = dt.timedelta(hours=1)
"""After a failure, if the source does not say how long to wait."""
SHORTEST_RETRY = dt.timedelta(minutes=1)
OVERLAP = dt.timedelta(days=30)
"""Works published this long before the last success are requested again: services learn of works late."""
FIRST_PERIOD = dt.timedelta(days=365)
"""How far back the first query of a source goes."""
CATEGORY_OVERLAP, FIRST_CATEGORY_PERIOD = dt.timedelta(days=3), dt.timedelta(days=7)
"""The same for a category of preprints, which has hundreds per week."""


@dataclass(frozen=True, slots=True)
class LiveSources:
    """The configured live sources. `categories`: of arXiv, whose new preprints are added whoever wrote them."""

    sources: Sequence[SourceClient]
    categories: Sequence[str] = ()


async def refresh_library(
    library: Library, live: LiveSources, now: dt.datetime, *, person: int | None = None, patient: bool = True
) -> tuple[ServiceReport, ...]:
    """Queries each source. `person`: the Discord id of who started it.

    `patient`: a source that failed is not queried before its next attempt is due; if False, only one that itself asked
    for the wait is left alone.
    """
    reports = [await _refresh(library, live, source, now, person, patient=patient) for source in live.sources]
    if reports:
        await library.sync_index()
    return tuple(reports)


async def _refresh(
    library: Library, live: LiveSources, source: SourceClient, now: dt.datetime, person: int | None, *, patient: bool
) -> ServiceReport:
    state = await library.ask(source_state, source.service)
    if state is not None and state.next_try is not None and state.next_try > now and (patient or state.must_wait):
        return ServiceReport(source.name, error=f"not queried: {state.trouble}", next_try=state.next_try)
    requests = await library.ask(_fetch_requests, source.knows_authors)
    since, new_since = _periods(state, now)
    fetched = await fetch_all(source, requests, live.categories, since, new_since)
    context = RefreshContext(source.service, source.name, now, person)
    ingested = await library.change(ingest_results, context, fetched.results)
    notes = (*fetched.notes, *ingested.notes)
    next_try = await _record(library, source, fetched.error, now, _result_text(ingested, notes))
    return _report(source, fetched, ingested, notes, next_try)


def _periods(state: LiveSource | None, now: dt.datetime) -> tuple[dt.date, dt.date]:
    """The first day of interest for works found by name, and for works of a category."""
    if state is None or state.succeeded_at is None:
        return (now - FIRST_PERIOD).date(), (now - FIRST_CATEGORY_PERIOD).date()
    return (state.succeeded_at - OVERLAP).date(), (state.succeeded_at - CATEGORY_OVERLAP).date()


async def _fetch_requests(session: Reading, knows_authors: bool) -> list[FetchRequest]:
    """Co-authors are needed only where the source has no author ids."""
    return [
        FetchRequest(target, frozenset() if knows_authors else await coauthor_names(session, target.author))
        for target in await target_authors(session)
    ]


def _result_text(ingested: IngestResult, notes: Sequence[str]) -> str:
    text = "; ".join((f"{ingested.works:,} works, {ingested.new:,} new", *notes[:1]))
    return f"{text}; {len(notes) - 1:,} more notes" if len(notes) > 1 else text


async def _record(
    library: Library, source: SourceClient, error: SourceError | None, now: dt.datetime, result: str
) -> dt.datetime | None:
    """Returns the time of the next attempt after an error."""
    if error is None:
        await library.change(record_success, source.service, now, result)
        return None
    must_wait = error.kind in (TOO_FAST, BUDGET_SPENT)
    next_try = now + _retry_delay(error)
    await library.change(record_failure, source.service, now, error.what, next_try, must_wait=must_wait)
    return next_try


def _retry_delay(error: SourceError) -> dt.timedelta:
    if error.retry_after is None:
        return RETRY_AFTER
    return max(dt.timedelta(seconds=error.retry_after), SHORTEST_RETRY)


def _report(
    source: SourceClient,
    fetched: FetchResult,
    ingested: IngestResult,
    notes: tuple[str, ...],
    next_try: dt.datetime | None,
) -> ServiceReport:
    return ServiceReport(
        source.name,
        was_queried=True,
        people=len({result.target.author for result in fetched.results if result.target is not None}),
        works=ingested.works,
        new=ingested.new,
        changed=ingested.changed,
        numbers=ingested.numbers,
        passed_over=fetched.passed_over,
        notes=notes,
        error=fetched.error and fetched.error.what,
        next_try=next_try,
    )
