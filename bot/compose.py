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
from commands.announce import AnnounceCommands
from commands.author import AuthorCommand
from commands.choosing import Ask, Chooser
from commands.cite import CiteCommand
from commands.coauthors import CoauthorsCommand
from commands.compare import CompareCommand
from commands.digests import WholeDigest
from commands.expert import ExpertCommand
from commands.exporting import Export
from commands.follow import FollowCommands
from commands.following import FollowAuthor
from commands.help import HelpCommand
from commands.here import FindPapersHere
from commands.identities import IdentityCommands
from commands.journal_club import JournalClubCommands
from commands.lists import Turn
from commands.me import MeCommands
from commands.merging import Merge
from commands.metrics import MetricsCommand
from commands.new import NewCommands
from commands.nominating import Nominate, TakeBack
from commands.opening import OpenPaper
from commands.paging import BackToCard, FieldMenu, TurnPage
from commands.paper import PaperCommand
from commands.privacy import Mine, PrivacyCommand
from commands.reading_list import ReadingListCommands
from commands.save import SaveCommand
from commands.saved_lists import DeleteList
from commands.saving import SavePaper
from commands.search import Again, SearchCommand
from commands.shelf import LibraryCommands
from commands.similar import SimilarCommand
from commands.splitting import ChooseMerged, ChoosePapers, TurnPapers
from commands.taking_back import TakeBack as UndoChange
from commands.uploading import Discard, Load
from storage.importing.load import When
from storage.library import Library, open_library
from storage.meaning.model import Model, is_installed
from storage.meaning.rescore import Meaning
from storage.refreshing.refresh import Live

NOT_LIVE = Live(())
PATIENCE = 60.0
"""Seconds to wait at the start for another process's import to end."""
PRESSES = (
    TurnPage,
    FieldMenu,
    BackToCard,
    WholeAbstract,
    Chooser,
    Ask,
    Turn,
    Again,
    Export,
    OpenPaper,
    FollowAuthor,
    WholeDigest,
    SavePaper,
    DeleteList,
    Nominate,
    TakeBack,
    Load,
    Discard,
    UndoChange,
    Mine,
    Merge,
    ChoosePapers,
    ChooseMerged,
    TurnPapers,
)


def compose(library: Library, health: Health, guilds: Sequence[int] = (), live: Live = NOT_LIVE) -> PaperBot:
    bot = PaperBot(library, health, guilds, live)
    cogs = (
        AuthorCommand(library),
        PaperCommand(library),
        SearchCommand(library),
        SimilarCommand(library),
        NewCommands(library),
        CoauthorsCommand(library),
        ExpertCommand(library),
        CompareCommand(library),
        MetricsCommand(library),
        CiteCommand(library),
        FindPapersHere(library, bot),
        AnnounceCommands(library, bot.announcer.wake),
        FollowCommands(library, bot.announcer.wake),
        MeCommands(library),
        SaveCommand(library),
        ReadingListCommands(library),
        JournalClubCommands(library),
        LibraryCommands(library, bot.refresher),
        IdentityCommands(library),
        PrivacyCommand(library),
        HelpCommand(bot.tree),
        AboutCommand(library, __version__, health.problems),
    )
    bot.offer(cogs, PRESSES)
    return bot


@asynccontextmanager
async def opened(
    url: URL, index_folder: Path | None, seeds: Path, when: When, guilds: Sequence[int] = (), live: Live = NOT_LIVE
) -> AsyncGenerator[PaperBot]:
    """The bot on an open library with its seeds loaded; not yet connected to anything."""
    meaning = Meaning(Model()) if is_installed() else None
    library = await open_library(url, index_folder, patience=PATIENCE, meaning=meaning)
    try:
        health = Health()
        await load_seeds(library, seeds, when, health)
        yield compose(library, health, guilds, live)
    finally:
        await library.close()
