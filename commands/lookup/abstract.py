"""The button that shows a paper's whole abstract to the one who presses it."""

import io
import re

import discord

from commands.lookup.embeds.abstract import abstract_embed, whole_text
from commands.ui.client import library_of
from commands.ui.faults import apologies
from commands.ui.reply import Button, Item
from storage.lookup.works import paper_card


class WholeAbstract(discord.ui.DynamicItem[Button], template=r"abstract:(?P<paper>\d{1,18})"):
    def __init__(self, paper: int) -> None:
        super().__init__(Button(label="Whole abstract", custom_id=f"abstract:{paper}"))
        self.paper = paper

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /
    ) -> "WholeAbstract":
        return cls(int(match["paper"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            card = await library_of(interaction).ask(paper_card, self.paper)
            if card is None:
                await interaction.response.send_message("This paper is no longer in the library.", ephemeral=True)
                return
            text = whole_text(card)
            files = [discord.File(io.BytesIO(text.encode()), "paper.txt")] if text else []
            await interaction.response.send_message(embed=abstract_embed(card), files=files, ephemeral=True)
