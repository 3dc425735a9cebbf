"""The button that takes the last change of the library back."""

import re

import discord

from commands.ui.admins import turned_away
from commands.ui.client import library_of
from commands.ui.embeds.changes import taken_back_embed, undo_embed
from commands.ui.embeds.notes import note_embed
from commands.ui.faults import apologies
from commands.ui.reply import Button, Item, Reply, edit, view_of
from storage.history.undo import last_change, undo
from storage.library import Library

NOTHING = "There is nothing to take back."
TOO_OLD = "It cannot be taken back: it was too long ago, or another version of the bot made it."


async def undo_reply(library: Library, note: str = "") -> Reply:
    last = await library.ask(last_change)
    if last is None:
        return Reply(note_embed("Take back", note or NOTHING))
    change, is_possible = last
    items = (TakeBack(change.number),) if is_possible else ()
    return Reply(undo_embed(change, note if is_possible else TOO_OLD), view_of(*items))


class TakeBack(discord.ui.DynamicItem[Button], template=r"undo:(?P<run>\d{1,18})"):
    def __init__(self, run: int) -> None:
        button = Button(label="Take it back", style=discord.ButtonStyle.danger, custom_id=f"undo:{run}")
        super().__init__(button)
        self.run = run

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: Item, match: re.Match[str], /) -> "TakeBack":
        return cls(int(match["run"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        async with apologies(interaction):
            if await turned_away(interaction):
                return
            await interaction.response.defer()
            library = library_of(interaction)
            last = await library.ask(last_change)
            done = await library.change(undo, self.run, interaction.created_at, interaction.user.id)
            if not done or last is None:
                await edit(interaction, await undo_reply(library, "That was not the last change any more. This is:"))
                return
            await library.freshen()
            await edit(interaction, Reply(taken_back_embed(last[0])))
