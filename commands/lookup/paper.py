"""/paper: a paper's card."""

import discord
from discord import app_commands
from discord.ext.commands import Cog

from commands.lookup.cards import answer_paper
from commands.ui.autocomplete import choices
from commands.ui.reply import send
from storage.library import Library


class PaperCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def paper(self, interaction: discord.Interaction, title: app_commands.Range[str, 1, 2000]) -> None:
        """Show a paper: authors, date, field, key sentence and abstract.

        Parameters
        ----------
        title:
            A title or part of one, an arXiv ID or URL, or a DOI
        """
        await send(interaction, await answer_paper(self.library, title))

    @paper.autocomplete("title")
    async def suggest_titles(self, interaction: discord.Interaction, words: str) -> list[app_commands.Choice[str]]:
        return await choices(self.library, "paper", words)
