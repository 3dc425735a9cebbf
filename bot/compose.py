"""Where the parts are joined: the same for Discord, the playground and the tests."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import URL

from bot import __version__
from bot.client import PaperBot
from bot.health import Health
from bot.seeds import load_seeds
from commands.about.about import AboutCommand
from commands.about.help import HelpCommand
from commands.about.privacy import Mine, PrivacyCommand
from commands.announcements.announce import AnnounceCommands
from commands.announcements.digest_pages import WholeDigest
from commands.announcements.follow import FollowCommands
from commands.announcements.follow_button import FollowAuthor
from commands.announcements.me import MeCommands
from commands.discovery.coauthors import CoauthorsCommand
from commands.discovery.compare import CompareCommand
from commands.discovery.expert import ExpertCommand
from commands.discovery.metrics import MetricsCommand
from commands.discovery.new import NewCommands
from commands.discovery.search import Again, SearchCommand
from commands.discovery.similar import SimilarCommand
from commands.identities.authors import IdentityCommands
from commands.identities.merge import Merge
from commands.identities.split import ChooseMerged, ChoosePapers, TurnPapers
from commands.journal_club.journal_club import JournalClubCommands
from commands.journal_club.nominate_button import Nominate, TakeBack
from commands.library.library import LibraryCommands
from commands.library.undo import TakeBack as UndoChange
from commands.library.upload import Discard, Load
from commands.lookup.abstract import WholeAbstract
from commands.lookup.author import AuthorCommand
from commands.lookup.author_pages import BackToCard, FieldMenu, TurnPage
from commands.lookup.cite import CiteCommand
from commands.lookup.find_papers import FindPapersHere
from commands.lookup.paper import PaperCommand
from commands.reading_lists.list_pages import DeleteList
from commands.reading_lists.reading_list import ReadingListCommands
from commands.reading_lists.save import SaveCommand
from commands.reading_lists.save_button import SavePaper
from commands.ui.chooser import Ask, Chooser
from commands.ui.export_button import Export
from commands.ui.pager import Turn
from commands.ui.paper_menu import OpenPaper
from storage.importing.load import When
from storage.library import Library, open_library
from storage.live.refresh import Live
from storage.search.semantic.model import Model, is_installed
from storage.search.semantic.rescore import Meaning

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
