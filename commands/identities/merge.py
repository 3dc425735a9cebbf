"""The question whether two people are one, and the button that says yes."""

import re

import discord

from commands.identities.apply import told, word_of
from commands.identities.embeds import merge_embed, said_embed
from commands.ui.admins import turned_away
from commands.ui.faults import apologies
from commands.ui.reply import Button, Item, Reply, edit, view_of
from storage.identities.merge import merge
from storage.identities.queries import two_people
from storage.library import Library

GONE = "One of them is not in this library any more."


async def merge_reply(library: Library, one: int, other: int) -> Reply:
    if one == other:
        return Reply(said_embed("That is one and the same person."))
    two = await library.ask(two_people, one, other)
    return Reply(said_embed(GONE)) if two is None else Reply(merge_embed(two), view_of(Merge(one, other)))


class Merge(discord.ui.DynamicItem[Button], template=r"merge:(?P<one>\d{1,18}):(?P<other>\d{1,18})"):
    def __init__(self, one: int, other: int) -> None:
        button = Button(label="Merge", style=discord.ButtonStyle.danger, custom_id=f"merge:{one}:{other}")
        super().__init__(button)
        self.one = one
        self.other = other

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "Merge":
        return cls(int(match["one"]), int(match["other"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if await turned_away(interaction):
                return
            await interaction.response.defer()
            words = await told(interaction, merge, self.one, self.other, word_of(interaction))
            await edit(interaction, Reply(said_embed(words)))
