"""Who may use the bot where, and who may manage the library.

Checked in two places: for commands and their autocompletes in the command tree, for buttons and menus in `Component`.
"""

from dataclasses import dataclass
from typing import Any, Final, Literal, Protocol, cast

import discord
from discord import app_commands

from commands.ui.permissions import BY_SERVERS, IN_SERVERS

MANAGES_LIBRARY = "manages_library"
"""In the extras of a group of commands: see Access.homes."""
IS_FOR_ALL = "is_for_all"
"""In the extras of a command that answers those who cannot read the library, too: it is about themselves."""
NOT_HERE = "This bot is not available in this server."
NOT_A_MANAGER = "You need the *Manage Server* permission to do that."
NOT_AT_HOME = "This library belongs to another server. Only the people who manage it there can do that."
NO_HOME = (
    "This library has no home server yet, so nobody but the owner of the bot's application can do that. To make this "
    "server its home, ask the owner to run `/library status` here, or ask whoever runs the bot to set `PAPERBOT_HOME`."
)
ONLY_AT_HOME = "This bot is only available in its lab's server."
ONLY_MEMBERS = "This bot is only available to members of its lab's server."
MEMBER_UNKNOWN = f"{ONLY_MEMBERS} I am checking whether you are one. Try again in a few seconds."

Readers = Literal["everyone", "members", "home"]
EVERYONE: Final = "everyone"
MEMBERS: Final = "members"
"""Of the home servers, wherever they are."""
HOME: Final = "home"
"""Whoever is in a home server, and only there."""


@dataclass(frozen=True, slots=True)
class Access:
    """`servers`: the only servers where the bot answers; empty means every server. `homes`: those whose library it is:
    only there can people with *Manage Server* see its status and change, undo and export it. `readers`: who can read
    it."""

    servers: frozenset[int] = frozenset()
    homes: frozenset[int] = frozenset()
    readers: Readers = EVERYONE


class Members(Protocol):
    """Who is a member of a home, as far as is known without waiting."""

    def remember(self, person: int) -> None: ...

    def is_member(self, person: int) -> bool | None:
        """None: not known yet."""
        ...


class _Client(Protocol):
    access: Access
    application: discord.AppInfo | None
    members: Members

    def make_home(self, server: int) -> None: ...


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


def is_for_all(command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | None) -> bool:
    return command is not None and bool(command.extras.get(IS_FOR_ALL))


async def is_refused(interaction: discord.Interaction, *, manages_library: bool, is_for_all: bool = False) -> bool:
    """Answers with the reason if the interaction is not allowed; to an autocomplete, with no choices."""
    reason = _reason(interaction, manages_library, is_for_all)
    is_autocomplete = interaction.type is discord.InteractionType.autocomplete
    if reason is None:
        if manages_library and not is_autocomplete:
            _make_home(interaction)
        return False
    if is_autocomplete:
        await interaction.response.autocomplete([])
    else:
        await interaction.response.send_message(reason, ephemeral=True)
    return True


def is_manager(interaction: discord.Interaction) -> bool:
    """Whether they may manage the library from here."""
    return _reason(interaction, manages_library=True, is_for_all=False) is None


def access_of(interaction: discord.Interaction) -> Access:
    return cast(_Client, interaction.client).access


def _make_home(interaction: discord.Interaction) -> None:
    """Of the first server where the library is managed, if there is no home. It is the bot's owner who does that."""
    client = cast(_Client, interaction.client)
    if not client.access.homes and interaction.guild_id is not None:
        client.make_home(interaction.guild_id)


def _reason(interaction: discord.Interaction, manages_library: bool, is_for_all: bool) -> str | None:
    client, server = cast(_Client, interaction.client), interaction.guild_id
    if server is not None and client.access.servers and server not in client.access.servers:
        return NOT_HERE
    if is_for_all or runs_the_bot(interaction):
        return None
    return _why_not_manager(interaction) if manages_library else _why_not_reader(interaction)


def _why_not_manager(interaction: discord.Interaction) -> str | None:
    homes, server = access_of(interaction).homes, interaction.guild_id
    if server is None or not interaction.permissions.manage_guild:
        return NOT_A_MANAGER
    if not homes:
        return NO_HOME
    return None if server in homes else NOT_AT_HOME


def _why_not_reader(interaction: discord.Interaction) -> str | None:
    client, person = cast(_Client, interaction.client), interaction.user.id
    if client.access.readers == EVERYONE:
        return None
    if interaction.guild_id in client.access.homes:
        client.members.remember(person)
        return None
    if client.access.readers == HOME:
        return ONLY_AT_HOME
    is_member = client.members.is_member(person)
    if is_member is None:
        return MEMBER_UNKNOWN
    return None if is_member else ONLY_MEMBERS


def runs_the_bot(interaction: discord.Interaction) -> bool:
    """Whether it is the application's owner, or an accepted member of the team that owns it."""
    user, application = interaction.user, cast(_Client, interaction.client).application
    if application is None:
        return False
    if application.team is None:
        return user.id == application.owner.id
    accepted = discord.TeamMembershipState.accepted
    return any(member.id == user.id for member in application.team.members if member.membership_state is accepted)
