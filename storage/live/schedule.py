"""When the live sources are asked: once a night, and after a failure when its time has come."""

import datetime as dt
from collections.abc import Sequence

from storage.database.reader import Reading
from storage.live.refresh import Live
from storage.live.services.source import SourceClient
from storage.live.source_state import source_state
from storage.schema.live import LiveSource as LiveState

NIGHT = dt.time(3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


async def due_sources(session: Reading, live: Live, now: dt.datetime) -> Sequence[SourceClient]:
    return [
        source for source in live.sources if next_refresh_at(await source_state(session, source.service), now) <= now
    ]


async def next_run(session: Reading, live: Live, now: dt.datetime) -> dt.datetime | None:
    """None where no live source is set up."""
    return min(
        [next_refresh_at(await source_state(session, source.service), now) for source in live.sources], default=None
    )


def next_refresh_at(state: LiveState | None, now: dt.datetime) -> dt.datetime:
    """A night that was missed is made up for at once."""
    if state is None or state.tried_at is None:
        return now
    return state.next_try or next_night_after(state.tried_at)


def next_night_after(moment: dt.datetime) -> dt.datetime:
    night = dt.datetime.combine(moment.date(), NIGHT)
    return night if night > moment else night + DAY
