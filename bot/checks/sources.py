"""The live sources as they last did. None of them is asked."""

import datetime as dt
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from sqlalchemy.engine import URL

from bot.checks.asked import FAULTS, ask, reason
from bot.checks.finding import Finding, mend, ok
from bot.settings import Settings
from storage.schema.library import ARXIV, LIVE, OPENALEX, SEMANTIC_SCHOLAR

CLIENTS = {OPENALEX: "pyalex", ARXIV: "arxiv", SEMANTIC_SCHOLAR: "semanticscholar"}
STATES = "SELECT service, succeeded_at, trouble FROM live_source"


async def check_sources(settings: Settings, url: URL, *, can_ask: bool) -> list[Finding]:
    """`can_ask`: whether the library can be read."""
    if not settings.live:
        return [ok("sources", "no live source is set up (PAPERBOT_LIVE), nothing is ever fetched")]
    try:
        [rows] = await ask(url, STATES) if can_ask else [[]]
    except FAULTS as error:
        return [mend("sources", f"how they are doing cannot be read ({reason(error, url)})")]
    return list(_each(settings.live, {row[0]: row for row in rows}))


def _each(services: Sequence[str], states: dict[str, tuple[Any, ...]]) -> Iterator[Finding]:
    for service in services:
        name = LIVE[service]
        if find_spec(CLIENTS[service]) is None:
            yield mend("sources", f"{name}: its client is not installed: pip install 'paperbot[live]'")
        elif service not in states:
            yield ok("sources", f"{name} is set up, and was not asked yet")
        else:
            yield _state(name, *states[service][1:])


def _state(name: str, succeeded: str | dt.datetime | None, trouble: str | None) -> Finding:
    last = f"last success {str(succeeded)[:16]} UTC" if succeeded else "no success yet"
    if trouble:
        return mend("sources", f"{name}: {trouble} ({last}); it is tried again by itself, or: python -m bot refresh")
    return ok("sources", f"{name}: {last}")
