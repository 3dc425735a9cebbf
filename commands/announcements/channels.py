"""The channel that a command is about: whether the bot can announce there, and what is announced there."""

import discord

from commands.announcements.options import AnnouncementOptions
from commands.ui.permissions import Announceable, missing_permissions
from commands.ui.refusal import UserError
from storage.announcements.answers import STOPPED
from storage.announcements.subscriptions import Recipient, find_subscription
from storage.library import Library

NOT_ANNOUNCED = "Nothing is announced in <#{channel}>. `/announce here` sets it up."


def this_channel(interaction: discord.Interaction) -> object:
    """As the cache has it, with its permissions."""
    assert interaction.guild is not None
    return interaction.guild.get_channel_or_thread(interaction.channel_id or 0) or interaction.channel


def check_place(place: object, asker: object, options: AnnouncementOptions, role: discord.Role | None) -> None:
    """Raises UserError if the bot cannot announce there, with the permissions that it lacks; or if the one who asks may
    not post there."""
    if not isinstance(place, Announceable):
        raise UserError("I can only announce in text channels, forums and threads. Choose one in `channel`.")
    if not isinstance(asker, discord.Member) or not _may_post(place, asker):
        raise UserError(f"You need permission to send messages in {place.mention} to announce there.")
    in_thread = bool(options.columns.get("in_thread", True))
    if missing := missing_permissions(place, in_thread=in_thread, role=role):
        names = "".join(f"\n• {name}" for name in missing)
        raise UserError(f"I lack permissions in {place.mention}:{names}\nAllow them there and try again.")


def _may_post(place: Announceable, asker: discord.Member) -> bool:
    may = place.permissions_for(asker)
    return may.send_messages_in_threads if isinstance(place, discord.Thread) else may.send_messages


async def announced_subscription(
    library: Library, interaction: discord.Interaction, channel: Announceable | None
) -> int | None:
    """Defers. None, with an answer, if nothing is announced there. A thread may also stand for its channel."""
    await interaction.response.defer(ephemeral=True)
    place = channel or interaction.channel
    found = await _not_stopped(library, interaction, place.id if place else None)
    if found is None and channel is None and isinstance(place, discord.Thread):
        found = await _not_stopped(library, interaction, place.parent_id)
    if found is None:
        await answer_not_announced(interaction, channel)
    return found


async def answer_not_announced(interaction: discord.Interaction, channel: Announceable | None) -> None:
    place = channel.id if channel else interaction.channel_id
    await interaction.followup.send(NOT_ANNOUNCED.format(channel=place), ephemeral=True)


async def _not_stopped(library: Library, interaction: discord.Interaction, channel: int | None) -> int | None:
    found = await library.ask(find_subscription, Recipient(interaction.guild_id, channel))
    return None if found is None or found.state == STOPPED else found.id
