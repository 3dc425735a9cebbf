"""The one handler of what nobody expected: logged with a short reference, and an apology that bears it."""

import logging
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
import discord
from discord import app_commands

from commands.ui.access import is_for_all, is_refused, manages_library
from commands.ui.refusal import UserError
from storage.library import LibraryBusyError, describe_write_failure

log = logging.getLogger("paperbot.fault")
ANSWERED_ELSEWHERE = (40060, 10062)
"""Discord's codes for an interaction that has been acknowledged, or is not known any more."""
LOST_ANSWER = "The connection to Discord broke while I answered. Your request may be done: check before you try again."


class Tree(app_commands.CommandTree[discord.Client]):
    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        asked = interaction.command
        return not await is_refused(interaction, manages_library=manages_library(asked), is_for_all=is_for_all(asked))

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        if isinstance(error.__cause__, UserError):  # an option was refused
            await interaction.response.send_message(str(error.__cause__), ephemeral=True)
            return
        await apologise(interaction, error.original if isinstance(error, app_commands.CommandInvokeError) else error)


@asynccontextmanager
async def apologies(interaction: discord.Interaction) -> AsyncGenerator[None]:
    """Around what a button or menu does: discord.py would log its faults and leave them unanswered."""
    try:
        yield
    except Exception as fault:
        await apologise(interaction, fault)


async def apologise(interaction: discord.Interaction, fault: Exception) -> None:
    if isinstance(fault, discord.HTTPException) and fault.code in ANSWERED_ELSEWHERE:
        log.warning("an interaction was answered elsewhere or too late: does another bot run with the same token?")
        return
    reference = log_fault(_where(interaction), fault)
    message = f"{apology_for(fault)} (reference `{reference}`)"
    answer = interaction.followup.send if interaction.response.is_done() else interaction.response.send_message
    try:
        await answer(message, ephemeral=True)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as gone:
        log.warning("error %s could not be reported to the user: %s", reference, gone)


async def apologise_for_age(interaction: discord.Interaction) -> None:
    message = "This message is from another version of the bot. Run the command again to get a new one."
    await interaction.response.send_message(message, ephemeral=True)


def log_fault(where: str, fault: Exception) -> str:
    """The reference under which it stands in the log."""
    reference = secrets.token_hex(4)
    if isinstance(fault, LibraryBusyError):
        log.warning("error %s in %s: %s", reference, where, fault)
    else:
        log.error("error %s in %s", reference, where, exc_info=fault)
    return reference


def apology_for(fault: Exception) -> str:
    if isinstance(fault, LibraryBusyError):
        return "The library is busy right now. Try again in a moment."
    if why := describe_write_failure(fault):
        return f"Nothing was saved: {why}. Tell your admin."
    if isinstance(fault, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
        return "This command is from another version of the bot. Reload Discord and try again."
    if isinstance(fault, aiohttp.ClientConnectionError | ConnectionError):
        return LOST_ANSWER
    return "Sorry, something went wrong. If it happens again, tell your admin."


def _where(interaction: discord.Interaction) -> str:
    if interaction.command is not None:
        return f"/{interaction.command.qualified_name}"
    return custom_id_of(interaction) or "an interaction"


def custom_id_of(interaction: discord.Interaction) -> str:
    return str((interaction.data or {}).get("custom_id", ""))
