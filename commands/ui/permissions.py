"""What the bot must be allowed in a channel to announce there."""

from typing import Any

import discord
from discord.abc import GuildChannel
from discord.app_commands import AppCommandContext, AppInstallationType, Transform, Transformer

from commands.ui.refusal import UserError

IN_SERVERS = AppCommandContext(guild=True, dm_channel=False, private_channel=False)
BY_SERVERS = AppInstallationType(guild=True, user=False)
"""Of commands about a server: not in direct messages, nor where a person alone installed the bot."""
Announceable = discord.TextChannel | discord.ForumChannel | discord.Thread
OFFERED = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
]
"""discord.py would offer media channels beside forums, and Discord's description of its API has none."""
NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}
IN_THREADS = {"send_messages_in_threads": "Send Messages in Threads"}
NEW_THREADS = {"create_public_threads": "Create Public Threads"}


class _ToAnnounceable(Transformer):
    """To the channel as the cache has it, with its permissions."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return OFFERED

    async def transform(self, interaction: discord.Interaction, value: Any, /) -> Any:
        channel = value.resolve() or await value.fetch()
        if channel.guild.id != interaction.guild_id or not value.permissions.view_channel:
            raise UserError("Choose a channel of this server that you can see.")
        return channel


ChannelOption = Transform[Announceable, _ToAnnounceable]


def missing_permissions(
    channel: GuildChannel | discord.Thread, *, in_thread: bool = False, role: discord.Role | None = None
) -> tuple[str, ...]:
    """By their names in Discord's settings; empty where all is well."""
    needed = dict(NEEDED)
    if isinstance(channel, discord.Thread):
        del needed["send_messages"]
        needed |= IN_THREADS
    elif isinstance(channel, discord.ForumChannel):
        needed |= IN_THREADS
    elif in_thread:
        needed |= NEW_THREADS | IN_THREADS
    allowed = channel.permissions_for(channel.guild.me)
    missing = [name for flag, name in needed.items() if not getattr(allowed, flag)]
    if role is not None and not role.mentionable and not allowed.mention_everyone:
        missing.append("Mention @everyone, @here, and All Roles")
    return tuple(missing)
