"""An answer on its way to a person: an embed and what can be pressed below it."""

from dataclasses import dataclass
from typing import Any

import discord

Item = discord.ui.Item[Any]
Button = discord.ui.Button[discord.ui.View]
Select = discord.ui.Select[discord.ui.View]


@dataclass(frozen=True, slots=True)
class Reply:
    embed: discord.Embed
    view: discord.ui.View | None = None


def view_of(*items: Item) -> discord.ui.View | None:
    """A view that never ends: what it holds is known by its custom ids, so it works after a restart."""
    if not items:
        return None
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return view


async def send(interaction: discord.Interaction, reply: Reply, *, ephemeral: bool = False) -> None:
    view = reply.view or discord.utils.MISSING
    await interaction.response.send_message(embed=reply.embed, view=view, ephemeral=ephemeral)


async def edit_or_send(interaction: discord.Interaction, reply: Reply) -> None:
    """Turns the page for the one who asked. Somebody else's press is answered with a copy of their own."""
    if is_theirs(interaction):
        await interaction.response.edit_message(embed=reply.embed, view=reply.view)
    else:
        await send(interaction, reply, ephemeral=True)


def is_theirs(interaction: discord.Interaction) -> bool:
    """Whether the one who presses is the one whom the message answered."""
    asked = interaction.message.interaction_metadata if interaction.message else None
    return asked is None or asked.user.id == interaction.user.id
