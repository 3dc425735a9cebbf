"""`python -m bot run`: the bot on a real Discord until it is told to stop."""

import asyncio
import datetime as dt
import logging

import aiohttp
import discord

from bot.compose import opened
from bot.live import live_of
from bot.settings import Settings
from storage.importing.load import ImportContext

log = logging.getLogger("paperbot")
CLOSE_SECONDS = 3.0


async def serve(settings: Settings) -> int:
    """Returns the exit status, if it ever returns."""
    assert settings.token is not None
    when, live, place = (
        ImportContext(dt.datetime.now(dt.UTC)),
        live_of(settings),
        (settings.store_url, settings.index_folder),
    )
    async with opened(*place, settings.seeds, when, settings.guilds, live) as bot:
        try:
            await bot.start(settings.token.get_secret_value())
        except discord.LoginFailure:
            log.error("Discord refused the token: check DISCORD_TOKEN")
            return 1
        except (aiohttp.ClientError, discord.HTTPException, discord.GatewayNotFound) as error:
            log.error("Discord cannot be reached: %s", error)
            return 1
        finally:
            await _close(bot)
    return 0


async def _close(bot: discord.Client) -> None:
    """A gateway that does not answer is not waited for."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await bot.close()
    except TimeoutError:
        log.warning("Discord did not say goodbye within %g s", CLOSE_SECONDS)
