"""/save: adds a paper to a reading list."""

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.reading_lists.list_names import Whose, asker_of, list_choices, wished_list
from commands.reading_lists.save_button import save_wished
from commands.ui.autocomplete import choices
from commands.ui.embeds.markdown import plain
from commands.ui.refusal import UserError
from commands.ui.reply import send
from storage.library import Library
from storage.reading_lists.answers import NOTE_LENGTH
from storage.reading_lists.save import SaveRequest


class SaveCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def save(
        self,
        interaction: discord.Interaction,
        paper: Range[str, 1, 2000],
        list: Range[str, 1, 100] | None = None,
        note: Range[str, 1, NOTE_LENGTH] | None = None,
        whose: Whose | None = None,
    ) -> None:
        """Save a paper to a reading list, your own or the server's. Save it again to change its note.

        Parameters
        ----------
        paper:
            A title or part of one, an arXiv ID or URL, or a DOI
        list:
            Name of the list; a new name creates a list (default: reading list)
        note:
            Note, such as why to read it or where you stopped
        whose:
            Your list, which only you see, or the server's, which everyone in it sees
        """
        await interaction.response.defer(ephemeral=True)
        asker = asker_of(interaction)
        try:
            name, owner, _ = await wished_list(self.library, asker, list, whose)
        except UserError as refused:
            await interaction.followup.send(str(refused), ephemeral=True)
            return
        wish = SaveRequest(asker.person, owner, name, _cleaned(note), asker.manages)
        await send(interaction, await save_wished(self.library, paper, wish, interaction.created_at))

    @save.autocomplete("paper")
    async def suggest_papers(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await choices(self.library, "paper", words)

    @save.autocomplete("list")
    async def suggest_lists(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await list_choices(self.library, asker_of(interaction), words, can_be_new=True)


def _cleaned(note: str | None) -> str | None:
    """The note in a form that every database accepts; None if it has no visible character."""
    if note is None or not plain(note):
        return None
    return note.encode("utf-8", "replace").decode().replace("\x00", "").strip()
