"""/about: the version, the size and age of the library, and current problems."""

import asyncio
import logging
from collections.abc import Callable

import discord
from discord import app_commands
from discord.ext.commands import Cog
from sqlalchemy.exc import SQLAlchemyError

from commands.about.embeds.about import Home, about_embed
from commands.ui.access import access_of, is_manager
from commands.ui.reply import Reply, send
from storage.library import Library, LibraryBusyError
from storage.lookup.store_status import store_status

log = logging.getLogger("paperbot.about")
Problems = Callable[[], tuple[str, ...]]
"""Returns the current problems of the process, such as a seed that could not be imported."""


class AboutCommand(Cog):
    def __init__(self, library: Library, version: str, problems: Problems) -> None:
        self.library = library
        self.version = version
        self.problems = problems

    @app_commands.command()
    async def about(self, interaction: discord.Interaction) -> None:
        """Show the bot's version, the size of its library, its newest data and its health."""
        shown = await asyncio.to_thread(self.library.index.state)
        problems = (*self.library.write_failure, *self.problems())
        status = None
        try:
            status = await self.library.ask(
                store_status, shown, self.library.store.kind, learns=self.library.reranker is not None
            )
        except (LibraryBusyError, SQLAlchemyError, OSError) as error:
            problems = (f"The database does not answer: {type(error).__name__} (see the log)", *problems)
            log.warning("/about was answered without the database: %s", error)
        homes = access_of(interaction).homes
        home = Home.NONE if not homes else Home.HERE if interaction.guild_id in homes else Home.ELSEWHERE
        shows_problems = home is not Home.ELSEWHERE or is_manager(interaction)
        embed = about_embed(self.version, status, home, problems, shows_problems)
        await send(interaction, Reply(embed), ephemeral=True)
