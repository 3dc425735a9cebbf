"""When the live sources are asked: once a night, and after a failure when its time has come."""

import datetime as dt
from collections.abc import Sequence

from storage.database.reader import Reading
from storage.live.refresh import Live
from storage.live.services.source import LiveSource
from storage.live.state import state_of
from storage.schema.live import LiveSource as LiveState

NIGHT = dt.time(3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


async def due(session: Reading, live: Live, now: dt.datetime) -> Sequence[LiveSource]:
    return [source for source in live.sources if when(await state_of(session, source.service), now) <= now]


async def next_run(session: Reading, live: Live, now: dt.datetime) -> dt.datetime | None:
    """None where no live source is set up."""
    return min([when(await state_of(session, source.service), now) for source in live.sources], default=None)


def when(state: LiveState | None, now: dt.datetime) -> dt.datetime:
    """A night that was missed is made up for at once."""
    if state is None or state.tried_at is None:
        return now
    return state.next_try or night_after(state.tried_at)


def night_after(moment: dt.datetime) -> dt.datetime:
    night = dt.datetime.combine(moment.date(), NIGHT)
    return night if night > moment else night + DAY
