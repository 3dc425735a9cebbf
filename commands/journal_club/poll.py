"""The journal club's poll: posted once, found again after a crash, and counted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import discord

from commands.journal_club.embeds import QUESTION, answer_texts, vote_embed, vote_mark
from commands.ui.paper_menu import OpenPaper, open_menu
from commands.ui.permissions import IN_THREADS, NEEDED, NEW_THREADS
from commands.ui.refusal import UserError
from commands.ui.reply import view_of
from storage.journal_club.answers import Nominee, Round, Vote
from storage.journal_club.voting import cancel_vote, mark_poll_sent
from storage.library import Library
from storage.lookup.paper_lists import paper_lines_by_id

POLLS = {"create_polls": "Create Polls"}
POSTING: Mapping[str, str] = {"view_channel": "View Channel", "send_messages": "Send Messages"}
MOST_HOURS = 168
"""Longer votes are for managers."""
WHERE = "Use this command in a text channel. The thread for the winner can only be opened there."
LOOKED_AT = 200
"""Number of messages after the start of the vote among which its poll is looked for."""
COUNTING = dt.timedelta(minutes=2)
"""Discord's counts become exact a little after the end of a poll; after this time they are used as they are."""


@dataclass(frozen=True, slots=True)
class Counted:
    """`votes`: by position on the ballot, from 0."""

    votes: dict[int, int]


@dataclass(frozen=True, slots=True)
class GoesOn:
    until: dt.datetime | None


class PollGoneError(Exception):
    """The poll or its channel was deleted."""


def club_channel(interaction: discord.Interaction, *, polls: bool = False) -> discord.TextChannel:
    """The current channel. Raises UserError if it is not a text channel or permissions are missing."""
    channel = interaction.channel
    if not isinstance(channel, discord.TextChannel):
        raise UserError(WHERE)
    check_asker(channel, interaction.permissions, POLLS if polls else NEW_THREADS)
    check_permissions(channel, polls=polls)
    return channel


def check_asker(channel: discord.TextChannel, may: discord.Permissions, also: Mapping[str, str]) -> None:
    """Raises UserError if they may not do there themselves what the bot would do for them."""
    if missing := [name for flag, name in {**POSTING, **also}.items() if not getattr(may, flag)]:
        raise UserError(f"You lack permissions in {channel.mention}:{_lines(missing)}\nAsk someone who has them.")


def check_permissions(channel: discord.TextChannel, *, polls: bool = False) -> None:
    """Raises UserError with the permissions that the bot lacks."""
    needed = NEEDED | NEW_THREADS | IN_THREADS | (POLLS if polls else {})
    allowed = channel.permissions_for(channel.guild.me)
    if missing := [name for flag, name in needed.items() if not getattr(allowed, flag)]:
        raise UserError(f"I lack permissions in {channel.mention}:{_lines(missing)}\nAllow them there and try again.")


def _lines(names: Sequence[str]) -> str:
    return "".join(f"\n• {name}" for name in names)


def check_length(interaction: discord.Interaction, hours: int) -> None:
    """Raises UserError if only managers may start so long a vote."""
    if hours > MOST_HOURS and not interaction.permissions.manage_messages:
        raise UserError(f"Only people with *Manage Messages* can start a vote of more than {MOST_HOURS} hours.")


async def send_poll(library: Library, channel: discord.TextChannel, vote: Vote, hours: int) -> str:
    """The URL of the poll. If Discord rejects it, the vote is cancelled. If the outcome is unknown, the vote stays
    STARTING, and the poll is looked for later."""
    poll = discord.Poll(question=QUESTION, duration=dt.timedelta(hours=hours))
    for text in answer_texts(tuple(one.title for one in vote.nominees)):
        poll.add_answer(text=text)
    menu = await _menu(library, vote.nominees)
    view = view_of(*menu) or discord.utils.MISSING
    try:
        sent = await channel.send(embed=vote_embed(vote), poll=poll, view=view, nonce=f"club.{vote.round}")
    except discord.HTTPException as fault:
        if not isinstance(fault, discord.DiscordServerError):
            await library.change(cancel_vote, vote.round)
        raise
    await library.change(mark_poll_sent, vote.round, sent.id)
    return sent.jump_url


async def _menu(library: Library, nominees: Sequence[Nominee]) -> tuple[OpenPaper, ...]:
    papers = [one.paper for one in nominees if one.paper is not None]
    lines = await library.ask(paper_lines_by_id, papers)
    return (open_menu(tuple(lines[paper] for paper in papers if paper in lines)),) if lines else ()


async def find_poll(channel: discord.TextChannel, round: Round) -> int | None:
    """The message id of a poll whose sending may have failed. None: it was not posted."""
    began = discord.Object(discord.utils.time_snowflake(round.started_at - dt.timedelta(minutes=1)))
    async for there in channel.history(limit=LOOKED_AT, after=began, oldest_first=True):
        marks = {embed.footer.text for embed in there.embeds}
        if there.author == channel.guild.me and there.poll is not None and vote_mark(round.number) in marks:
            return there.id
    return None


async def counted(channel: discord.TextChannel, message: int, now: dt.datetime) -> Counted | GoesOn:
    """Raises PollGoneError."""
    try:
        poll = (await channel.fetch_message(message)).poll
    except discord.NotFound:
        poll = None
    if poll is None:
        raise PollGoneError
    end = poll.expires_at
    if not poll.is_finalised() and (end is None or now < end + COUNTING):
        return GoesOn(end)
    return Counted({place: answer.vote_count for place, answer in enumerate(poll.answers)})
