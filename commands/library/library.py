"""/library: load a file, see how fresh all is, ask the live sources, take the last change back."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

import discord
from discord.app_commands import Range
from discord.ext.commands import Cog

from commands.library.embeds.status import library_status_embed, refreshed_embed, status_text
from commands.library.export import whole_export
from commands.library.options import wished_day
from commands.library.undo import undo_reply
from commands.library.upload import answer_upload
from commands.ui.admins import admin_group, turned_away
from commands.ui.embeds.notes import note_embed
from commands.ui.refusal import UserError
from commands.ui.reply import Attachment, Reply, send
from storage.history.library_status import count_papers, library_status
from storage.library import Library
from storage.live.answers import ServiceReport

NOT_SET_UP = "No live source is set up. An admin of the bot names them in its settings: `PAPERBOT_LIVE`."
BUSY = "The live sources are being asked right now. `/library status` tells what came of it."


class Refreshing(Protocol):
    """Who asks the live sources, here and each night."""

    @property
    def services(self) -> Sequence[str]:
        """Of storage.tables.LIVE, those that are set up."""
        ...

    @property
    def is_busy(self) -> bool: ...

    async def next_run(self) -> dt.datetime | None: ...

    async def refresh_now(self, person: int) -> tuple[ServiceReport, ...]: ...


class LibraryCommands(Cog):
    group = admin_group("library", "The lab's library: load files, see how fresh it is, take a change back.")

    def __init__(self, library: Library, refreshing: Refreshing) -> None:
        self.library = library
        self.refreshing = refreshing

    @group.command(name="import")
    async def import_(
        self, interaction: discord.Interaction, file: discord.Attachment, captured: Range[str, 1, 20] | None = None
    ) -> None:
        """See what a file would bring, and load it: a profile text, JSONL, BibTeX or RIS.

        Parameters
        ----------
        file:
            A .txt, .jsonl, .bib or .ris file of at most 8 MiB
        captured:
            The day the text was saved, such as 2026-11-23; today, if you leave it out
        """
        if await turned_away(interaction):
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            day = wished_day(captured, interaction.created_at.date()) if captured else None
        except UserError as refused:
            await interaction.followup.send(str(refused), ephemeral=True)
            return
        await answer_upload(interaction, self.library, file, day)

    @group.command()
    async def status(self, interaction: discord.Interaction) -> None:
        """Show each source and profile: how old it is, what came of the last load, and what comes next."""
        if await turned_away(interaction):
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        next_run = await self.refreshing.next_run()
        found = await self.library.ask(library_status, self.refreshing.services, next_run, interaction.created_at)
        text = status_text(found).encode("utf-8", "replace")
        files = (Attachment("profiles.txt", text),) if text else ()
        await send(interaction, Reply(library_status_embed(found), attachments=files), ephemeral=True)

    @group.command()
    async def refresh(self, interaction: discord.Interaction) -> None:
        """Ask the live sources now, in the background; the report comes here when they have answered."""
        if await turned_away(interaction):
            return
        services = self.refreshing.services
        if not services or self.refreshing.is_busy:
            await interaction.response.send_message(BUSY if services else NOT_SET_UP, ephemeral=True)
            return
        asking = note_embed("Asking the live sources", "The report comes here when they have answered.")
        await interaction.response.send_message(embed=asking, ephemeral=True)
        reports = await self.refreshing.refresh_now(interaction.user.id)
        if not interaction.is_expired():
            await send(interaction, Reply(refreshed_embed(reports)), ephemeral=True)

    @group.command()
    async def undo(self, interaction: discord.Interaction) -> None:
        """Take the last change of the library back, whole; you are asked first."""
        if await turned_away(interaction):
            return
        await send(interaction, await undo_reply(self.library), ephemeral=True)

    @group.command()
    async def export(self, interaction: discord.Interaction) -> None:
        """Take the whole library along: JSONL that loads back, BibTeX and CSV."""
        if await turned_away(interaction):
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        assert interaction.guild is not None
        papers, limit = await self.library.ask(count_papers), interaction.guild.filesize_limit
        await send(interaction, await whole_export(self.library, papers, limit, interaction.created_at))
