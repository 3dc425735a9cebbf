"""What is done again and again beside the commands."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from discord.ext import tasks
from discord.utils import MISSING, utcnow

LATE_PERIODS = 10
Work = Callable[[], Awaitable[object]]


async def _nothing() -> None:
    pass


class _RestingLoop(tasks.Loop[Any]):
    """Rests for its period, whatever the time of day is.

    The loops of discord.py sleep until a time of day: they rest for hours if the clock is set back, and make up for
    every period if it jumps ahead.
    """

    def _try_sleep_until(self, dt: datetime) -> Any:
        return super()._try_sleep_until(utcnow() + timedelta(seconds=self.seconds or 0))


class PeriodicLoop:
    """Calls `work`, waits `seconds`, and so on. After an error, discord.py logs it and tries again, each time later."""

    def __init__(
        self, name: str, seconds: float, work: Work, *, before: Work = _nothing, longest_run: float = 0.0
    ) -> None:
        """`before`: awaited once, first. `longest_run`: seconds that one call may take and all is well."""
        self.name = name
        self._work = work
        self._before = before
        self._late_after = max(LATE_PERIODS * seconds, longest_run)
        self._loop = _RestingLoop(
            self._run, seconds, hours=0, minutes=0, time=MISSING, count=None, reconnect=True, name=name
        )
        self._loop.add_exception_type(Exception)
        self._loop.before_loop(self._begin)
        self._ran_at = 0.0

    def start(self) -> None:
        self._ran_at = time.monotonic()
        self._loop.start()

    async def close(self) -> None:
        """Returns once it has let go of the database.

        A task that is cancelled again while its connection closes waits forever for aiosqlite (0.22), whose thread has
        ended by then: asyncio does so to every task that outlives the bot.
        """
        if (task := self._loop.get_task()) is not None:
            self._loop.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def idle_seconds(self) -> float | None:
        """Since it last ran to the end without an error, or was started. None: it is not running."""
        return time.monotonic() - self._ran_at if self._loop.is_running() else None

    def problem(self) -> str | None:
        """For /about: whether it is late."""
        idle = self.idle_seconds()
        if idle is None or idle <= self._late_after:
            return None
        return f"The loop for {self.name} has not run for {idle:,.0f} s (see the log)"

    async def _begin(self) -> None:
        await self._before()

    async def _run(self) -> None:
        await self._work()
        self._ran_at = time.monotonic()
