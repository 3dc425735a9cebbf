"""The loop: due digests are written to the outbox, and what is there is sent. One process at a time does it."""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import discord
from sqlalchemy.exc import SQLAlchemyError

from bot.announcing.delivery import DigestSender, find_place
from bot.announcing.failures import SEND_ERRORS, FailedChannels, describe_error, permanent_failure
from bot.health import Health
from bot.loops import PeriodicLoop
from commands.announcements.messages import render_messages
from commands.ui.embeds.formatting import count
from storage.announcements.enqueue import due_subscriptions, enqueue_due
from storage.announcements.leader_lock import LeaderLock, NotLeaderError
from storage.announcements.outbox import Delivery, deliverable_digests, mark_digest_sent, reschedule_digest
from storage.announcements.subscriptions import count_failed, mark_failed
from storage.library import Library, LibraryBusyError
from storage.search.index import IndexBusyError

log = logging.getLogger("paperbot.announcing")
TICK_SECONDS = 2.0
FIRST_RETRY_SECONDS, LONGEST_RETRY_SECONDS = 2.0, 1_800.0
"""How long a digest that failed for now waits for its next try: each time twice as long, up to the longest."""
MOST_DOUBLINGS = 20
REST_SECONDS = 60.0
"""After which Discord is no longer processing a request whose result is not known: a message may be looked for."""
STORE_ERRORS = (SQLAlchemyError, OSError, LibraryBusyError)


class Announcer:
    """`clock`: the time, in UTC."""

    def __init__(
        self,
        client: discord.Client,
        library: Library,
        health: Health,
        clock: Callable[[], dt.datetime] = discord.utils.utcnow,
    ) -> None:
        self.loop = PeriodicLoop("announcements", TICK_SECONDS, self.run_once, before=client.wait_until_ready)
        self._client = client
        self._library = library
        self._health = health
        self._clock = clock
        self._leader_lock = LeaderLock(library.store)
        self._failed_channels = FailedChannels(client, library)
        self._rests: dict[int, float] = {}
        """Since when an uncertain digest rests, by the monotonic clock."""
        self._running = asyncio.Lock()
        self.unreachable: dict[int, str] = {}
        """By person: why they could not be sent a direct message. They are told after their next command."""
        self._tasks: dict[object, asyncio.Task[None]] = {}
        """Deliveries by their subscription, and runs that wake() started."""

    def start(self) -> None:
        self.loop.start()

    def wake(self) -> None:
        """Something changed: nobody waits for the next tick."""
        self._spawn(object(), self.run_once())

    async def close(self) -> None:
        await self.loop.close()
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        await self._leader_lock.release()

    async def wait_until_idle(self) -> None:
        """Until everything on its way is sent or has failed."""
        while pending := [task for task in self._tasks.values() if task is not asyncio.current_task()]:
            await asyncio.wait(pending)

    async def run_once(self) -> None:
        """Never raises: an error is logged, shown in /about, and what it prevented is tried again."""
        async with self._running:
            try:
                async with self._leading() as is_leader:
                    if is_leader:
                        await self._work()
            except STORE_ERRORS as error:
                log.error("announcements are waiting for the database: %s", error)
            except Exception as error:
                log.exception("announcements failed with an unexpected error")
                self._health.set_problems(
                    "announcing", f"announcements fail with {type(error).__name__}; the log has details"
                )
            else:
                self._health.set_problems("announcing")

    @asynccontextmanager
    async def _leading(self) -> AsyncGenerator[bool]:
        """Deliveries end with the leadership."""
        is_leader = False
        try:
            is_leader = await self._leader_lock.acquire()
        finally:
            if not is_leader:
                self._end_deliveries()
        yield is_leader

    def _end_deliveries(self) -> None:
        for key, task in self._tasks.items():
            if isinstance(key, int):
                task.cancel()

    def _is_resting(self, to: Delivery) -> bool:
        """Discord may still be processing a message of it, perhaps one that an earlier leader requested."""
        since = self._rests.get(to.digest, self._leader_lock.held_since)
        return to.is_uncertain and time.monotonic() < since + REST_SECONDS

    async def _work(self) -> None:
        await self._enqueue_due()
        await self._failed_channels.retry_fixed(self._clock())
        for to in await self._library.ask(deliverable_digests, self._clock()):
            if to.subscription not in self._tasks and not self._is_resting(to):
                self._spawn(to.subscription, self._deliver(to))
        failed = await self._library.ask(count_failed)
        problem = f"announcements have stopped in {count(failed, 'place')}: /announce status there explains why"
        self._health.set_problems("announcements", *([problem] if failed else ()))

    async def _enqueue_due(self) -> None:
        now = self._clock()
        ids = await self._library.ask(due_subscriptions, now)
        if not ids:
            return
        try:
            await self._library.sync_index()  # followed searches find only what is in the index
        except (IndexBusyError, ValueError) as error:
            log.warning("announcements use the search index as it is: %s", error)
        for id in ids:
            try:
                result = await self._library.change(enqueue_due, self._library.index, id, now, render_messages)
                if result != "waits":
                    log.info("subscription %d was due: %s", id, result)
            except STORE_ERRORS as error:
                log.error("the digest of subscription %d is waiting for the database: %s", id, error)
            except (ValueError, LookupError):
                log.exception("the digest of subscription %d could not be prepared", id)

    async def _deliver(self, to: Delivery) -> None:
        place = None
        try:
            place = await find_place(self._client, to)
            await DigestSender(self._client, self._library, self._leader_lock, to, place).send_all()
            await self._library.change(mark_digest_sent, to.digest, self._clock())
        except NotLeaderError:
            log.warning("digest %d is left to another process, which announces by now", to.digest)
        except (SQLAlchemyError, LibraryBusyError) as error:
            log.error("digest %d is waiting for the database: %s", to.digest, error)
        except SEND_ERRORS as error:
            await self._handle_failure(to, error, place)
        except Exception as error:  # a bug met by one digest: the others go on, and it is tried again
            log.exception("digest %d failed with an unexpected error", to.digest)
            await self._reschedule(to, f"unexpected error: {type(error).__name__}; the log has details")
        else:
            self._rests.pop(to.digest, None)
            return
        self._rests[to.digest] = time.monotonic()

    async def _handle_failure(self, to: Delivery, error: Exception, place: object) -> None:
        failure = permanent_failure(error, place, in_thread=to.in_thread)
        if failure is None:
            await self._reschedule(to, describe_error(error))
            return
        log.warning("subscription %d failed: %s", to.subscription, failure.error)
        self._failed_channels.add(to.subscription, failure, self._clock())
        if await self._library.change(mark_failed, to.subscription, failure.error, self._clock()):
            if to.person is None:
                await self._notify_admin(to, failure.error)
            else:
                self.unreachable[to.person] = failure.error

    async def _reschedule(self, to: Delivery, error: str) -> None:
        wait = min(FIRST_RETRY_SECONDS * 2 ** min(to.attempts, MOST_DOUBLINGS), LONGEST_RETRY_SECONDS)
        log.warning("digest %d is tried again in %.0f s: %s", to.digest, wait, error)
        next_try = self._clock() + dt.timedelta(seconds=wait)
        await self._library.change(reschedule_digest, to.digest, error, next_try)

    async def _notify_admin(self, to: Delivery, error: str) -> None:
        """The person who set up a channel's, by direct message if that is possible."""
        try:
            admin = self._client.get_user(to.set_up_by) or await self._client.fetch_user(to.set_up_by)
            await admin.send(f"The announcements that you set up in <#{to.channel}> have stopped. {error}")
        except SEND_ERRORS as failed:
            log.warning(
                "the admin of subscription %d could not be notified: %s", to.subscription, describe_error(failed)
            )

    def _spawn(self, key: object, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._tasks.pop(key, None))
