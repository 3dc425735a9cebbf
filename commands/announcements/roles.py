"""The role that announcements mention."""

from dataclasses import replace

import discord
from discord.app_commands import Choice

from commands.announcements.options import is_none, none_choices
from commands.ui.embeds.limits import CHOICE, CHOICES, cut
from commands.ui.embeds.markdown import escaped
from commands.ui.refusal import UserError
from storage.announcements.answers import SubscriptionStatus


def parse_role(guild: discord.Guild, words: str) -> discord.Role | None:
    """By what autocomplete offered, as a mention, or by name; None to mention nobody. Raises UserError."""
    typed = words.strip().removeprefix("<@&").removesuffix(">").removeprefix("@").casefold()
    found = [role for role in _roles(guild) if typed in (str(role.id), role.name.casefold())]
    if not found and not is_none(words):
        raise UserError(f"This server has no role “{escaped(words)}”.")
    return found[0] if found else None


def role_choices(guild: discord.Guild, words: str) -> list[Choice[str]]:
    named = [Choice(name=cut(f"@{role.name}", CHOICE), value=str(role.id)) for role in _roles(guild)]
    found = [choice for choice in named if words.casefold() in choice.name.casefold()]
    return [*none_choices("None: mention nobody", words), *found][:CHOICES]


def without_deleted_role(status: SubscriptionStatus, guild: discord.Guild) -> SubscriptionStatus:
    return status if status.role is None or guild.get_role(status.role) else replace(status, role=None)


def _roles(guild: discord.Guild) -> list[discord.Role]:
    """As Discord sorts them, without @everyone."""
    return [role for role in reversed(guild.roles) if not role.is_default()]
