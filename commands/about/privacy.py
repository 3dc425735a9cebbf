"""/privacy: what the bot keeps about the one who asks, all of it as a file, and the button that forgets it."""

import asyncio
import json
import re

import discord
from discord import app_commands
from discord.ext.commands import Cog

from commands.about.embeds.privacy import forgetting_embed, forgotten_embed, privacy_embed
from commands.ui.client import library_of
from commands.ui.embeds.notes import note_embed
from commands.ui.faults import apologies
from commands.ui.reply import Attachment, Button, Item, Reply, edit, send, view_of
from storage.library import Library
from storage.privacy.personal import forget, kept, personal_data

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
        found = await self.library.ask(kept, interaction.user.id)
        buttons = (Mine(what, interaction.user.id) for what in (EXPORT, FORGET))
        view = view_of(*buttons) if found.parts else None
        await send(interaction, Reply(privacy_embed(found), view), ephemeral=True)


class Mine(discord.ui.DynamicItem[Button], template=r"privacy:(?P<what>export|forget|surely):(?P<person>\d{1,20})"):
    """A button that does something for one person alone."""

    def __init__(self, what: str, person: int) -> None:
        label, style = LOOKS[what]
        super().__init__(Button(label=label, style=style, custom_id=f"privacy:{what}:{person}"))
        self.what = what
        self.person = person

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "Mine":
        return cls(match["what"], int(match["person"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if interaction.user.id != self.person:
                await interaction.response.send_message(NOT_YOURS, ephemeral=True)
            elif self.what == EXPORT:
                await _export(interaction)
            elif self.what == FORGET:
                await send(interaction, Reply(forgetting_embed(), view_of(Mine(SURELY, self.person))), ephemeral=True)
            else:
                await interaction.response.defer()  # an import may hold the store
                await library_of(interaction).change(forget, self.person)
                await edit(interaction, Reply(forgotten_embed()))


async def _export(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    found = {
        "your Discord id": interaction.user.id,
        **await library_of(interaction).ask(personal_data, interaction.user.id),
    }
    text = await asyncio.to_thread(json.dumps, found, ensure_ascii=False, indent=2)
    file = Attachment("kept-about-you.json", text.encode("utf-8", "replace"))
    words = "All that is tied to your Discord id, as JSON."
    await send(interaction, Reply(note_embed("Kept about you", words), attachments=(file,)), ephemeral=True)
