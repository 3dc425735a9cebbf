"""The loops beside the commands: what they do when the clock is moved, when their work fails, and when it hangs."""

import asyncio
import datetime as dt
import logging
import time
from itertools import pairwise
from types import SimpleNamespace
from unittest.mock import AsyncMock

import pytest

from bot import loops
from bot.health import Health
from bot.logs import OncePerMinute
from bot.loops import PeriodicLoop
from tests.patience import patient

PERIOD = 0.01


class Moved(dt.datetime):
    """The time of day, as somebody has set it."""

    by = dt.timedelta()

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
        return dt.datetime.now(tz) + cls.by


@pytest.mark.parametrize("hours", [-2, 72])
async def test_a_loop_keeps_its_period_when_the_clock_is_moved(hours: int, monkeypatch):
    clock = SimpleNamespace(**{**vars(dt), "datetime": Moved})
    monkeypatch.setattr("discord.utils.datetime", clock)
    monkeypatch.setattr("discord.ext.tasks.datetime", clock)
    monkeypatch.setattr(Moved, "by", dt.timedelta())
    ran_at: list[float] = []
    is_enough = asyncio.Event()

    async def work() -> None:
        ran_at.append(time.monotonic())
        monkeypatch.setattr(Moved, "by", dt.timedelta(hours=hours))
        if len(ran_at) == 5:
            is_enough.set()

    loop = PeriodicLoop("news", PERIOD, work)
    loop.start()
    async with asyncio.timeout(patient(5)):
        await is_enough.wait()
    await loop.close()
    assert min(later - earlier for earlier, later in pairwise(ran_at)) > PERIOD / 2


async def test_a_loop_goes_on_after_an_error_and_logs_it(monkeypatch, caplog):
    monkeypatch.setattr("discord.ext.tasks.ExponentialBackoff", lambda: SimpleNamespace(delay=lambda: 0))
    work = AsyncMock(side_effect=[ValueError("a bug"), OSError("another"), *[None] * 99])
    loop = PeriodicLoop("news", 0.0, work)
    loop.start()
    while work.await_count < 3:
        await asyncio.sleep(0)
    await loop.close()
    assert "ValueError: a bug" in caplog.text
    assert "OSError: another" in caplog.text


async def test_a_loop_that_has_not_run_for_ten_periods_is_a_problem(monkeypatch):
    health, hung = Health(), PeriodicLoop("news", 2.0, asyncio.Event().wait)
    health.watch_loops(hung)
    assert health.problems() == ()
    hung.start()
    now = time.monotonic()
    monkeypatch.setattr(loops.time, "monotonic", lambda: now + 19)
    assert health.problems() == ()
    monkeypatch.setattr(loops.time, "monotonic", lambda: now + 25)
    assert health.problems() == ("The loop for news has not run for 25 s (see the log)",)
    await hung.close()
    assert health.problems() == ()


def test_an_outage_is_logged_once_a_minute(monkeypatch):
    once, now = OncePerMinute(), 1000.0
    monkeypatch.setattr("bot.logs.time.monotonic", lambda: now)

    def is_logged(text: str, level: int = logging.ERROR) -> bool:
        return once.filter(logging.LogRecord("paperbot", level, "", 0, "waiting: %s", (text,), None))

    assert [is_logged("refused"), is_logged("refused"), is_logged("reset")] == [True, False, True]
    now += 59
    assert not is_logged("refused")
    now += 2
    assert is_logged("refused")
    assert [is_logged("ready", logging.INFO) for _ in range(2)] == [True, True]
