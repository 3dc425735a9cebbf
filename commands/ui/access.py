"""Who may use the bot where, and who may manage the library.

Checked in two places: for commands and their autocompletes in the command tree, for buttons and menus in `Component`.
"""

from dataclasses import dataclass
from typing import Any, Protocol, cast

import discord
from discord import app_commands

from commands.ui.permissions import BY_SERVERS, IN_SERVERS

MANAGES_LIBRARY = "manages_library"
"""In the extras of a group of commands: see Access.homes."""
NOT_HERE = "This bot is not available in this server."
NOT_A_MANAGER = "You need the *Manage Server* permission to do that."
NOT_AT_HOME = "This library belongs to another server. Only the people who manage it there can do that."


@dataclass(frozen=True, slots=True)
class Access:
    """`servers`: the only servers where the bot answers. `homes`: those whose library it is: only there can people with
    *Manage Server* see its status and change, undo and export it. Both are ids; empty means every server."""

    servers: frozenset[int] = frozenset()
    homes: frozenset[int] = frozenset()


class _Client(Protocol):
    access: Access
    application: discord.AppInfo | None


def admin_group(name: str, description: str) -> app_commands.Group:
    """Of commands that change the library, or show what only its admins see."""
    return app_commands.Group(
        name=name,
        description=description,
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
        default_permissions=discord.Permissions(manage_guild=True),
        extras={MANAGES_LIBRARY: True},
    )


def manages_library(command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | None) -> bool:
    parent = command.root_parent if isinstance(command, app_commands.Command) else None
    return parent is not None and bool(parent.extras.get(MANAGES_LIBRARY))


async def is_refused(interaction: discord.Interaction, *, manages_library: bool) -> bool:
    """Answers with the reason if the interaction is not allowed; to an autocomplete, with no choices."""
    reason = _reason(interaction, manages_library)
    if reason is None:
        return False
    if interaction.type is discord.InteractionType.autocomplete:
        await interaction.response.autocomplete([])
    else:
        await interaction.response.send_message(reason, ephemeral=True)
    return True


def _reason(interaction: discord.Interaction, manages_library: bool) -> str | None:
    client, server = cast(_Client, interaction.client), interaction.guild_id
    if server is not None and client.access.servers and server not in client.access.servers:
        return NOT_HERE
    if not manages_library or _runs_the_bot(interaction.user, client.application):
        return None
    if server is None or not interaction.permissions.manage_guild:
        return NOT_A_MANAGER
    if client.access.homes and server not in client.access.homes:
        return NOT_AT_HOME
    return None


def _runs_the_bot(user: discord.abc.User, application: discord.AppInfo | None) -> bool:
    """Whether it is the application's owner, or an accepted member of the team that owns it."""
    if application is None:
        return False
    if application.team is None:
        return user.id == application.owner.id
    accepted = discord.TeamMembershipState.accepted
    return any(member.id == user.id for member in application.team.members if member.membership_state is accepted)
