"""`python -m bot playground`: the same bot on a Discord simulated on this machine, open in a browser.

No setting is read: a real token never comes near it. The library is a temporary one, filled from the seeds.
"""

import datetime as dt
import tempfile
from pathlib import Path

import discord
import simcord
import typer
from sqlalchemy.engine import URL

from bot.compose import opened
from storage.importing.load import ImportContext


async def play(seeds: Path, port: int) -> int:
    now = dt.datetime.now(dt.UTC)
    with tempfile.TemporaryDirectory(prefix="paperbot-") as folder:
        url = URL.create("sqlite+aiosqlite", database=str(Path(folder) / "playground.db"))
        async with opened(url, None, seeds, ImportContext(now)) as bot:
            env = simcord.Env(bot, check_errors=False)
            env.backend.bot_user.name = "paperbot"
            env.backend.clock.advance((now - env.now()).total_seconds())  # its time begins with 2026
            await env.start()
            try:
                await _serve(env, port)
            except simcord.SetupError as error:  # a port that is taken, a page that is closed while it opens
                typer.echo(f"The playground cannot be opened: {error}", err=True)
                return 1
            finally:
                await env.shutdown()
    return 0


async def _serve(env: simcord.Env, port: int) -> None:
    guild = env.create_guild("Example Lab")
    channel = guild.create_text_channel("papers")
    admins = guild.create_role("Admin", permissions=discord.Permissions(administrator=True))
    admin = guild.add_member(env.create_user("ada-admin"), roles=[admins])
    member = guild.add_member(env.create_user("max-member"))
    async with env.preview(channel, viewers=(member, admin), layout="channel", port=port) as preview:
        typer.echo("The playground is open. Visit this address, and type / in the message box:")
        typer.echo(preview.url)
        typer.echo("Ctrl-C ends it.")
        await preview.wait_closed()
