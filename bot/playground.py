"""`python -m bot playground`: the same bot in a Discord simulated on this machine, shown in a browser.

It reads no settings, so that a real token never comes near it. Its library is temporary, and filled from the seeds.
"""

import datetime as dt
import tempfile
from pathlib import Path

import discord
import simcord
import typer
from sqlalchemy.engine import URL

from bot.client import PaperBot
from bot.compose import opened
from storage.importing.load import ImportContext

PATIENCE = 60.0
"""Seconds that the page waits for an answer: on a busy machine a late one is better than none."""


async def open_playground(seeds: Path, port: int) -> int:
    """`port`: 0 for any free port. Returns the exit status."""
    now = dt.datetime.now(dt.UTC)
    with tempfile.TemporaryDirectory(prefix="paperbot-") as folder:
        url = URL.create("sqlite+aiosqlite", database=str(Path(folder) / "playground.db"))
        async with opened(url, None, seeds, ImportContext(now)) as bot:
            env = simcord.Env(bot, check_errors=False, settle_timeout=PATIENCE)
            env.backend.bot_user.name = "paperbot"
            env.backend.clock.advance((now - env.now()).total_seconds())  # its clock starts at 2026-01-01
            await env.start()
            try:
                await _serve(env, bot, port)
            except simcord.SetupError as error:  # the port is in use, or the page was closed while it opened
                typer.echo(f"The playground could not be opened: {error}", err=True)
                return 1
            finally:
                await env.shutdown()
    return 0


async def _serve(env: simcord.Env, bot: PaperBot, port: int) -> None:
    guild = env.create_guild("Example Lab")
    bot.make_home(guild.id)
    channel = guild.create_text_channel("papers")
    admins = guild.create_role("Admin", permissions=discord.Permissions(administrator=True))
    admin = guild.add_member(env.create_user("ada-admin"), roles=[admins])
    member = guild.add_member(env.create_user("max-member"))
    async with env.preview(channel, viewers=(member, admin), layout="channel", port=port) as preview:
        typer.echo("The playground is open. Visit this address and type / in the message box:")
        typer.echo(preview.url)
        typer.echo("Press Ctrl-C to stop.")
        await preview.wait_closed()
