"""The menu below a list that opens one of its papers, for the one who chooses."""

import discord

from commands.ui.component import MenuComponent
from commands.ui.embeds.openable import open_options
from commands.ui.reply import send
from commands.ui.routes import library_of, routes_of
from storage.lookup.answers.lists import PaperLine


class OpenPaper(MenuComponent, custom_id="open"):
    placeholder: str = "Open a paper"

    async def press(self, interaction: discord.Interaction) -> None:
        route = routes_of(interaction).answers["paper"]
        reply = await route.answer(library_of(interaction), self.item.values[0], "")
        await send(interaction, reply, ephemeral=True)


def open_menu(papers: tuple[PaperLine, ...]) -> OpenPaper:
    return OpenPaper(options=open_options(papers))
