"""What following something answers, from a command, a button or the menu that asks who was meant."""

import datetime as dt

import discord

from commands.ui.chooser import question
from commands.ui.component import ButtonComponent
from commands.ui.embeds.markdown import escaped
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Reply, send
from commands.ui.routes import library_of
from storage.announcements.answers import STOPPED, FollowKind
from storage.announcements.subscriptions import Whom, find, follow
from storage.library import Library
from storage.lookup.answers.author import AuthorCard
from storage.lookup.find import find_author


def place_for(interaction: discord.Interaction, channel: discord.abc.Snowflake | None) -> str:
    """For whom, as the menu that asks back can bear it: the one who asks, or a channel."""
    if channel is None:
        return f"p.{interaction.user.id}.{interaction.id}"
    return f"c.{channel.id}.{interaction.id}"


def whom_of(place: str) -> tuple[Whom, int, dt.datetime]:
    """(for whom; who asks, 0 where that does not matter as a channel was set up before; when)."""
    kind, id, asked = place.split(".")
    when = discord.utils.snowflake_time(int(asked))
    return (Whom(channel=int(id)), 0, when) if kind == "c" else (Whom(person=int(id)), int(id), when)


async def is_announced(library: Library, place: str) -> bool:
    """A person's announcements begin with what they follow; a channel is set up by those who may."""
    whom = whom_of(place)[0]
    found = await library.ask(find, whom)
    return whom.person is not None or (found is not None and found.state != STOPPED)


async def answer_follow(library: Library, words: str, place: str) -> Reply:
    answer = await library.ask(find_author, library.index, words)
    if not isinstance(answer, AuthorCard):
        return question(answer, "follow", place)
    return await followed(library, "author", str(answer.id), escaped(answer.name), place)


async def followed(library: Library, kind: FollowKind, key: str, name: str, place: str) -> Reply:
    """`name`: as it is shown."""
    whom, by, now = whom_of(place)
    is_new = await library.change(follow, library.index, whom, by, kind, key, now)
    subject = f"<#{whom.channel}> follows" if whom.channel else "You follow"
    hears = f"<#{whom.channel}> hears" if whom.channel else "You hear once a week by direct message"
    if not is_new:
        return Reply(note_embed("Followed already", f"{subject} **{name}** already."))
    return Reply(
        note_embed(
            "Followed", f"{subject} **{name}** now. {hears} of what is new from here on; /following shows it all."
        )
    )


class FollowAuthor(ButtonComponent, custom_id="follow:author:{author:id}"):
    """Whoever presses it follows the author, by direct message."""

    author: int
    label: str = "Follow"

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        place = place_for(interaction, None)
        reply = await answer_follow(library_of(interaction), f"author:{self.author}", place)
        await send(interaction, reply, ephemeral=True)
