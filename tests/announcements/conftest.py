"""A lab at the beginning of its first week, with three papers that count as known."""

import datetime as dt

import pytest

from tests.announcements.weeks import MONDAY, Entry, Profile, Weeks
from tests.conftest import Lab


@pytest.fixture
async def weeks(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> Weeks:
    """An uncertain message does not rest: nobody processes it any more."""
    monkeypatch.setattr("bot.announcing.announcer.REST_SECONDS", float("-inf"))
    weeks = Weeks(
        lab, Profile([Entry(f"Known Before {n}", MONDAY.date() - dt.timedelta(days=30 * n)) for n in (1, 2, 3)])
    )
    weeks.pass_time(MONDAY - dt.timedelta(days=1))
    await weeks.load()
    return weeks
