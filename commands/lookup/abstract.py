"""The button that shows a paper's whole abstract to the person who presses it."""

import io

import discord

from commands.lookup.embeds.abstract import abstract_embed, whole_text
from commands.ui.component import ButtonComponent
from commands.ui.routes import library_of
from storage.lookup.paper_card import paper_card


class WholeAbstract(ButtonComponent, custom_id="abstract:{paper:id}"):
    paper: int
    label: str = "Whole abstract"

    async def press(self, interaction: discord.Interaction) -> None:
        card = await library_of(interaction).ask(paper_card, self.paper)
        if card is None:
            await interaction.response.send_message("This paper is no longer in the library.", ephemeral=True)
            return
        text = whole_text(card)
        files = [discord.File(io.BytesIO(text.encode()), "paper.txt")] if text else []
        await interaction.response.send_message(embed=abstract_embed(card), files=files, ephemeral=True)
