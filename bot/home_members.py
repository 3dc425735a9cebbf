"""Who is a member of a home server. Discord is asked in the background: no command waits for it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

import aiohttp
import discord

log = logging.getLogger("paperbot.members")
MEMBER_SECONDS, STRANGER_SECONDS = 86_400.0, 600.0
"""How long an answer of Discord counts."""
MOST_KNOWN = 10_000
MOST_ASKED = 20
"""At once; whoever comes then has to try again."""


class HomeMembers:
    """In memory alone: after a restart, Discord is asked again. `ask`: whether Discord knows them as a member."""

    def __init__(self, ask: Callable[[int], Awaitable[bool]], clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._clock = clock
        self._known: dict[int, tuple[bool, float]] = {}
        """By person: whether they are a member, and until when that counts."""
        self._asked: dict[int, asyncio.Task[None]] = {}

    def remember(self, person: int) -> None:
        """They were seen in a home server."""
        self._note(person, is_member=True)

    def is_member(self, person: int) -> bool | None:
        """None: not known yet."""
        is_member, until = self._known.get(person, (False, self._clock()))
        if self._clock() < until:
            return is_member
        if person not in self._asked and len(self._asked) < MOST_ASKED:
            self._asked[person] = asyncio.create_task(self._find_out(person))
        return None

    async def _find_out(self, person: int) -> None:
        try:
            self._note(person, is_member=await self._ask(person))
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("Discord did not say whether somebody is a member of a home server: %s", type(error).__name__)
        finally:
            del self._asked[person]

    def _note(self, person: int, *, is_member: bool) -> None:
        self._known.pop(person, None)
        self._known[person] = (is_member, self._clock() + (MEMBER_SECONDS if is_member else STRANGER_SECONDS))
        if len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]


async def is_member_of(client: discord.Client, homes: frozenset[int], person: int) -> bool:
    """Asks Discord. Needs no privileged intent."""
    for server in filter(None, map(client.get_guild, homes)):
        try:
            await server.fetch_member(person)
        except discord.NotFound:
            continue
        return True
    return False
