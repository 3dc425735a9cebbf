"""Applies an admin's decision on who is who, updates the search index, and says what was done or why not."""

from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from commands.ui.routes import library_of
from storage.identities.decision import Decision, IdentityError

Arguments = ParamSpec("Arguments")


def decision_of(interaction: discord.Interaction) -> Decision:
    return Decision(interaction.created_at, interaction.user.id)


async def apply_decision(
    interaction: discord.Interaction,
    change: Callable[Concatenate[AsyncSession, Arguments], Awaitable[Any]],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> str:
    """A sentence: the summary that `change` returns, or the reason of its IdentityError. Not escaped for Markdown."""
    library = library_of(interaction)
    try:
        summary = await library.change(change, *args, **kwargs)
    except IdentityError as why:
        return str(why)
    await library.sync_index()
    return as_sentence(summary)


def as_sentence(summary: str) -> str:
    """`merged Carl Cox into Bob Lee` → `Merged Carl Cox into Bob Lee.`"""
    return f"{summary[:1].upper()}{summary[1:]}."
