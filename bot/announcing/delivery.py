"""Sends a digest: each message is marked before and after. One that may have been sent is looked for first."""

import datetime as dt
import logging
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord.utils import time_snowflake

from bot.announcing.failures import SEND_ERRORS, THREAD_EXISTS, UNKNOWN_MESSAGE, was_refused
from bot.announcing.no_retries import without_retries
from commands.announcements.digest_pages import WholeDigest
from commands.announcements.messages import footer_text, is_in_thread, send_args, thread_title
from storage.announcements.leader_lock import LeaderLock
from storage.announcements.outbox import (
    Delivery,
    Outgoing,
    mark_refused,
    mark_sent,
    mark_trying,
    outgoing_messages,
    set_thread,
)
from storage.library import Library

log = logging.getLogger("paperbot.announcing")
SEARCHED_MESSAGES = 500
"""Messages of a channel, newest first, among which a lost one is looked for."""
ONE_DAY = dt.timedelta(days=1)
"""No message of a first digest is older; another database may have announced there long ago."""
Place = discord.TextChannel | discord.Thread | discord.ForumChannel | discord.DMChannel


async def find_place(client: discord.Client, to: Delivery) -> Place:
    if to.person is not None:
        user = client.get_user(to.person) or await client.fetch_user(to.person)
        return await user.create_dm()
    assert to.channel is not None
    return await _channel(client, to.channel)


async def _channel(client: discord.Client, id: int) -> Any:
    return client.get_channel(id) or await client.fetch_channel(id)


@dataclass(slots=True)
class DigestSender:
    client: discord.Client
    library: Library
    leader: LeaderLock
    to: Delivery
    place: Place

    async def send_all(self) -> None:
        """To the last message. Raises one of SEND_ERRORS if Discord does not accept one."""
        messages = await self.library.ask(outgoing_messages, self.to.digest)
        after, thread = self.to.after or time_snowflake(self.to.filled_at - ONE_DAY), await self._thread_so_far()
        first: Outgoing | None = None
        for message in messages:
            place: Any = self.place
            if first and (is_in_thread(message.body) or isinstance(place, discord.ForumChannel)):
                thread = thread or await self._open_thread(first)
                place = thread or place
            sent = message.message or await self._send_once(place, message, after)
            first = first or replace(message, message=sent)
            after = max(after, sent)

    async def _send_once(self, place: Any, message: Outgoing, after: int) -> int:
        """Discord's id of it."""
        found = await self._find(place, message, after) if message.is_uncertain else None
        if found is None:
            await self.library.change_durably(mark_trying, self.to.digest, message, self.leader)
            try:
                with without_retries():
                    found = await self._send(place, message)
            except SEND_ERRORS as error:
                if was_refused(error):
                    await self.library.change(mark_refused, self.to.digest, message.position)
                raise
        await self.library.change(mark_sent, self.to.digest, message.position, found)
        return found

    async def _send(self, place: Any, message: Outgoing) -> int:
        args = send_args(message.body, more=(WholeDigest(digest=self.to.digest),), guild=getattr(place, "guild", None))
        if isinstance(place, discord.ForumChannel):
            return (await place.create_thread(name=thread_title(message.body), **args)).message.id
        return (await place.send(**args, nonce=message.nonce)).id

    async def _find(self, place: Any, message: Outgoing, after: int) -> int | None:
        """The message, if an earlier try was successful."""
        if isinstance(place, discord.ForumChannel):
            return await self._find_in_forum(place, message, after)
        async for there in place.history(limit=SEARCHED_MESSAGES):
            if there.id <= after:
                return None
            if self._is_same(there, message):
                log.info("message %d of digest %d was sent before", message.position, self.to.digest)
                return there.id
        return None

    async def _find_in_forum(self, forum: discord.ForumChannel, message: Outgoing, after: int) -> int | None:
        """A post's first message has the id of its thread."""
        me = self.client.user.id if self.client.user else None
        for thread in await forum.guild.active_threads():
            if thread.parent_id == forum.id and thread.id > after and thread.owner_id == me:
                async for there in thread.history(limit=1, oldest_first=True):
                    if self._is_same(there, message):
                        return thread.id
        return None

    def _is_same(self, there: discord.Message, message: Outgoing) -> bool:
        is_mine = self.client.user is not None and there.author.id == self.client.user.id
        return is_mine and any(embed.footer.text == footer_text(message.body) for embed in there.embeds)

    async def _thread_so_far(self) -> Any:
        if self.to.thread is None:
            return None
        try:
            return await _channel(self.client, self.to.thread)
        except discord.NotFound:
            return None

    async def _open_thread(self, first: Outgoing) -> Any:
        """Of the first message; it has the same id, so that two tries open one. None if it was deleted."""
        assert first.message is not None
        thread: Any = None
        if isinstance(self.place, discord.TextChannel):
            try:
                thread = await self.place.get_partial_message(first.message).create_thread(
                    name=thread_title(first.body)
                )
            except discord.HTTPException as error:
                if error.code not in (THREAD_EXISTS, UNKNOWN_MESSAGE):
                    raise
        try:
            thread = thread or await _channel(self.client, first.message)
        except discord.NotFound:
            return None
        await self.library.change(set_thread, self.to.digest, first.message)
        return thread
