"""The menu below a list that opens one of its papers, for the one who chooses."""

import re

import discord

from commands.ui.client import library_of
from commands.ui.embeds.openable import open_options
from commands.ui.faults import apologies
from commands.ui.registry import ANSWERERS
from commands.ui.reply import Item, Select, send
from storage.lookup.answers.lists import PaperLine


class OpenPaper(discord.ui.DynamicItem[Select], template=r"open"):
    def __init__(self, papers: tuple[PaperLine, ...]) -> None:
        super().__init__(Select(custom_id="open", placeholder="Open a paper", options=open_options(papers)))

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "OpenPaper":
        return cls(())

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            reply = await ANSWERERS["paper"].answer(library_of(interaction), self.item.values[0], "")
            await send(interaction, reply, ephemeral=True)
