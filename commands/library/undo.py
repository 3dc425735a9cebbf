"""The button that undoes the last change to the library."""

import discord

from commands.ui.component import ButtonComponent
from commands.ui.embeds.changes import undo_embed, undone_embed
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Reply, edit, view_of
from commands.ui.routes import library_of
from storage.history.undo import last_change, undo_run
from storage.library import Library

NOTHING = "There is nothing to undo."
TOO_OLD = "This change cannot be undone: it is too old, or it was made by another version of the bot."


async def undo_reply(library: Library, note: str = "") -> Reply:
    last = await library.ask(last_change)
    if last is None:
        return Reply(note_embed("Undo", note or NOTHING))
    change, is_possible = last
    items = (UndoChange(run=change.number),) if is_possible else ()
    return Reply(undo_embed(change, note if is_possible else TOO_OLD), view_of(*items))


class UndoChange(ButtonComponent, custom_id="undo:{run:id}"):
    manages_library = True
    run: int
    label: str = "Undo"
    style: discord.ButtonStyle = discord.ButtonStyle.danger

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        library = library_of(interaction)
        last = await library.ask(last_change)
        done = await library.change(undo_run, self.run, interaction.created_at, interaction.user.id)
        if not done or last is None:
            await edit(interaction, await undo_reply(library, "There is a newer change. Undo this one first:"))
            return
        await library.sync_index()
        await edit(interaction, Reply(undone_embed(last[0])))
