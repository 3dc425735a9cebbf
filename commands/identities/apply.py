"""An admin's word on who is who: done, with the index after it, or why not."""

from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from commands.ui.routes import library_of
from storage.identities.decision import Decision, IdentityError

Said = ParamSpec("Said")


def word_of(interaction: discord.Interaction) -> Decision:
    return Decision(interaction.created_at, interaction.user.id)


async def told(
    interaction: discord.Interaction,
    work: Callable[Concatenate[AsyncSession, Said], Awaitable[Any]],
    *args: Said.args,
    **kwargs: Said.kwargs,
) -> str:
    """What was done, in words, or why it was not."""
    library = library_of(interaction)
    try:
        done = await library.change(work, *args, **kwargs)
    except IdentityError as why:
        return str(why)
    await library.sync_index()
    return f"{done}."
