"""Previews that are running: one per person, who can cancel it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import discord

from commands.ui.component import ButtonComponent
from commands.ui.embeds.notes import note_embed
from commands.ui.reply import Reply, edit, send, view_of

SECONDS_WITHOUT_NOTE = 2.0
"""A preview that takes longer says so."""
STILL_RUNNING = "Your preview of another file is still running. Wait until it is done, or cancel it."
RUNNING = "The file is being compared with the library. Nothing is written."
CANCELLED = "The preview was cancelled. Nothing was imported."
_running: dict[int, asyncio.Task[Reply]] = {}
"""By the id of the person."""


class CancelPreview(ButtonComponent, custom_id="cancel_preview"):
    manages_library = True
    label: str = "Cancel"

    async def press(self, interaction: discord.Interaction) -> None:
        if (task := _running.get(interaction.user.id)) is not None:
            task.cancel()
        await edit(interaction, Reply(note_embed("Cancelled", CANCELLED)))


async def show_preview(interaction: discord.Interaction, preview: Callable[[], Coroutine[Any, Any, Reply]]) -> None:
    """Sends what `preview` returns, unless the person has another one running. The interaction is deferred."""
    person = interaction.user.id
    if person in _running:
        await send(interaction, Reply(note_embed("Not previewed", STILL_RUNNING)), ephemeral=True)
        return
    task = _running[person] = asyncio.create_task(preview())
    try:
        await _show_when_done(interaction, task)
    finally:
        del _running[person]
        task.cancel()


async def _show_when_done(interaction: discord.Interaction, task: asyncio.Task[Reply]) -> None:
    done, _ = await asyncio.wait({task}, timeout=SECONDS_WITHOUT_NOTE)
    if done:
        await send(interaction, task.result(), ephemeral=True)
        return
    await edit(interaction, Reply(note_embed("Previewing", RUNNING), view_of(CancelPreview())))
    await asyncio.wait({task})
    if not task.cancelled():
        await edit(interaction, task.result())
