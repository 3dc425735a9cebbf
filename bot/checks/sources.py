"""Checks how the last query to each live source went. None of them is contacted."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.engine import URL

from bot.checks.query import QUERY_ERRORS, error_text, query_rows
from bot.checks.result import CheckResult, check_failed, check_passed
from bot.settings import Settings
from storage.live.services.configure import is_client_installed
from storage.schema.library import LIVE

STATES = "SELECT service, succeeded_at, trouble FROM live_source"


async def check_sources(settings: Settings, url: URL, *, can_query: bool) -> list[CheckResult]:
    """`can_query`: whether the database can be read."""
    if not settings.live:
        return [check_passed("sources", "no live source is configured (PAPERBOT_LIVE)")]
    try:
        [rows] = await query_rows(url, STATES) if can_query else [[]]
    except QUERY_ERRORS as error:
        return [check_failed("sources", f"their state cannot be read ({error_text(error, url)})")]
    return list(_check_each(settings.live, {row[0]: row for row in rows}))


def _check_each(services: Sequence[str], states: dict[str, tuple[Any, ...]]) -> Iterator[CheckResult]:
    for service in services:
        name = LIVE[service]
        if not is_client_installed(service):
            yield check_failed("sources", f"{name}: its client is not installed. Run: pip install 'paperbot[live]'")
        elif service not in states:
            yield check_passed("sources", f"{name}: not queried yet")
        else:
            yield _check_state(name, *states[service][1:])


def _check_state(name: str, succeeded: str | dt.datetime | None, error: str | None) -> CheckResult:
    last = f"last success: {str(succeeded)[:16]} UTC" if succeeded else "no success yet"
    if error:
        retry = "It is retried automatically; to retry now, run: python -m bot refresh"
        return check_failed("sources", f"{name}: {error} ({last}). {retry}")
    return check_passed("sources", f"{name}: {last}")
