"""What the bot must be allowed in a channel to announce there."""

import discord
from discord.abc import GuildChannel
from discord.app_commands import AppCommandContext, AppInstallationType

IN_SERVERS = AppCommandContext(guild=True, dm_channel=False, private_channel=False)
BY_SERVERS = AppInstallationType(guild=True, user=False)
"""Of commands about a server: not in direct messages, nor where a person alone installed the bot."""
Announceable = discord.TextChannel | discord.ForumChannel | discord.Thread
NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "embed_links": "Embed Links",
    "read_message_history": "Read Message History",
}
IN_THREADS = {"send_messages_in_threads": "Send Messages in Threads"}
NEW_THREADS = {"create_public_threads": "Create Public Threads"}


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
