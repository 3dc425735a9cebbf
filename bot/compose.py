"""Where the parts are joined: the same for Discord, the playground and the tests."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy.engine import URL

from bot import __version__
from bot.client import PaperBot
from bot.health import Health
from bot.seeds import load_seeds
from commands.about.about import AboutCommand
from commands.about.help import HelpCommand
from commands.about.privacy import PrivacyButton, PrivacyCommand
from commands.announcements.announce import AnnounceCommands
from commands.announcements.deleted_channels import StopDeleted
from commands.announcements.digest_pages import WholeDigest, is_digest_for, papers_of_digest, show_digest
from commands.announcements.follow import FollowCommands
from commands.announcements.follow_button import FollowAuthor, answer_follow, is_follower
from commands.announcements.me import MeCommands, answer_me, is_member_named
from commands.discovery.coauthors import CoauthorsCommand, answer_coauthors, show_coauthors
from commands.discovery.compare import CompareCommand, answer_one, answer_other
from commands.discovery.expert import ExpertCommand, show_experts
from commands.discovery.metrics import MetricsCommand, answer_metrics
from commands.discovery.new import NewCommands, papers_that_came, show_new
from commands.discovery.search import SearchAgain, SearchCommand, search_papers, show_search
from commands.discovery.similar import SimilarCommand, answer_similar, papers_alike, show_similar
from commands.identities.authors import IdentityCommands
from commands.identities.merge import Merge
from commands.identities.split import ChooseMerged, ChoosePapers, TurnPapers
from commands.journal_club.journal_club import JournalClubCommands, is_club_here, papers_read, show_history
from commands.journal_club.nominate_button import Nominate, WithdrawNomination, answer_nominate, is_asked_by
from commands.library.library import LibraryCommands
from commands.library.preview import CancelPreview
from commands.library.undo import RedoChange, UndoChange
from commands.library.upload import DiscardUpload, ImportUpload
from commands.lookup.abstract import WholeAbstract
from commands.lookup.author import AuthorCommand
from commands.lookup.author_pages import BackToCard, FieldMenu, TurnPage, papers_of_author, show_author_papers
from commands.lookup.cards import answer_author, answer_paper
from commands.lookup.cite import CiteCommand, answer_cite
from commands.lookup.find_papers import FindPapersHere, papers_named, show_papers
from commands.lookup.paper import PaperCommand
from commands.reading_lists.list_pages import (
    DeleteList,
    is_list_for,
    saved_papers,
    shared_papers,
    show_saved,
    show_shared,
)
from commands.reading_lists.reading_list import ReadingListCommands
from commands.reading_lists.save import SaveCommand
from commands.reading_lists.save_button import SavePaper, answer_save, is_draft_of
from commands.ui.access import Access
from commands.ui.chooser import Ask, Chooser
from commands.ui.component import ComponentClass
from commands.ui.export_button import Export
from commands.ui.pager import Turn
from commands.ui.paper_menu import OpenPaper
from commands.ui.routes import AnswerRoute, ListRoute, Routes
from storage.database.database import WRITE_PATIENCE
from storage.database.facts import HOME, read_fact
from storage.importing.load import ImportContext
from storage.library import Library, open_library
from storage.live.refresh import LiveSources
from storage.search.semantic.model import Model, is_installed
from storage.search.semantic.reranker import SemanticReranker

NOT_LIVE = LiveSources(())
EVERYWHERE = Access()
PATIENCE = 60.0
"""Seconds to wait at the start for another process's import to end."""
ROUTES = Routes(
    answers={
        "author": AnswerRoute(answer_author),
        "paper": AnswerRoute(answer_paper),
        "similar": AnswerRoute(answer_similar),
        "cite": AnswerRoute(answer_cite),
        "compare_one": AnswerRoute(answer_one),
        "compare_other": AnswerRoute(answer_other),
        "coauthors": AnswerRoute(answer_coauthors, is_slow=True),
        "metrics": AnswerRoute(answer_metrics, is_slow=True),
        "follow": AnswerRoute(answer_follow, is_slow=True, is_for=is_follower),
        "me": AnswerRoute(answer_me, is_slow=True, is_for=is_member_named),
        "save": AnswerRoute(answer_save, is_slow=True, is_for=is_draft_of),
        "nominate": AnswerRoute(answer_nominate, is_slow=True, is_for=is_asked_by),
    },
    lists={
        "author": ListRoute(show_author_papers, papers_of_author),
        "papers": ListRoute(show_papers, papers_named),
        "search": ListRoute(show_search, search_papers),
        "similar": ListRoute(show_similar, papers_alike),
        "new": ListRoute(show_new, papers_that_came),
        "coauthors": ListRoute(show_coauthors),
        "expert": ListRoute(show_experts),
        "digest": ListRoute(show_digest, papers_of_digest, is_digest_for),
        "saved": ListRoute(show_saved, saved_papers, is_list_for),
        "shared": ListRoute(show_shared, shared_papers),
        "club": ListRoute(show_history, papers_read, is_club_here),
    },
)
COMPONENTS: tuple[ComponentClass, ...] = (
    TurnPage, FieldMenu, BackToCard, WholeAbstract, Chooser, Ask, Turn, SearchAgain, Export, OpenPaper, FollowAuthor,
    WholeDigest, SavePaper, DeleteList, Nominate, WithdrawNomination, ImportUpload, DiscardUpload, CancelPreview,
    UndoChange, RedoChange, StopDeleted, PrivacyButton, Merge, ChoosePapers, ChooseMerged, TurnPapers,
)  # fmt: skip


def compose(library: Library, health: Health, access: Access = EVERYWHERE, live: LiveSources = NOT_LIVE) -> PaperBot:
    bot = PaperBot(library, ROUTES, health, access, live)
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
    bot.offer(cogs, COMPONENTS)
    return bot


@asynccontextmanager
async def opened(
    url: URL,
    index_folder: Path | None,
    seeds: Path,
    when: ImportContext,
    access: Access = EVERYWHERE,
    live: LiveSources = NOT_LIVE,
) -> AsyncGenerator[PaperBot]:
    """The bot on an open library with its seeds loaded; not yet connected to anything."""
    reranker = SemanticReranker(Model()) if is_installed() else None
    library = await open_library(url, index_folder, patience=PATIENCE, reranker=reranker)
    try:
        health = Health()
        await load_seeds(library, seeds, when, health)
        library.store.patience = WRITE_PATIENCE
        yield compose(library, health, await _with_home(library, access), live)
    finally:
        await library.close()


async def _with_home(library: Library, access: Access) -> Access:
    """If the settings name no home, the one that was stored."""
    home = None if access.homes else await library.ask(read_fact, HOME)
    return replace(access, homes=frozenset({int(home)})) if home else access
