"""The button that takes the last change of the library back."""

import discord

from commands.ui.component import ButtonComponent
from commands.ui.embeds.changes import taken_back_embed, undo_embed
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Reply, edit, view_of
from commands.ui.routes import library_of
from storage.history.undo import last_change, undo_run
from storage.library import Library

NOTHING = "There is nothing to take back."
TOO_OLD = "It cannot be taken back: it was too long ago, or another version of the bot made it."


async def undo_reply(library: Library, note: str = "") -> Reply:
    last = await library.ask(last_change)
    if last is None:
        return Reply(note_embed("Take back", note or NOTHING))
    change, is_possible = last
    items = (UndoChange(run=change.number),) if is_possible else ()
    return Reply(undo_embed(change, note if is_possible else TOO_OLD), view_of(*items))


class UndoChange(ButtonComponent, custom_id="undo:{run:id}"):
    managers_only = True
    run: int
    label: str = "Undo"
    style: discord.ButtonStyle = discord.ButtonStyle.danger

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        library = library_of(interaction)
        last = await library.ask(last_change)
        done = await library.change(undo_run, self.run, interaction.created_at, interaction.user.id)
        if not done or last is None:
            await edit(interaction, await undo_reply(library, "That was not the last change any more. This is:"))
            return
        await library.freshen()
        await edit(interaction, Reply(taken_back_embed(last[0])))
