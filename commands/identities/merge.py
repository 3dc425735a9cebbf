"""The question whether two people are one, and the button that says yes."""

import discord

from commands.identities.apply import told, word_of
from commands.identities.embeds import merge_embed, said_embed
from commands.ui.component import ButtonComponent
from commands.ui.reply import Reply, edit, view_of
from storage.identities.merge import merge_authors
from storage.identities.queries import merge_candidates
from storage.library import Library

GONE = "One of them is not in this library any more."


async def merge_reply(library: Library, one: int, other: int) -> Reply:
    if one == other:
        return Reply(said_embed("That is one and the same person."))
    two = await library.ask(merge_candidates, one, other)
    return Reply(said_embed(GONE)) if two is None else Reply(merge_embed(two), view_of(Merge(one=one, other=other)))


class Merge(ButtonComponent, custom_id="merge:{one:id}:{other:id}"):
    managers_only = True
    one: int
    other: int
    label: str = "Merge"
    style: discord.ButtonStyle = discord.ButtonStyle.danger

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        words = await told(interaction, merge_authors, self.one, self.other, word_of(interaction))
        await edit(interaction, Reply(said_embed(words)))
