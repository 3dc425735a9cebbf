"""The role that announcements mention."""

from dataclasses import replace

import discord

from commands.ui.refusal import UserError
from storage.announcements.answers import SubscriptionStatus


def parse_role(role: discord.Role | None, no_role: bool) -> dict[str, int | None]:
    """The column of the subscription, if it changes. Raises UserError."""
    if role is not None and no_role:
        raise UserError("`role` and `no_role` cannot be combined: omit one of them.")
    if no_role:
        return {"role": None}
    return {} if role is None else {"role": role.id}


def without_deleted_role(status: SubscriptionStatus, guild: discord.Guild) -> SubscriptionStatus:
    return status if status.role is None or guild.get_role(status.role) else replace(status, role=None)
