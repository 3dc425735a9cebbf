"""/privacy: what the bot keeps about the one who asks, all of it as a file, and the button that forgets it."""

import asyncio
import json

import discord
from discord import app_commands
from discord.ext.commands import Cog

from commands.about.embeds.privacy import forgetting_embed, forgotten_embed, privacy_embed
from commands.ui.component import ButtonComponent
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Attachment, Button, Reply, edit, send, view_of
from commands.ui.routes import library_of
from storage.library import Library
from storage.privacy.personal import erase_personal_data, read_personal_data, summarize_personal_data

EXPORT, FORGET, SURELY = "export", "forget", "surely"
LOOKS = {
    EXPORT: ("Export", discord.ButtonStyle.secondary),
    FORGET: ("Forget me", discord.ButtonStyle.danger),
    SURELY: ("Yes, forget me", discord.ButtonStyle.danger),
}
NOT_YOURS = "This button is for whoever asked. Type `/privacy` to see what is kept about you."


class PrivacyCommand(Cog):
    def __init__(self, library: Library) -> None:
        self.library = library

    @app_commands.command()
    async def privacy(self, interaction: discord.Interaction) -> None:
        """Show what the bot keeps about you; take it along, or let it be forgotten."""
        found = await self.library.ask(summarize_personal_data, interaction.user.id)
        buttons = (PrivacyButton(what=what, person=interaction.user.id) for what in (EXPORT, FORGET))
        view = view_of(*buttons) if found.parts else None
        await send(interaction, Reply(privacy_embed(found), view), ephemeral=True)


class PrivacyButton(ButtonComponent, custom_id="privacy:{what:export|forget|surely}:{person:snowflake}"):
    """Does something for one person alone."""

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
            await send(interaction, Reply(forgetting_embed(), view_of(surely)), ephemeral=True)
        else:
            await interaction.response.defer()  # an import may hold the store
            await library_of(interaction).change(erase_personal_data, self.person)
            await edit(interaction, Reply(forgotten_embed()))


async def _export(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = {
        "your Discord id": interaction.user.id,
        **await library_of(interaction).ask(read_personal_data, interaction.user.id),
    }
    text = await asyncio.to_thread(json.dumps, found, ensure_ascii=False, indent=2)
    file = Attachment("kept-about-you.json", text.encode("utf-8", "replace"))
    words = "All that is tied to your Discord id, as JSON."
    await send(interaction, Reply(note_embed("Kept about you", words), attachments=(file,)), ephemeral=True)
