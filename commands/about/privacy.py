"""/privacy: shows what the bot stores about the person who types it, and has buttons to export and delete it."""

import asyncio
import json

import discord
from discord import app_commands
from discord.ext.commands import Cog

from commands.about.embeds.privacy import confirm_deletion_embed, deleted_embed, privacy_embed
from commands.ui.access import IS_FOR_ALL
from commands.ui.component import ButtonComponent
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Attachment, Button, Reply, edit, send, view_of
from commands.ui.routes import library_of
from storage.library import Library
from storage.privacy.personal import erase_personal_data, read_personal_data, summarize_personal_data

EXPORT, FORGET, SURELY = "export", "forget", "surely"
LOOKS = {
    EXPORT: ("Export", discord.ButtonStyle.secondary),
    FORGET: ("Delete my data", discord.ButtonStyle.danger),
    SURELY: ("Yes, delete my data", discord.ButtonStyle.danger),
}
NOT_YOURS = "This button is for the person who ran the command. Run `/privacy` to see what is stored about you."


class PrivacyCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command(extras={IS_FOR_ALL: True})
    async def privacy(self, interaction: discord.Interaction) -> None:
        """Show what the bot stores about you, and export or delete it."""
        found = await self.library.ask(summarize_personal_data, interaction.user.id)
        buttons = (PrivacyButton(what=what, person=interaction.user.id) for what in (EXPORT, FORGET))
        view = view_of(*buttons) if found.parts else None
        await send(interaction, Reply(privacy_embed(found), view), ephemeral=True)


class PrivacyButton(ButtonComponent, custom_id="privacy:{what:export|forget|surely}:{person:snowflake}"):
    """Works only for `person`, the one who ran the command."""

    is_for_all = True
    what: str
    person: int

    def build(self, custom_id: str) -> Button:
        label, style = LOOKS[self.what]
        return Button(label=label, style=style, custom_id=custom_id)

    async def press(self, interaction: discord.Interaction) -> None:
        if interaction.user.id != self.person:
            await interaction.response.send_message(NOT_YOURS, ephemeral=True)
        elif self.what == EXPORT:
            await _export(interaction)
        elif self.what == FORGET:
            surely = PrivacyButton(what=SURELY, person=self.person)
            await send(interaction, Reply(confirm_deletion_embed(), view_of(surely)), ephemeral=True)
        else:
            await interaction.response.defer()  # deleting may have to wait for an import
            await library_of(interaction).change(erase_personal_data, self.person)
            await edit(interaction, Reply(deleted_embed()))


async def _export(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = {
        "your Discord id": interaction.user.id,
        **await library_of(interaction).ask(read_personal_data, interaction.user.id),
    }
    text = await asyncio.to_thread(json.dumps, found, ensure_ascii=False, indent=2)
    file = Attachment("your-data.json", text.encode("utf-8", "replace"))
    words = "Everything stored under your Discord id, as JSON."
    await send(interaction, Reply(note_embed("Your data", words), attachments=(file,)), ephemeral=True)
