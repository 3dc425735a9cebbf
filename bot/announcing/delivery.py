"""Sends a digest: each message is marked before and after. One that may have been sent is looked for first."""

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

import discord
from discord.utils import time_snowflake

from bot.announcing.once import asked_once
from bot.announcing.trouble import FAULTS, UNKNOWN_MESSAGE, is_certain
from commands.announcements.digest_pages import WholeDigest
from commands.announcements.messages import in_thread, mark, said, title
from storage.announcements.outbox import Delivery, Outgoing, follow_in, mark_refused, mark_sent, mark_trying, outgoing
from storage.library import Library

log = logging.getLogger("paperbot.announcing")
LOOKED_AT = 500
"""Messages of a channel, newest first, among which a lost one is looked for."""
A_DAY = dt.timedelta(days=1)
"""Nothing that the first digest says is older; another store may have announced there long ago."""
THREAD_THERE = 160004
Place = discord.TextChannel | discord.Thread | discord.ForumChannel | discord.DMChannel


async def place_of(client: discord.Client, to: Delivery) -> Place:
    if to.person is not None:
        user = client.get_user(to.person) or await client.fetch_user(to.person)
        return await user.create_dm()
    assert to.channel is not None
    return await _channel(client, to.channel)


async def _channel(client: discord.Client, id: int) -> Any:
    return client.get_channel(id) or await client.fetch_channel(id)


@dataclass(slots=True)
class Sending:
    client: discord.Client
    library: Library
    to: Delivery
    place: Place

    async def run(self) -> None:
        """To the last message. Raises one of FAULTS where Discord does not take one."""
        messages = await self.library.ask(outgoing, self.to.digest)
        after, thread = self.to.after or time_snowflake(self.to.filled_at - A_DAY), await self._thread_begun()
        first: Outgoing | None = None
        for message in messages:
            first = first or message
            place: Any = self.place
            if message is not first and (in_thread(message.body) or isinstance(place, discord.ForumChannel)):
                thread = thread or await self._thread(first, after)
                place = thread or place
            sent = message.message or await self._sent(place, message, after)
            if message is first:
                first = Outgoing(message.position, message.body, message.nonce, is_uncertain=False, message=sent)
            after = max(after, sent)

    async def _sent(self, place: Any, message: Outgoing, after: int) -> int:
        """Discord's id of it."""
        found = await self._found(place, message, after) if message.is_uncertain else None
        if found is None:
            await self.library.change(mark_trying, self.to.digest, message.position)
            try:
                with asked_once():
                    found = await self._send(place, message)
            except FAULTS as fault:
                if is_certain(fault):
                    await self.library.change(mark_refused, self.to.digest, message.position)
                raise
        await self.library.change(mark_sent, self.to.digest, message.position, found)
        return found

    async def _send(self, place: Any, message: Outgoing) -> int:
        words = said(message.body, more=(WholeDigest(digest=self.to.digest),))
        if isinstance(place, discord.ForumChannel):
            return (await place.create_thread(name=title(message.body), **words)).message.id
        return (await place.send(**words, nonce=message.nonce)).id

    async def _found(self, place: Any, message: Outgoing, after: int) -> int | None:
        """The message, where an earlier try did arrive."""
        if isinstance(place, discord.ForumChannel):
            return await self._found_in_forum(place, message, after)
        async for there in place.history(limit=LOOKED_AT):
            if there.id <= after:
                return None
            if self._is_it(there, message):
                log.info("message %d of digest %d had arrived", message.position, self.to.digest)
                return there.id
        return None

    async def _found_in_forum(self, forum: discord.ForumChannel, message: Outgoing, after: int) -> int | None:
        """A post's first message has the id of its thread."""
        me = self.client.user.id if self.client.user else None
        for thread in await forum.guild.active_threads():
            if thread.parent_id == forum.id and thread.id > after and thread.owner_id == me:
                async for there in thread.history(limit=1, oldest_first=True):
                    if self._is_it(there, message):
                        return thread.id
        return None

    def _is_it(self, there: discord.Message, message: Outgoing) -> bool:
        is_mine = self.client.user is not None and there.author.id == self.client.user.id
        return is_mine and any(embed.footer.text == mark(message.body) for embed in there.embeds)

    async def _thread_begun(self) -> Any:
        if self.to.thread is None:
            return None
        try:
            return await _channel(self.client, self.to.thread)
        except discord.NotFound:
            return None

    async def _thread(self, first: Outgoing, after: int) -> Any:
        """Of the first message; it has the same id, so to make it twice makes one. None where it is gone."""
        assert first.message is not None
        thread: Any = None
        if isinstance(self.place, discord.TextChannel):
            try:
                thread = await self.place.get_partial_message(first.message).create_thread(name=title(first.body))
            except discord.HTTPException as fault:
                if fault.code != THREAD_THERE and fault.code != UNKNOWN_MESSAGE:
                    raise
        try:
            thread = thread or await _channel(self.client, first.message)
        except discord.NotFound:
            return None
        await self.library.change(follow_in, self.to.digest, first.message)
        return thread
