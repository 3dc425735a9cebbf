"""What nominating a paper answers, from the command, the button of a card, or the menu that asks which was meant."""

import re

import discord

from commands.journal_club.embeds import nomination_embed, title_of
from commands.ui.chooser import question
from commands.ui.client import library_of
from commands.ui.embeds.notes import note_embed
from commands.ui.faults import apologies
from commands.ui.registry import answers
from commands.ui.reply import Button, Item, Reply, edit, send, view_of
from storage.journal_club.answers import Nominated, NominatedAlready
from storage.journal_club.nominating import nominate, nomination_guild, nominee_by_id, withdraw
from storage.library import Library
from storage.lookup.answers.paper import PaperCard
from storage.lookup.find import find_paper

SERVERS_ONLY = "The journal club is a server's: nominate papers there."
NOT_YOURS = "Only who nominated this paper, or may manage messages, can take it back."
NO_LONGER = "This nomination is no longer open."


def asked_by(interaction: discord.Interaction) -> str:
    """Who nominates, where and when, as the menu that asks back can bear it."""
    return f"{interaction.guild_id}.{interaction.user.id}.{interaction.id}"


@answers("nominate", is_slow=True)
async def answer_nominate(library: Library, words: str, asked: str) -> Reply:
    answer = await library.ask(find_paper, library.index, words)
    if not isinstance(answer, PaperCard):
        return question(answer, "nominate", asked)
    guild, person, when = map(int, asked.split("."))
    now = discord.utils.snowflake_time(when)
    said = await library.change(nominate, guild, answer.id, answer.title, person, now)
    mine = isinstance(said, Nominated | NominatedAlready)
    return Reply(nomination_embed(said), view_of(TakeBack(said.nominee.id)) if mine else None)


class Nominate(discord.ui.DynamicItem[Button], template=r"nominate:(?P<paper>\d{1,18})"):
    """Whoever presses it nominates the paper for their server's journal club."""

    in_servers_only = True

    def __init__(self, paper: int) -> None:
        super().__init__(Button(label="Nominate", custom_id=f"nominate:{paper}"))
        self.paper = paper

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "Nominate":
        return cls(int(match["paper"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if interaction.guild_id is None:
                await interaction.response.send_message(SERVERS_ONLY, ephemeral=True)
                return
            await interaction.response.defer(ephemeral=True, thinking=True)
            reply = await answer_nominate(library_of(interaction), f"paper:{self.paper}", asked_by(interaction))
            await send(interaction, reply, ephemeral=True)


class TakeBack(discord.ui.DynamicItem[Button], template=r"unnominate:(?P<nomination>\d{1,18})"):
    def __init__(self, nomination: int) -> None:
        super().__init__(Button(label="Take it back", custom_id=f"unnominate:{nomination}"))
        self.nomination = nomination

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "TakeBack":
        return cls(int(match["nomination"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            library = library_of(interaction)
            known = await library.ask(nominee_by_id, self.nomination)
            is_here = await library.ask(nomination_guild, self.nomination) == interaction.guild_id
            if known is None or not is_here:
                await interaction.response.send_message(NO_LONGER, ephemeral=True)
            elif known.person != interaction.user.id and not interaction.permissions.manage_messages:
                await interaction.response.send_message(NOT_YOURS, ephemeral=True)
            else:
                await interaction.response.defer()
                done = await library.change(withdraw, self.nomination)
                words = f"**{title_of(known)}** is nominated no longer." if done else NO_LONGER
                await edit(interaction, Reply(note_embed("Journal club", words)))
