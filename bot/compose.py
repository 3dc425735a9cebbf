"""Where the parts are joined: the same for Discord, the playground and the tests."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from bot import __version__
from bot.client import PaperBot
from bot.health import Health
from bot.seeds import load_seeds
from commands.about import AboutCommand
from commands.abstract import WholeAbstract
from commands.answering import Chooser
from commands.author import AuthorCommand
from commands.help import HelpCommand
from commands.paging import BackToCard, FieldMenu, TurnPage
from commands.paper import PaperCommand
from storage.importing.load import When
from storage.library import Library, open_library

PATIENCE = 60.0
"""Seconds to wait at the start for another process's import to end."""
PRESSES = (TurnPage, FieldMenu, BackToCard, WholeAbstract, Chooser)


def compose(library: Library, health: Health, guilds: Sequence[int] = ()) -> PaperBot:
    bot = PaperBot(library, health, guilds)
    cogs = (
        AuthorCommand(library),
        PaperCommand(library),
        HelpCommand(bot.tree),
        AboutCommand(library, __version__, health.problems),
    )
    bot.offer(cogs, PRESSES)
    return bot


@asynccontextmanager
async def opened(
    url: URL, index_folder: Path | None, seeds: Path, when: When, guilds: Sequence[int] = ()
) -> AsyncGenerator[PaperBot]:
    """The bot on an open library with its seeds loaded; not yet connected to anything."""
    library = await open_library(url, index_folder, patience=PATIENCE)
    try:
        health = Health()
        await load_seeds(library, seeds, when, health)
        yield compose(library, health, guilds)
    finally:
        await library.close()
