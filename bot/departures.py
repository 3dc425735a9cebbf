"""Notices the servers that the bot leaves and returns to, and deletes what is stored about those left 30 days ago."""

import datetime as dt
import logging
from collections.abc import Callable

import discord
from sqlalchemy.exc import SQLAlchemyError

from bot.loops import PeriodicLoop
from storage.database.facts import claim_fact
from storage.library import Library, LibraryBusyError
from storage.privacy.departed_servers import erase_server, mark_server_back, mark_server_left, server_changes

log = logging.getLogger("paperbot.servers")
LOOK_SECONDS = 3_600.0
APPLICATION = "application"
"""The fact that names the first of Discord's applications that used the database."""


class Departures:
    def __init__(
        self, client: discord.Client, library: Library, clock: Callable[[], dt.datetime] = discord.utils.utcnow
    ) -> None:
        self._client = client
        self._library = library
        self._clock = clock
        self.loop = PeriodicLoop("servers", LOOK_SECONDS, self.look, before=client.wait_until_ready)

    async def leave(self, server: int) -> None:
        log.info("the bot has left server %d: what is stored about it is deleted in 30 days", server)
        await self._library.change(mark_server_left, server, self._clock())

    async def _is_first_application(self) -> bool:
        """Another one on the same database, such as a test bot, is not in these servers: it has not left them."""
        mine = str(self._client.application_id)
        return await self._library.change(claim_fact, APPLICATION, mine) == mine

    async def look(self) -> None:
        """Notices too what happened while the bot was off."""
        here = {server.id for server in self._client.guilds}
        try:
            found = await self._library.ask(server_changes, here, self._clock())
            for server in found.left if found.left and await self._is_first_application() else ():
                await self.leave(server)
            for server in found.back:
                await self._library.change(mark_server_back, server)
            for server in found.due:
                await self._library.change(erase_server, server)
                log.info("deleted what was stored about server %d, which the bot left 30 days ago", server)
        except (SQLAlchemyError, LibraryBusyError) as error:
            log.warning("servers that the bot has left are noted later: %s", type(error).__name__)
