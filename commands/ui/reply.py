"""An answer on its way to a person: an embed, what can be pressed below it, and files."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from commands.ui.picture import Picture

Item = discord.ui.Item[Any]
Button = discord.ui.Button[discord.ui.View]
Select = discord.ui.Select[discord.ui.View]


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    data: bytes
    alt: str | None = None
    """What a picture shows, for those who do not see it."""

    def file(self) -> discord.File:
        return discord.File(io.BytesIO(self.data), self.name, description=self.alt)


@dataclass(frozen=True, slots=True)
class Reply:
    embed: discord.Embed
    view: discord.ui.View | None = None
    attachments: tuple[Attachment, ...] = ()
    more: tuple[discord.Embed, ...] = ()
    """Further embeds below the first."""


def pictures(picture: Picture | None) -> tuple[Attachment, ...]:
    return (Attachment(picture.name, picture.png, picture.alt),) if picture else ()


def view_of(*items: Item) -> discord.ui.View | None:
    """A view that never ends: what it holds is known by its custom ids, so it works after a restart."""
    if not items:
        return None
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return view


def _for(interaction: discord.Interaction, view: discord.ui.View | None) -> discord.ui.View | None:
    """Without the buttons that work in servers alone, where it is a direct message."""
    if view is not None and interaction.guild_id is None:
        for item in [item for item in view.children if getattr(item, "in_servers_only", False)]:
            view.remove_item(item)
    return view


def may_post(interaction: discord.Interaction) -> bool:
    """Whether the person may write where they are. If not, nobody else sees the answer to them either."""
    if interaction.guild_id is None:
        return True
    may = interaction.permissions
    return may.send_messages_in_threads if isinstance(interaction.channel, discord.Thread) else may.send_messages


async def defer_for_all(interaction: discord.Interaction) -> None:
    """Before an answer that everyone in the channel sees."""
    await interaction.response.defer(ephemeral=not may_post(interaction), thinking=True)


async def send(interaction: discord.Interaction, reply: Reply, *, ephemeral: bool = False) -> None:
    view = _for(interaction, reply.view) or discord.utils.MISSING
    embeds, files = [reply.embed, *reply.more], _files(reply)
    if interaction.response.is_done():  # it was deferred, publicly or not
        await interaction.followup.send(embeds=embeds, view=view, files=files)
    else:
        is_hidden = ephemeral or not may_post(interaction)
        await interaction.response.send_message(embeds=embeds, view=view, files=files, ephemeral=is_hidden)


async def edit_or_send(interaction: discord.Interaction, reply: Reply) -> None:
    """Turns the page for the one who asked. Somebody else's press is answered with a copy of their own."""
    if is_theirs(interaction):
        await edit(interaction, reply)
    else:
        await send(interaction, reply, ephemeral=True)


async def edit(interaction: discord.Interaction, reply: Reply) -> None:
    """In place of what the message shows. Its pictures stay, unless the reply brings others."""
    embeds, files = [reply.embed, *reply.more], _files(reply) or discord.utils.MISSING
    view = _for(interaction, reply.view)
    if interaction.response.is_done():
        await interaction.edit_original_response(embeds=embeds, view=view, attachments=files)
    else:
        await interaction.response.edit_message(embeds=embeds, view=view, attachments=files)


def is_theirs(interaction: discord.Interaction) -> bool:
    """Whether the one who presses is the one whom the message answered."""
    asked = interaction.message.interaction_metadata if interaction.message else None
    return asked is None or asked.user.id == interaction.user.id


def _files(reply: Reply) -> Sequence[discord.File]:
    return [attachment.file() for attachment in reply.attachments]
