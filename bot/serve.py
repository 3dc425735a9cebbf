"""`python -m bot run`: the bot on Discord, until it is stopped."""

import asyncio
import datetime as dt
import logging

import aiohttp
import discord

from bot.compose import opened
from bot.live_sources import configured_sources
from bot.resending import resend_lost_answers
from bot.settings import Settings
from commands.ui.access import Access
from storage.importing.load import ImportContext

log = logging.getLogger("paperbot")
CLOSE_SECONDS = 3.0
"""How long to wait for Discord's gateway to close the connection."""


async def serve_discord(settings: Settings) -> int:
    """Returns the exit status after a failure; otherwise it runs until it is cancelled."""
    assert settings.token is not None
    context, live = ImportContext(dt.datetime.now(dt.UTC)), configured_sources(settings)
    access = Access(frozenset(settings.guilds), frozenset(settings.homes), settings.readers)
    place = (settings.store_url, settings.index_folder)
    async with opened(*place, settings.seeds, context, access, live) as bot:
        try:
            resend_lost_answers()
            await bot.start(settings.token.get_secret_value())
        except discord.LoginFailure:
            log.error("Discord rejected the token. Check DISCORD_TOKEN")
            return 1
        except (aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound) as error:
            log.error("could not connect to Discord: %s", error)
            return 1
        finally:
            await _close(bot)
    return 0


async def _close(bot: discord.Client) -> None:
    """Does not wait for a gateway that does not answer."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await bot.close()
    except TimeoutError:
        log.warning("Discord did not close the connection within %g s", CLOSE_SECONDS)
