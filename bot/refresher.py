"""Queries the live sources every night, and on `/library refresh`. Runs beside the commands; none waits for it."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable

import discord
from sqlalchemy.exc import SQLAlchemyError

from bot.health import Health
from bot.loops import PeriodicLoop
from storage.library import Library, LibraryBusyError
from storage.live.answers import ServiceReport
from storage.live.refresh import LiveSources, refresh_library
from storage.live.schedule import due_sources, next_run
from storage.search.index import IndexBusyError

log = logging.getLogger("paperbot.refresh")
TICK_SECONDS = 60.0
LONGEST_RUN = 6 * 3600.0
"""Seconds that the sources may take."""
STORE_ERRORS = (SQLAlchemyError, OSError, LibraryBusyError, IndexBusyError)


class Refresher:
    """`clock`: returns the time, in UTC."""

    def __init__(
        self,
        library: Library,
        live: LiveSources,
        health: Health,
        clock: Callable[[], dt.datetime] = discord.utils.utcnow,
    ) -> None:
        self.loop = PeriodicLoop("live sources", TICK_SECONDS, self._tick, longest_run=LONGEST_RUN)
        self._library = library
        self._live = live
        self._health = health
        self._clock = clock
        self._running = asyncio.Lock()

    @property
    def services(self) -> tuple[str, ...]:
        """Keys of storage.schema.library.LIVE: the configured ones."""
        return tuple(source.service for source in self._live.sources)

    @property
    def is_busy(self) -> bool:
        return self._running.locked()

    def start(self) -> None:
        if self._live.sources:
            self.loop.start()

    async def close(self) -> None:
        await self.loop.close()

    async def next_run(self) -> dt.datetime | None:
        """None if no live source is configured."""
        return await self._library.ask(next_run, self._live, self._clock())

    async def refresh_now(self, person: int) -> tuple[ServiceReport, ...]:
        """Queries all sources except those that asked us to wait. Raises one of STORE_ERRORS.

        `person`: the Discord id of who started it.
        """
        async with self._running:
            return await self._refresh(self._live, person, patient=False)

    async def _tick(self) -> None:
        """An error is logged and shown in /about, and the next tick tries again."""
        if self.is_busy:
            return
        try:
            async with self._running:
                sources = await self._library.ask(due_sources, self._live, self._clock())
                await self._refresh(LiveSources(sources, self._live.categories), None, patient=True)
        except STORE_ERRORS as error:
            log.error("live sources could not be loaded, will retry: %s", error)
            self._health.set_problems("refresh", "Live sources could not be loaded; will retry (see the log)")
        else:
            self._health.set_problems("refresh")

    async def _refresh(self, live: LiveSources, person: int | None, *, patient: bool) -> tuple[ServiceReport, ...]:
        return await refresh_library(self._library, live, self._clock(), person=person, patient=patient)
