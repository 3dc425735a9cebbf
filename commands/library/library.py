"""/library: import a file, show the status, query the live sources, undo the last change, redo it, export."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

import discord
from discord.app_commands import Range
from discord.ext.commands import Cog

from commands.library.embeds.status import library_status_embed, refresh_report_embed, status_text
from commands.library.export import library_export_reply
from commands.library.options import parse_captured
from commands.library.undo import redo_reply, undo_reply
from commands.library.upload import answer_upload
from commands.ui.access import admin_group
from commands.ui.embeds.notes import note_embed
from commands.ui.refusal import UserError
from commands.ui.reply import Attachment, Reply, send
from storage.history.library_status import count_papers, library_status
from storage.library import Library
from storage.live.answers import ServiceReport

NOT_CONFIGURED = "No live source is configured. Whoever runs the bot can set `PAPERBOT_LIVE`."
BUSY = "A refresh is already running. `/library status` shows the results when it is done."


class SourceRefresher(Protocol):
    """Queries the live sources, on command and every night."""

    @property
    def services(self) -> Sequence[str]:
        """The configured ones: keys of storage.schema.library.LIVE."""
        ...

    @property
    def is_busy(self) -> bool: ...

    async def next_run(self) -> dt.datetime | None:
        """None if no live source is configured."""
        ...

    async def refresh_now(self, person: int) -> tuple[ServiceReport, ...]:
        """`person`: the Discord id of who started it."""
        ...


class LibraryCommands(Cog):
    group = admin_group("library", "Import into the library, check its status, refresh, undo, redo and export.")

    def __init__(self, library: Library, refresher: SourceRefresher) -> None:
        self.library = library
        self.refresher = refresher

    @group.command(name="import")
    async def import_(
        self, interaction: discord.Interaction, file: discord.Attachment, captured: Range[str, 1, 20] | None = None
    ) -> None:
        """Preview and import a file: a profile text, JSONL, BibTeX or RIS.

        Parameters
        ----------
        file:
            A .txt, .jsonl, .bib or .ris file, up to 8 MiB
        captured:
            The day the text was saved, such as 2026-11-23 (default: today)
        """
        await interaction.response.defer(ephemeral=True, thinking=True)
        try:
            day = parse_captured(captured, interaction.created_at.date()) if captured else None
        except UserError as error:
            await interaction.followup.send(str(error), ephemeral=True)
            return
        await answer_upload(interaction, self.library, file, day)

    @group.command()
    async def status(self, interaction: discord.Interaction) -> None:
        """Show the age and last import of each profile, the live sources and the latest changes."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        next_run = await self.refresher.next_run()
        found = await self.library.ask(library_status, self.refresher.services, next_run, interaction.created_at)
        text = status_text(found).encode("utf-8", "replace")
        files = (Attachment("profiles.txt", text),) if text else ()
        await send(interaction, Reply(library_status_embed(found), attachments=files), ephemeral=True)

    @group.command()
    async def refresh(self, interaction: discord.Interaction) -> None:
        """Query the live sources now; the results are posted here."""
        services = self.refresher.services
        if not services or self.refresher.is_busy:
            await interaction.response.send_message(BUSY if services else NOT_CONFIGURED, ephemeral=True)
            return
        started = note_embed("Querying live sources", "The results will be posted here. This can take a few minutes.")
        await interaction.response.send_message(embed=started, ephemeral=True)
        reports = await self.refresher.refresh_now(interaction.user.id)
        if not interaction.is_expired():
            await send(interaction, Reply(refresh_report_embed(reports)), ephemeral=True)

    @group.command()
    async def undo(self, interaction: discord.Interaction) -> None:
        """Undo the last change to the library, after you confirm."""
        await send(interaction, await undo_reply(interaction, self.library), ephemeral=True)

    @group.command()
    async def redo(self, interaction: discord.Interaction) -> None:
        """Redo what was undone last, after you confirm."""
        await send(interaction, await redo_reply(interaction, self.library), ephemeral=True)

    @group.command()
    async def export(self, interaction: discord.Interaction) -> None:
        """Export the whole library: JSONL that can be imported again, BibTeX and CSV."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        assert interaction.guild is not None
        papers, limit = await self.library.ask(count_papers), interaction.guild.filesize_limit
        await send(interaction, await library_export_reply(self.library, papers, limit, interaction.created_at))
