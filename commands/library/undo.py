"""The buttons that undo the last change to the library, and undo that again."""

import discord

from commands.ui.access import runs_the_bot
from commands.ui.component import ButtonComponent
from commands.ui.embeds.changes import redo_embed, redone_embed, undo_embed, undone_embed
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Reply, edit, view_of
from commands.ui.routes import library_of
from storage.history.undo import find_change, last_change, last_undo, redo_run, undo_run
from storage.library import Library
from storage.lookup.answers.changes import LibraryChange

NOTHING = "There is nothing to undo."
NOTHING_UNDONE = "There is nothing to redo: the last change was not an undo, or it was redone."
TOO_OLD = "This change cannot be undone: it is too old, or it was made by another version of the bot."
NEWER = "There is a newer change. Undo this one first:"
ALREADY_UNDONE = "This change has already been undone."
CHANGED_SINCE = "This can no longer be redone: it was redone, or the library has changed since."
THEIRS = "Only <@{person}> and the owner of the bot can undo this."
NOBODY_S = "This change was not made on Discord, so only the owner of the bot can undo it."
"""Such as an import on the command line, a seed or the nightly refresh."""


async def undo_reply(interaction: discord.Interaction, library: Library, note: str = "") -> Reply:
    last = await library.ask(last_change)
    if last is None:
        return Reply(note_embed("Undo", NOTHING))
    change, is_possible = last
    refusal = _refusal(interaction, change) if is_possible else TOO_OLD
    items = () if refusal else (UndoChange(run=change.number),)
    return Reply(undo_embed(change, refusal or note), view_of(*items))


async def redo_reply(interaction: discord.Interaction, library: Library) -> Reply:
    undo = await library.ask(last_undo)
    if undo is None:
        return Reply(note_embed("Redo", NOTHING_UNDONE))
    refusal = _refusal(interaction, undo)
    return Reply(redo_embed(undo, refusal), view_of(*(() if refusal else (RedoChange(undo=undo.number),))))


def _refusal(interaction: discord.Interaction, change: LibraryChange) -> str:
    """Empty if they may undo it: it is their own, or they run the bot."""
    if runs_the_bot(interaction) or change.person == interaction.user.id:
        return ""
    return NOBODY_S if change.person is None else THEIRS.format(person=change.person)


class UndoChange(ButtonComponent, custom_id="undo:{run:id}"):
    manages_library = True
    run: int
    label: str = "Undo"
    style: discord.ButtonStyle = discord.ButtonStyle.danger

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await edit(interaction, await self._undo(interaction, library_of(interaction)))

    async def _undo(self, interaction: discord.Interaction, library: Library) -> Reply:
        change = await library.ask(find_change, self.run)
        if change is None:
            return Reply(note_embed("Undo", NOTHING))
        if not change.is_undone and (refusal := _refusal(interaction, change)):
            return Reply(note_embed("Not undone", refusal))
        if await library.change(undo_run, self.run, interaction.created_at, interaction.user.id):
            await library.sync_index()
            return await _undone_reply(library, change)
        change = await library.ask(find_change, self.run)
        if change is not None and change.is_undone:
            return Reply(note_embed("Not undone again", ALREADY_UNDONE))
        return await undo_reply(interaction, library, NEWER)


async def _undone_reply(library: Library, change: LibraryChange) -> Reply:
    undo = await library.ask(last_undo)
    return Reply(undone_embed(change), view_of(*(() if undo is None else (RedoChange(undo=undo.number),))))


class RedoChange(ButtonComponent, custom_id="redo:{undo:id}"):
    """Undoes an undo."""

    manages_library = True
    undo: int
    label: str = "Redo"

    async def press(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        library = library_of(interaction)
        undo = await library.ask(find_change, self.undo)
        if undo is not None and (refusal := _refusal(interaction, undo)):
            await edit(interaction, Reply(note_embed("Not redone", refusal)))
        elif undo is None or not await library.change(redo_run, self.undo, interaction.created_at, interaction.user.id):
            await edit(interaction, Reply(note_embed("Not redone", CHANGED_SINCE)))
        else:
            await library.sync_index()
            await edit(interaction, Reply(redone_embed(undo)))
