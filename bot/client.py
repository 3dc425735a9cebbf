"""The Discord client: its intents, its commands and components, and the loops that run beside them."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from dataclasses import replace

import discord
from discord.ext.commands import Bot, Cog, when_mentioned
from sqlalchemy.exc import SQLAlchemyError

from bot.announcing.announcer import Announcer
from bot.announcing.no_retries import request_tracing
from bot.departures import Departures
from bot.health import Health
from bot.home_members import HomeMembers, is_member_of
from bot.loops import PeriodicLoop
from bot.refresher import Refresher
from bot.sync import sync_commands
from commands.discovery.pictures.warm import warm
from commands.ui.access import Access
from commands.ui.component import ComponentClass, is_unknown_component
from commands.ui.faults import Tree, apologise_for_age
from commands.ui.routes import Routes
from storage.database.facts import HOME, claim_fact
from storage.library import Library, LibraryBusyError
from storage.live.refresh import LiveSources
from storage.search.index import IndexBusyError
from storage.search.semantic.vector_builder import VectorBuilder

log = logging.getLogger("paperbot.client")
INDEX_SECONDS = 5.0
"""Between two updates of the search index."""
LEARN_SECONDS = 5.0
"""Between two looks for papers without an embedding."""
LONGEST_LEARNING = 3600.0
"""Seconds that a million new papers may take."""
WARM_SECONDS = 3.0
"""Between the start and the drawing of the first pictures, which nobody sees."""
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot does not use voice


class PaperBot(Bot):
    """Needs no privileged intent, and pings nobody."""

    def __init__(self, library: Library, routes: Routes, health: Health, access: Access, live: LiveSources) -> None:
        super().__init__(
            when_mentioned,
            help_command=None,
            tree_cls=Tree,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=request_tracing(),
            allowed_contexts=discord.app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=discord.app_commands.AppInstallationType(guild=True, user=True),
        )
        self.library = library
        self.routes = routes
        self.health = health
        self.announcer = Announcer(self, library, health)
        self.refresher = Refresher(library, live, health)
        self.departures = Departures(self, library)
        self.index_loop = PeriodicLoop("the search index", INDEX_SECONDS, self.keep_fresh)
        self.vector_loop = PeriodicLoop(
            "embeddings", LEARN_SECONDS, self._build_vectors, before=_let_start, longest_run=LONGEST_LEARNING
        )
        reranker = library.reranker
        self._vectors = None if reranker is None else VectorBuilder(library.store, reranker.model)
        loops = (self.announcer.loop, self.refresher.loop, self.departures.loop)
        health.watch_loops(*loops, self.index_loop, self.vector_loop)
        # Not in one of asyncio's threads, which are joined if the bot is stopped meanwhile.
        self._warming = threading.Timer(WARM_SECONDS, warm)
        self._warming.daemon = True
        self.access = access
        self.members = HomeMembers(lambda person: is_member_of(self, self.access.homes, person))
        self._unsaved_home: int | None = None
        self._cogs_to_add: Sequence[Cog] = ()
        self._components: Sequence[ComponentClass] = ()

    def offer(self, cogs: Sequence[Cog], components: Sequence[ComponentClass]) -> None:
        """The commands people can type, and the buttons and menus they can press."""
        self._cogs_to_add = cogs
        self._components = components
        self.add_dynamic_items(*components)

    async def setup_hook(self) -> None:
        for cog in self._cogs_to_add:
            await self.add_cog(cog)
        assert self.application_id is not None
        problems = await sync_commands(self.tree, self.library.store, self.application_id, sorted(self.access.servers))
        self.health.set_problems("commands", *problems)
        self.index_loop.start()
        self.announcer.start()
        self.refresher.start()
        self.departures.loop.start()
        self._warming.start()
        if self._vectors is not None:
            self.vector_loop.start()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        if is_unknown_component(interaction, self._components):
            await apologise_for_age(interaction)

    async def on_app_command_completion(self, interaction: discord.Interaction, _command: object) -> None:
        if error := self.announcer.unreachable.pop(interaction.user.id, None):
            await interaction.followup.send(error, ephemeral=True)

    async def on_ready(self) -> None:
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
        if not self.access.homes:
            log.warning("the library has no home server: set PAPERBOT_HOME, or run /library status in the lab's server")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self.departures.leave(guild.id)

    def make_home(self, server: int) -> None:
        """It is stored by `keep_fresh`."""
        self.access = replace(self.access, homes=frozenset({server}))
        self._unsaved_home = server
        log.info("server %d is the library's home from now on (PAPERBOT_HOME is not set)", server)

    async def _save_home(self) -> None:
        """Of two processes, the first decides."""
        if self._unsaved_home is not None:
            home = await self.library.change(claim_fact, HOME, str(self._unsaved_home))
            self.access = replace(self.access, homes=frozenset({int(home)}))
            self._unsaved_home = None

    async def keep_fresh(self) -> None:
        """Brings the search index up to imports of other processes."""
        try:
            await self.library.sync_index()
            await self.library.saved_queries.flush()
            await self._save_home()
        except (IndexBusyError, LibraryBusyError) as busy:
            log.info("the search index is updated later: %s", busy)
        except (SQLAlchemyError, OSError, ValueError) as error:
            log.error("the search index could not be updated: %s", error)
            self.health.set_problems(
                "index", f"The search index could not be updated: {type(error).__name__} (see the log)"
            )
        else:
            self.health.set_problems("index")

    async def _build_vectors(self) -> None:
        """Embeds new and changed papers, a batch at a time until none is left."""
        assert self._vectors is not None
        try:
            while await self._vectors.build_next():
                pass
        except (SQLAlchemyError, OSError) as error:
            log.warning("papers could not be embedded, will retry: %s", type(error).__name__)

    async def close(self) -> None:
        self._warming.cancel()
        await self.index_loop.close()
        await self.vector_loop.close()
        await self.departures.loop.close()
        await self.refresher.close()
        await self.announcer.close()
        await super().close()


async def _let_start() -> None:
    """The model takes a second or two to load: not while the bot starts, or stops early."""
    await asyncio.sleep(LEARN_SECONDS)
