"""Notices that a broken subscription can be told again, so that nobody has to say so."""

import datetime as dt

import discord

from bot.announcing.trouble import Broken
from commands.ui.permissions import missing_permissions
from storage.announcements.outbox import broken_channels, mark_mended
from storage.library import Library

FIRST_HOLD, LONGEST_HOLD = dt.timedelta(minutes=1), dt.timedelta(hours=6)


class Mending:
    """What is seen to be mended is tried at once; what only a try can show, ever more rarely."""

    def __init__(self, client: discord.Client, library: Library) -> None:
        self._client = client
        self._library = library
        self._holds: dict[int, tuple[dt.datetime, dt.timedelta]] = {}
        """By subscription: not to be tried before, and how long that was put off."""

    def broke(self, subscription: int, broken: Broken, now: dt.datetime) -> None:
        _, last = self._holds.get(subscription, (now, FIRST_HOLD / 2))
        hold = dt.timedelta(0) if broken.is_visible else min(last * 2, LONGEST_HOLD)
        self._holds[subscription] = (now + hold, hold or FIRST_HOLD / 2)

    async def look(self, now: dt.datetime) -> None:
        for one in await self._library.ask(broken_channels):
            until, hold = self._holds.get(one.subscription, (now, FIRST_HOLD))
            is_held = now < until <= now + hold
            channel = self._client.get_channel(one.channel)
            if is_held or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
                continue
            if not missing_permissions(channel, in_thread=one.in_thread):
                await self._library.change(mark_mended, one.subscription)
