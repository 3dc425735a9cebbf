"""Nominates a paper: for the command, for the button on a paper card, and after the menu that asks which is meant."""

import discord

from commands.journal_club.embeds import nomination_embed, title_of
from commands.ui.chooser import question
from commands.ui.component import ButtonComponent
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Reply, edit, send, view_of
from commands.ui.routes import library_of
from storage.journal_club.answers import Nominated, NominatedAlready
from storage.journal_club.nominating import nominate_paper, nomination_guild, nominee_by_id, withdraw_nomination
from storage.library import Library
from storage.lookup.answers.paper import PaperCard
from storage.lookup.find import find_paper

SERVERS_ONLY = "Journal clubs belong to servers. Nominate the paper in a server."
NOT_YOURS = "Only the person who nominated this paper and people with *Manage Messages* can withdraw the nomination."
NO_LONGER = "This nomination is no longer open."


def asked_by(interaction: discord.Interaction) -> str:
    """Where, who and when, in a form that fits the custom id of the menu that asks which paper is meant."""
    return f"{interaction.guild_id}.{interaction.user.id}.{interaction.id}"


async def is_asked_by(interaction: discord.Interaction, asked: str) -> bool:
    return asked.startswith(f"{interaction.guild_id}.{interaction.user.id}.")


async def answer_nominate(library: Library, words: str, asked: str) -> Reply:
    answer = await library.ask(find_paper, library.index, words)
    if not isinstance(answer, PaperCard):
        return question(answer, "nominate", asked)
    guild, person, when = map(int, asked.split("."))
    now = discord.utils.snowflake_time(when)
    said = await library.change(nominate_paper, guild, answer.id, answer.title, person, now)
    mine = isinstance(said, Nominated | NominatedAlready)
    return Reply(nomination_embed(said), view_of(WithdrawNomination(nomination=said.nominee.id)) if mine else None)


class Nominate(ButtonComponent, custom_id="nominate:{paper:id}"):
    """Nominates the paper for the server's journal club, in the name of the person who presses it."""

    in_servers_only = True
    paper: int
    label: str = "Nominate"

    async def press(self, interaction: discord.Interaction) -> None:
        if interaction.guild_id is None:
            await interaction.response.send_message(SERVERS_ONLY, ephemeral=True)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        reply = await answer_nominate(library_of(interaction), f"paper:{self.paper}", asked_by(interaction))
        await send(interaction, reply, ephemeral=True)


class WithdrawNomination(ButtonComponent, custom_id="unnominate:{nomination:id}"):
    nomination: int
    label: str = "Withdraw"

    async def press(self, interaction: discord.Interaction) -> None:
        library = library_of(interaction)
        known = await library.ask(nominee_by_id, self.nomination)
        is_here = await library.ask(nomination_guild, self.nomination) == interaction.guild_id
        if known is None or not is_here:
            await interaction.response.send_message(NO_LONGER, ephemeral=True)
        elif known.person != interaction.user.id and not interaction.permissions.manage_messages:
            await interaction.response.send_message(NOT_YOURS, ephemeral=True)
        else:
            await interaction.response.defer()
            done = await library.change(withdraw_nomination, self.nomination)
            words = f"Withdrew the nomination of **{title_of(known)}**." if done else NO_LONGER
            await edit(interaction, Reply(note_embed("Journal club", words)))
