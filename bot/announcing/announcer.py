"""The loop: what is due is filled, what is filled is sent, what is mended goes on. Only one process at a time."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Coroutine
from typing import Any

import discord
from discord.ext import tasks
from sqlalchemy.exc import SQLAlchemyError

from bot.announcing.delivery import Sending, place_of
from bot.announcing.mending import Mending
from bot.announcing.trouble import FAULTS, broken_by, described
from bot.health import Health
from commands.announcements.messages import messages
from commands.ui.embeds.formatting import count
from storage.announcements.enqueue import due, fill
from storage.announcements.leader_lock import Lead
from storage.announcements.outbox import Delivery, deliverable, finish, mark_broken, put_off
from storage.announcements.status import broken
from storage.library import Library, LibraryBusyError
from storage.search.index import IndexBusyError

log = logging.getLogger("paperbot.announcing")
TICK_SECONDS = 2.0
LONGEST_WAIT = 1_800.0
FIRST_WAIT = 2.0
STORE_FAULTS = (SQLAlchemyError, OSError, LibraryBusyError)


class Announcer:
    """`clock`: the time, in UTC."""

    def __init__(
        self,
        client: discord.Client,
        library: Library,
        health: Health,
        clock: Callable[[], dt.datetime] = discord.utils.utcnow,
    ) -> None:
        self._client = client
        self._library = library
        self._health = health
        self._clock = clock
        self._lead = Lead(library.store)
        self._mending = Mending(client, library)
        self._turning = asyncio.Lock()
        self._tasks: dict[object, asyncio.Task[None]] = {}

    def start(self) -> None:
        self._tick.start()

    def wake(self) -> None:
        """Something was put out, or set up: nobody waits for the next tick."""
        self._spawn(object(), self.turn())

    async def close(self) -> None:
        self._tick.cancel()
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._lead.give_up()

    async def idle(self) -> None:
        """Until all that is on its way has arrived or failed."""
        while pending := [task for task in self._tasks.values() if task is not asyncio.current_task()]:
            await asyncio.wait(pending)

    @tasks.loop(seconds=TICK_SECONDS)
    async def _tick(self) -> None:
        await self.turn()

    @_tick.before_loop
    async def _first(self) -> None:
        await self._client.wait_until_ready()

    async def turn(self) -> None:
        """Never raises: a fault is logged, told in /about, and what it kept from being done is tried again."""
        async with self._turning:
            try:
                if await self._lead.taken():
                    await self._work()
            except STORE_FAULTS as fault:
                log.error("announcements wait for the store: %s", fault)
            except Exception as fault:
                log.exception("a fault in announcing")
                self._health.says("announcing", f"announcements have met a fault: {type(fault).__name__}; see the log")
            else:
                self._health.says("announcing")

    async def _work(self) -> None:
        await self._fill()
        await self._mending.look(self._clock())
        for to in await self._library.ask(deliverable, self._clock()):
            if to.subscription not in self._tasks:
                self._spawn(to.subscription, self._deliver(to))
        stopped = await self._library.ask(broken)
        told = [f"announcements have stopped in {count(stopped, 'place')}: /announce status there tells why"]
        self._health.says("announcements", *(told if stopped else ()))

    async def _fill(self) -> None:
        now = self._clock()
        ids = await self._library.ask(due, now)
        if not ids:
            return
        try:
            await self._library.freshen()  # what is searched for must be in the index
        except (IndexBusyError, ValueError) as fault:
            log.warning("announcements go by the index as it is: %s", fault)
        for id in ids:
            try:
                filled = await self._library.change(fill, self._library.index, id, now, messages)
                if filled != "waits":
                    log.info("subscription %d was due: %s", id, filled)
            except (*STORE_FAULTS, ValueError, LookupError):
                log.exception("subscription %d could not be filled", id)

    async def _deliver(self, to: Delivery) -> None:
        place = None
        try:
            place = await place_of(self._client, to)
            await Sending(self._client, self._library, to, place).run()
            await self._library.change(finish, to.digest, self._clock())
        except (SQLAlchemyError, LibraryBusyError) as fault:
            log.error("digest %d waits for the store: %s", to.digest, fault)
        except FAULTS as fault:
            await self._failed(to, fault, place)
        except Exception as fault:  # a fault of ours in one digest: the others go on, and it is tried again
            log.exception("digest %d", to.digest)
            await self._put_off(to, f"a fault: {type(fault).__name__}; see the log")

    async def _failed(self, to: Delivery, fault: Exception, place: object) -> None:
        for_good = broken_by(fault, place)
        if for_good is None:
            await self._put_off(to, described(fault))
            return
        log.warning("subscription %d is broken: %s", to.subscription, for_good.trouble)
        self._mending.broke(to.subscription, for_good, self._clock())
        if await self._library.change(mark_broken, to.subscription, for_good.trouble, self._clock()):
            await self._tell_admin(to, for_good.trouble)

    async def _put_off(self, to: Delivery, why: str) -> None:
        wait = min(FIRST_WAIT * 2 ** min(to.attempts, 20), LONGEST_WAIT)
        log.warning("digest %d is tried again in %.0f s: %s", to.digest, wait, why)
        next_try = self._clock() + dt.timedelta(seconds=wait)
        await self._library.change(put_off, to.digest, why, next_try)

    async def _tell_admin(self, to: Delivery, trouble: str) -> None:
        """Where it can: whoever set up a channel, by direct message."""
        if to.channel is None:
            return
        try:
            admin = self._client.get_user(to.set_up_by) or await self._client.fetch_user(to.set_up_by)
            await admin.send(f"The announcements in <#{to.channel}>, which you set up, have stopped. {trouble}")
        except FAULTS as fault:
            log.warning("the admin of subscription %d could not be told: %s", to.subscription, described(fault))

    def _spawn(self, key: object, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._tasks.pop(key, None))
