"""When the live sources are queried: every night, and after a failure at the time of its next attempt."""

import datetime as dt
from collections.abc import Sequence

from storage.database.reader import Reading
from storage.live.refresh import LiveSources
from storage.live.services.source import SourceClient
from storage.live.source_state import source_state
from storage.schema.live import LiveSource

NIGHT = dt.time(3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


async def due_sources(session: Reading, live: LiveSources, now: dt.datetime) -> Sequence[SourceClient]:
    """The sources whose time has come."""
    return [source for source in live.sources if await _source_time(session, source, now) <= now]


async def next_run(session: Reading, live: LiveSources, now: dt.datetime) -> dt.datetime | None:
    """The time of the next query to any source; None if no live source is configured."""
    return min([await _source_time(session, source, now) for source in live.sources], default=None)


async def _source_time(session: Reading, source: SourceClient, now: dt.datetime) -> dt.datetime:
    return next_refresh_at(await source_state(session, source.service), now)


def next_refresh_at(state: LiveSource | None, now: dt.datetime) -> dt.datetime:
    """In the past if the bot was off at that time: a missed night is made up for at once."""
    if state is None or state.tried_at is None:
        return now
    return state.next_try or next_night_after(state.tried_at)


def next_night_after(moment: dt.datetime) -> dt.datetime:
    night = dt.datetime.combine(moment.date(), NIGHT)
    return night if night > moment else night + DAY
