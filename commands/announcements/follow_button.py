"""The reply to following something: from a command, a button, or the menu that asks which author was meant."""

import datetime as dt

import discord

from commands.ui.chooser import question
from commands.ui.component import ButtonComponent
from commands.ui.embeds.markdown import escaped
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Reply, send
from commands.ui.routes import library_of
from storage.announcements.answers import STOPPED, FollowKind
from storage.announcements.setup import add_follow
from storage.announcements.subscriptions import Recipient, find_subscription
from storage.library import Library
from storage.lookup.answers.author import AuthorCard
from storage.lookup.find import find_author


def encode_follower(interaction: discord.Interaction, channel: discord.abc.Snowflake | None) -> str:
    """Who is to follow, for the custom_id of a menu: "p.<user>.<interaction>", or "c.<channel>.<interaction>"."""
    if channel is None:
        return f"p.{interaction.user.id}.{interaction.id}"
    return f"c.{channel.id}.{interaction.id}"


def decode_follower(follower: str) -> tuple[Recipient, int, dt.datetime]:
    """(who is to follow; the user who asked, 0 for a channel, which somebody has set up already; when)."""
    kind, id, asked = follower.split(".")
    when = discord.utils.snowflake_time(int(asked))
    return (Recipient(channel=int(id)), 0, when) if kind == "c" else (Recipient(person=int(id)), int(id), when)


def recipient_of(interaction: discord.Interaction, channel: discord.abc.Snowflake | None) -> Recipient:
    """The channel, or the person who typed the command."""
    if channel is None:
        return Recipient(person=interaction.user.id)
    return Recipient(interaction.guild_id, channel.id)


async def is_set_up(library: Library, recipient: Recipient) -> bool:
    """A person's announcements start with what they follow; those of a channel with /announce here."""
    found = await library.ask(find_subscription, recipient)
    return recipient.person is not None or (found is not None and found.state != STOPPED)


async def is_follower(interaction: discord.Interaction, follower: str) -> bool:
    """Whether it is the person themselves, or a channel that they manage."""
    named, _, _ = decode_follower(follower)
    if named.channel is None:
        return named.person == interaction.user.id
    here = Recipient(interaction.guild_id, named.channel)
    return interaction.permissions.manage_guild and await is_set_up(library_of(interaction), here)


async def answer_follow(library: Library, words: str, follower: str) -> Reply:
    answer = await library.ask(find_author, library.index, words)
    if not isinstance(answer, AuthorCard):
        return question(answer, "follow", follower)
    return await follow_reply(library, "author", str(answer.id), escaped(answer.name), follower)


async def follow_reply(library: Library, kind: FollowKind, key: str, name: str, follower: str) -> Reply:
    """`name`: as it is shown."""
    recipient, by, now = decode_follower(follower)
    is_new = await library.change(add_follow, library.index, recipient, by, kind, key, now)
    channel = f"<#{recipient.channel}>" if recipient.channel else None
    if not is_new:
        already = f"{channel} already follows" if channel else "You already follow"
        return Reply(note_embed("Already followed", f"{already} **{name}**."))
    if channel:
        words = f"{channel} now follows **{name}**: its weekly announcements include what is new."
    else:
        words = f"You now follow **{name}**. What is new comes once a week by direct message."
    return Reply(note_embed("Followed", f"{words} `/following` shows everything that is followed."))


class FollowAuthor(ButtonComponent, custom_id="follow:author:{author:id}"):
    """The user who presses it follows the author, by direct message."""

    author: int
    label: str = "Follow"

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        follower = encode_follower(interaction, None)
        reply = await answer_follow(library_of(interaction), f"author:{self.author}", follower)
        await send(interaction, reply, ephemeral=True)
