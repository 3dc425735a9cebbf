"""Asks the live sources each night, and whenever an admin wants it. Nobody waits for it."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable

import discord
from discord.ext import tasks
from sqlalchemy.exc import SQLAlchemyError

from bot.health import Health
from storage.library import Library, LibraryBusyError
from storage.live.answers import ServiceReport
from storage.live.refresh import Live, refresh_library
from storage.live.schedule import due_sources, next_run
from storage.search.index import IndexBusyError

log = logging.getLogger("paperbot.refresh")
TICK_SECONDS = 60.0
FAULTS = (SQLAlchemyError, OSError, LibraryBusyError, IndexBusyError)


class Refresher:
    """`clock`: the time, in UTC."""

    def __init__(
        self, library: Library, live: Live, health: Health, clock: Callable[[], dt.datetime] = discord.utils.utcnow
    ) -> None:
        self._library = library
        self._live = live
        self._health = health
        self._clock = clock
        self._turning = asyncio.Lock()

    @property
    def services(self) -> tuple[str, ...]:
        """Of storage.tables.LIVE, those that are set up."""
        return tuple(source.service for source in self._live.sources)

    @property
    def is_busy(self) -> bool:
        return self._turning.locked()

    def start(self) -> None:
        if self._live.sources:
            self._tick.start()

    def close(self) -> None:
        self._tick.cancel()

    async def next_run(self) -> dt.datetime | None:
        """None where no live source is set up."""
        return await self._library.ask(next_run, self._live, self._clock())

    async def now(self, person: int) -> tuple[ServiceReport, ...]:
        """Asks all sources but those that asked to be left alone. Raises what the store raises."""
        async with self._turning:
            return await self._refresh(self._live, person, patient=False)

    @tasks.loop(seconds=TICK_SECONDS)
    async def _tick(self) -> None:
        """Never raises: a fault is logged and told in /about, and the next tick tries again."""
        if self.is_busy:
            return
        try:
            async with self._turning:
                waiting = await self._library.ask(due_sources, self._live, self._clock())
                await self._refresh(Live(waiting, self._live.categories), None, patient=True)
        except FAULTS as fault:
            log.error("refreshing waits for the store: %s", fault)
            self._health.says("refresh", "the live sources could not be brought in; it is tried again: see the log")
        else:
            self._health.says("refresh")

    async def _refresh(self, live: Live, person: int | None, *, patient: bool) -> tuple[ServiceReport, ...]:
        return await refresh_library(self._library, live, self._clock(), person=person, patient=patient)
