"""/reading-list: show, share, export and change the lists that /save fills."""

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext.commands import Cog

from commands.reading_lists.embeds import EMPTY, deleting_embed, list_name
from commands.reading_lists.list_entries import entry_choices, entry_title, meant, which
from commands.reading_lists.list_names import Whose, asker_of, list_choices, no_list_reply, wished_list, wished_name
from commands.reading_lists.list_pages import DeleteList, saved_papers, show_saved, show_shared
from commands.ui.embeds.notes import note_embed
from commands.ui.export_button import export_reply
from commands.ui.refusal import UserError
from commands.ui.reply import Reply, may_post, send, view_of
from storage.library import Library
from storage.reading_lists.answers import ListEntry, ListName
from storage.reading_lists.entries import all_entries, remove_entry
from storage.reading_lists.lists import rename_list
from storage.reading_lists.sharing import share_list

Name = Range[str, 1, 100]
NOT_YOURS = "Only the person who created this list and people with *Manage Messages* can do that."
NOT_SHARED = "You need permission to send messages in this channel to share a list here."
NOT_YOUR_PAPER = (
    "Only the person who added this paper and people with *Manage Messages* can remove it from the server list."
)


class ReadingListCommands(Cog):
    lists = app_commands.Group(
        name="reading-list", description="Show, share and change reading lists: your own and the server's."
    )

    def __init__(self, library: Library) -> None:
        self.library = library

    @lists.command()
    async def show(
        self, interaction: discord.Interaction, list: Name | None = None, whose: Whose | None = None
    ) -> None:
        """Show a reading list with its notes. Only you see it.

        Parameters
        ----------
        list:
            Name of the list (default: reading list)
        whose:
            Your list or the server's, if both have one of this name
        """
        if (known := await self._known(interaction, list, whose)) is not None:
            reply = await show_saved(self.library, str(known.id), 0)
            await send(interaction, reply or Reply(note_embed("Reading list", EMPTY)), ephemeral=True)

    @lists.command()
    async def export(
        self, interaction: discord.Interaction, list: Name | None = None, whose: Whose | None = None
    ) -> None:
        """Export a reading list as BibTeX, CSV and Markdown, with its notes.

        Parameters
        ----------
        list:
            Name of the list (default: reading list)
        whose:
            Your list or the server's, if both have one of this name
        """
        if (known := await self._known(interaction, list, whose)) is not None:
            await interaction.response.defer(ephemeral=True)
            held = await saved_papers(self.library, str(known.id))
            is_empty = held is None or not (held.papers or held.more)
            empty = Reply(note_embed("Export", EMPTY))
            await send(interaction, empty if held is None or is_empty else await export_reply(self.library, held))

    @lists.command()
    async def share(
        self,
        interaction: discord.Interaction,
        list: Name | None = None,
        notes: bool = True,
        whose: Whose | None = None,
    ) -> None:
        """Show a reading list, as it is now, to everyone in this channel.

        Parameters
        ----------
        list:
            Name of the list (default: reading list)
        notes:
            Whether to show the notes (default: True)
        whose:
            Your list or the server's, if both have one of this name
        """
        known = await self._known(interaction, list, whose)
        if known is None:
            return
        if not known.papers:
            await interaction.response.send_message(EMPTY, ephemeral=True)
            return
        if not may_post(interaction):
            await interaction.response.send_message(NOT_SHARED, ephemeral=True)
            return
        await interaction.response.defer()
        key = await self.library.change(share_list, known.id, interaction.user.id, interaction.created_at, notes=notes)
        reply = await show_shared(self.library, str(key), 0) if key is not None else None
        await send(interaction, reply or Reply(note_embed("Reading list", "This list has been deleted.")))

    @lists.command()
    async def remove(
        self,
        interaction: discord.Interaction,
        paper: Range[str, 1, 2000],
        list: Name | None = None,
        whose: Whose | None = None,
    ) -> None:
        """Remove a paper from a reading list.

        Parameters
        ----------
        paper:
            A title or part of one
        list:
            Name of the list (default: reading list)
        whose:
            Your list or the server's, if both have one of this name
        """
        if (known := await self._known(interaction, list, whose)) is None:
            return
        await interaction.response.defer(ephemeral=True)
        fitting = meant(await self.library.ask(all_entries, known.id), paper)
        await send(interaction, Reply(note_embed("Reading list", await self._removed(interaction, known, fitting))))

    @lists.command()
    async def rename(
        self, interaction: discord.Interaction, list: Name, to: Range[str, 1, 100], whose: Whose | None = None
    ) -> None:
        """Rename a reading list.

        Parameters
        ----------
        list:
            Name of the list
        to:
            New name
        whose:
            Your list or the server's, if both have one of this name
        """
        known = await self._known(interaction, list, whose, to_change=True)
        if known is None:
            return
        await interaction.response.defer(ephemeral=True)
        try:
            name = wished_name(to)
        except UserError as refused:
            await interaction.followup.send(str(refused), ephemeral=True)
            return
        is_done = await self.library.change(rename_list, known.id, name)
        refusal = f"There is already a list named **{list_name(name)}**."
        words = f"Renamed **{list_name(known.name)}** to **{list_name(name)}**." if is_done else refusal
        await send(interaction, Reply(note_embed("Reading list", words)))

    @lists.command()
    async def delete(self, interaction: discord.Interaction, list: Name, whose: Whose | None = None) -> None:
        """Delete a reading list, after you confirm.

        Parameters
        ----------
        list:
            Name of the list
        whose:
            Your list or the server's, if both have one of this name
        """
        if (known := await self._known(interaction, list, whose, to_change=True)) is not None:
            await send(interaction, Reply(deleting_embed(known), view_of(DeleteList(list=known.id))), ephemeral=True)

    @show.autocomplete("list")
    @export.autocomplete("list")
    @share.autocomplete("list")
    @remove.autocomplete("list")
    @rename.autocomplete("list")
    @delete.autocomplete("list")
    async def suggest_lists(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        return await list_choices(self.library, asker_of(interaction), words)

    @remove.autocomplete("paper")
    async def suggest_saved(self, interaction: discord.Interaction, words: str) -> list[Choice[str]]:
        typed, whose = (getattr(interaction.namespace, option, None) for option in ("list", "whose"))
        try:
            _, _, known = await wished_list(self.library, asker_of(interaction), typed, whose)
        except UserError:
            return []
        return [] if known is None else entry_choices(await self.library.ask(all_entries, known.id), words)

    async def _removed(self, interaction: discord.Interaction, known: ListName, fitting: tuple[ListEntry, ...]) -> str:
        """The reply. The paper is removed if exactly one fits and the person may remove it."""
        if len(fitting) != 1:
            return which(fitting, known)
        (entry,) = fitting
        asker = asker_of(interaction)
        if known.owner.guild is not None and entry.person != asker.person and not asker.manages:
            return NOT_YOUR_PAPER
        await self.library.change(remove_entry, known.id, entry.id)
        return f"Removed **{entry_title(entry)}** from **{list_name(known.name)}**."

    async def _known(
        self, interaction: discord.Interaction, typed: str | None, whose: Whose | None, *, to_change: bool = False
    ) -> ListName | None:
        """The list. None, after a reply that says why: it does not exist, or the person may not change it."""
        asker = asker_of(interaction)
        try:
            name, _, known = await wished_list(self.library, asker, typed, whose)
        except UserError as refused:
            await interaction.response.send_message(str(refused), ephemeral=True)
            return None
        if known is None:
            await send(interaction, await no_list_reply(self.library, asker, name), ephemeral=True)
        elif to_change and not asker.may_change(known):
            await interaction.response.send_message(NOT_YOURS, ephemeral=True)
            return None
        return known
