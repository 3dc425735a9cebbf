"""/journal-club next: counts the votes and opens a thread for the winner. Each step is stored before it is taken, so
that a later command, also after a crash, continues from there, and no thread is opened twice."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, replace

import discord

from commands.journal_club.embeds import NOTHING_NOMINATED, gone_embed, thread_name, title_of, winner_embed
from commands.journal_club.poll import GoesOn, PollGoneError, check_asker, check_permissions, counted, find_poll
from commands.ui.embeds.notes import note_embed
from commands.ui.permissions import NEW_THREADS
from commands.ui.reply import Reply
from commands.ui.routes import Routes
from storage.journal_club.answers import (
    DECIDED,
    STARTING,
    VOTING,
    NothingNominated,
    OneNominated,
    Round,
    SeveralNominated,
)
from storage.journal_club.nominating import open_nominees
from storage.journal_club.voting import (
    ballot_of,
    cancel_vote,
    choose_only_nominee,
    choose_winner,
    claim_round,
    current_round,
    decide_outcome,
    mark_poll_sent,
    mark_thread_opened,
    mark_winner_announced,
    release_claim,
)
from storage.library import Library
from storage.lookup.paper_card import paper_card

BUSY = dt.timedelta(minutes=1)
"""How long another command may take; after that, it is assumed to have crashed."""
THREAD_THERE = 160004
"""Discord's error code if the message already has a thread."""
TITLE = "Journal club"
SEVERAL = "{} papers are nominated. `/journal-club vote` starts a poll among them."
ALL_STAY = "All nominations stay open: `/journal-club vote` starts another poll."
GONE = f"The poll was deleted, so no paper was chosen. {ALL_STAY}"
NO_VOTES = f"Nobody voted, so no paper was chosen. {ALL_STAY}"
NEVER_SENT = f"The last poll was never posted. {ALL_STAY}"
IN_HAND = "Another journal club command is still running. If nothing happens within a minute, try again."
OPEN = "The poll is open{}. Anyone with *Manage Messages* can cancel the vote by deleting the poll."
COUNTING = "The poll is over, and Discord is counting the votes. Try again in a minute."


@dataclass(frozen=True, slots=True)
class Going:
    """One run of `/journal-club next`. `here`: the channel where it was typed."""

    library: Library
    routes: Routes
    guild: discord.Guild
    here: discord.TextChannel
    person: discord.Member
    now: dt.datetime

    async def go_on(self) -> Reply:
        """Raises UserError if permissions are missing."""
        round = await self.library.ask(current_round, self.guild.id)
        if round is None:
            return await self._without_vote()
        channel = self.guild.get_channel(round.channel)
        if not isinstance(channel, discord.TextChannel):
            return await self._lost(round)
        check_asker(channel, channel.permissions_for(self.person), NEW_THREADS)
        check_permissions(channel)
        if round.state == STARTING:
            return await self._look_for_poll(round, channel)
        if round.state == VOTING:
            return await self._count(round, channel)
        return await self._go_on_opening(round, channel)

    async def _without_vote(self) -> Reply:
        """A single nomination wins without a poll."""
        begun = await self.library.change(choose_only_nominee, self.guild.id, self.here.id, self.person.id, self.now)
        match begun:
            case NothingNominated():
                return said(NOTHING_NOMINATED)
            case SeveralNominated(waiting=waiting):
                return said(SEVERAL.format(waiting))
            case Round():
                return await self._open(begun, self.here)
            case None:
                return said(IN_HAND)

    async def _lost(self, round: Round) -> Reply:
        """The channel was deleted. A winner that was already chosen gets its thread in the current channel."""
        if round.state != DECIDED:
            await self.library.change(cancel_vote, round.id)
            return said(GONE)
        return await self._go_on_opening(replace(round, message=None), self.here)

    async def _look_for_poll(self, round: Round, channel: discord.TextChannel) -> Reply:
        if self.now - round.started_at < BUSY:
            return said(IN_HAND)
        message = await find_poll(channel, round)
        if message is None:
            await self.library.change(cancel_vote, round.id)
            return said(NEVER_SENT)
        await self.library.change(mark_poll_sent, round.id, message)
        return await self._count(replace(round, state=VOTING, message=message), channel)

    async def _count(self, round: Round, channel: discord.TextChannel) -> Reply:
        assert round.message is not None
        try:
            poll = await counted(channel, round.message, self.now)
        except PollGoneError:
            await self.library.change(cancel_vote, round.id)
            return said(GONE)
        if isinstance(poll, GoesOn):
            return said(_until(poll.until, self.now))
        outcome = decide_outcome(await self.library.ask(ballot_of, round.id), poll.votes)
        if outcome is None:
            await self.library.change(cancel_vote, round.id)
            return said(NO_VOTES)
        if not await self.library.change(choose_winner, round.id, outcome, self.now):
            return said(IN_HAND)
        return await self._open(await self._again(round), channel)

    async def _go_on_opening(self, round: Round, channel: discord.TextChannel) -> Reply:
        """Continues after a crash or an error from Discord."""
        if round.claimed_at is not None and self.now - round.claimed_at < BUSY:
            return said(IN_HAND)
        if not await self.library.change(claim_round, round.id, round.claimed_at, self.now):
            return said(IN_HAND)
        return await self._open(round, channel)

    async def _again(self, round: Round) -> Round:
        """The round as it is stored now."""
        now = await self.library.ask(current_round, self.guild.id)
        return round if now is None or now.id != round.id else now

    async def _open(self, round: Round, channel: discord.TextChannel) -> Reply:
        try:
            thread = await self._thread(round, channel)
            await self._card(round, thread)
        except discord.HTTPException:
            await self.library.change(release_claim, round.id)
            raise
        await self.library.change(mark_thread_opened, round.id, thread.id)
        waiting = await self.library.ask(open_nominees, self.guild.id)
        return Reply(winner_embed(round, thread.id, len(waiting)))

    async def _thread(self, round: Round, channel: discord.TextChannel) -> discord.Thread:
        """The thread of the poll or, if the poll is gone, of a message that announces the winner. A message has one
        thread, so opening it twice opens one."""
        assert round.winner is not None
        if round.message is not None:
            with suppress(discord.NotFound):  # the poll or its thread has been deleted
                return await _thread_of(channel, round.message, round.winner.title)
        words = f"The journal club's next paper is **{title_of(round.winner)}**."
        told = await channel.send(embed=note_embed(TITLE, words), nonce=f"club.{round.id}.winner")
        await self.library.change(mark_winner_announced, round.id, channel.id, told.id)
        return await _thread_of(channel, told.id, round.winner.title)

    async def _card(self, round: Round, thread: discord.Thread) -> None:
        """Posts the card unless the thread already has it."""
        assert round.winner is not None
        async for there in thread.history(limit=10, oldest_first=True):
            if there.author == self.guild.me and there.type is discord.MessageType.default and there.id != thread.id:
                return
        card = None if round.winner.paper is None else await self.library.ask(paper_card, round.winner.paper)
        if card is None:
            reply = Reply(gone_embed(round.winner))
        else:
            reply = await self.routes.answers["paper"].answer(self.library, f"paper:{card.id}", "")
        view = reply.view or discord.utils.MISSING
        await thread.send(embed=reply.embed, view=view, nonce=f"club.{round.id}.card")


async def _thread_of(channel: discord.TextChannel, message: int, title: str) -> discord.Thread:
    try:
        return await channel.get_partial_message(message).create_thread(name=thread_name(title))
    except discord.HTTPException as fault:
        if fault.code != THREAD_THERE:
            raise
    found = await channel.guild.fetch_channel(message)
    assert isinstance(found, discord.Thread)
    return found


def waits(one: OneNominated) -> Reply:
    """The answer to `/journal-club vote` if there is only one nomination."""
    return said(
        f"Only **{title_of(one.nominee)}** is nominated, so no poll is needed. `/journal-club next` chooses it."
    )


def said(words: str) -> Reply:
    return Reply(note_embed(TITLE, words))


def _until(end: dt.datetime | None, now: dt.datetime) -> str:
    if end is None:
        return OPEN.format("")
    return COUNTING if end <= now else OPEN.format(f" until <t:{int(end.timestamp())}:f>")
