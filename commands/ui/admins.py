"""Who may change the library: those who may manage the server. Discord hides the commands from others; so do we."""

import discord
from discord import app_commands

from commands.ui.permissions import BY_SERVERS, IN_SERVERS

TURNED_AWAY = "You need the *Manage Server* permission to do that."


def admin_group(name: str, description: str) -> app_commands.Group:
    return app_commands.Group(
        name=name,
        description=description,
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
        default_permissions=discord.Permissions(manage_guild=True),
    )


async def turned_away(interaction: discord.Interaction) -> bool:
    """Says so to those who may not."""
    if interaction.guild_id is not None and interaction.permissions.manage_guild:
        return False
    answer = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
    await answer(TURNED_AWAY, ephemeral=True)
    return True
