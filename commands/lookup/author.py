"""/author: an author's card."""

import discord
from discord import app_commands
from discord.ext.commands import Cog

from commands.lookup.cards import answer_author
from commands.ui.autocomplete import choices
from commands.ui.reply import send
from storage.library import Library


class AuthorCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def author(self, interaction: discord.Interaction, name: app_commands.Range[str, 1, 500]) -> None:
        """Show an author: h-index, papers, citations, novelty, AI score, co-authors and newest papers.

        Parameters
        ----------
        name:
            A name, as well as you remember it, for example "stock p"
        """
        await send(interaction, await answer_author(self.library, name))

    @author.autocomplete("name")
    async def suggest_names(self, interaction: discord.Interaction, words: str) -> list[app_commands.Choice[str]]:
        return await choices(self.library, "author", words)
