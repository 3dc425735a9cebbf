"""Channels that were deleted: they cannot be chosen in Discord, so a button stops their announcements."""

from collections.abc import Iterable
from dataclasses import replace

import aiohttp
import discord

from commands.announcements.embeds.announcing import announcement_status_embed
from commands.ui.access import NOT_A_MANAGER
from commands.ui.component import ButtonComponent
from commands.ui.reply import Reply, edit, view_of
from commands.ui.routes import library_of
from storage.announcements.answers import FAILED, STOPPED
from storage.announcements.status import server_statuses
from storage.announcements.subscriptions import CHANNEL_DELETED, Recipient, find_subscription, set_state
from storage.library import Library


async def deleted_channels(guild: discord.Guild, channels: Iterable[int | None]) -> set[int]:
    """Archived threads are not in the cache either, so Discord is asked for what is missing there."""
    missing = [id for id in channels if id is not None and guild.get_channel_or_thread(id) is None]
    return {id for id in missing if await _is_deleted(guild, id)}


async def _is_deleted(guild: discord.Guild, channel: int) -> bool:
    try:
        await guild.fetch_channel(channel)
    except discord.NotFound:
        return True
    except (discord.DiscordException, aiohttp.ClientError, OSError):  # it cannot tell now
        return False
    return False


async def status_reply(library: Library, interaction: discord.Interaction) -> Reply:
    assert interaction.guild is not None
    found = await library.ask(server_statuses, library.index, interaction.guild.id, interaction.created_at)
    deleted = await deleted_channels(interaction.guild, [one.channel for one in found])
    statuses = tuple(
        replace(one, state=FAILED, error=CHANNEL_DELETED, next_due=None) if one.channel in deleted else one
        for one in found
    )
    return Reply(announcement_status_embed(statuses), view_of(*([StopDeleted()] if deleted else ())))


class StopDeleted(ButtonComponent, custom_id="announce:stop-deleted"):
    in_servers_only = True
    label: str = "Stop for deleted channels"

    async def press(self, interaction: discord.Interaction) -> None:
        if interaction.guild is None or not interaction.permissions.manage_guild:
            await interaction.response.send_message(NOT_A_MANAGER, ephemeral=True)
            return
        await interaction.response.defer()
        library = library_of(interaction)
        found = await library.ask(server_statuses, library.index, interaction.guild.id, interaction.created_at)
        for channel in await deleted_channels(interaction.guild, [one.channel for one in found]):
            subscription = await library.ask(find_subscription, Recipient(interaction.guild.id, channel))
            if subscription is not None:
                await library.change(set_state, subscription.id, STOPPED, interaction.created_at)
        await edit(interaction, await status_reply(library, interaction))
