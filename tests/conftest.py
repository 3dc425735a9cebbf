"""What every test can ask for: an empty library on SQLite and on PostgreSQL, and a lab with the bot in it."""

import datetime as dt
import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import discord
import pytest
import simcord
from sqlalchemy.engine import URL, make_url

from bot.client import PaperBot
from bot.compose import compose
from bot.health import Health
from commands.ui.access import Access
from storage.database.database import store_url
from storage.importing.load import ImportContext
from storage.importing.report import FileReport
from storage.importing.source_file import SourceFile
from storage.library import Library, open_library
from tests.compiled import share_compiled_statements
from tests.constants import NOW, ROOT, SEEDS
from tests.examples import load_profile
from tests.patience import patient
from tests.prepared import copy_sqlite, empty_postgres, execute, make_library, on_postgres, postgres_server, run_apart

__all__ = ["NOW", "ROOT", "SEEDS", "Lab", "Shelf"]


def pytest_configure() -> None:
    load_profile()
    share_compiled_statements()
    os.environ.setdefault("PYTEST_TIMEOUT", f"{patient(40):.0f}")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than cores: many tests wait for another process."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.simcord(settle_timeout=patient(5)))


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot's own: on a busy machine it says that the library is busy, which no test takes for an answer."""
    monkeypatch.setattr("storage.library.PATIENCE", patient(2))


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A PostgreSQL of the tests' own; or the one that TEST_DATABASE_URL names."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield make_url(given)
        return
    with tempfile.TemporaryDirectory(prefix="paperbot-pg-") as folder, postgres_server(folder) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty library on SQLite, to copy."""
    file = tmp_path_factory.mktemp("prepared") / "paperbot.db"
    make_library(store_url(f"sqlite:///{file}"), ImportContext(NOW))
    return file


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the seed in it."""
    file = tmp_path_factory.mktemp("prepared") / "paperbot.db"
    make_library(store_url(f"sqlite:///{file}"), ImportContext(NOW), SEEDS / "pierre-stock.txt")
    return file


@pytest.fixture(scope="session")
def postgres_library(postgres: URL) -> Iterator[URL]:
    """The one library on PostgreSQL that all tests of this process use, each after it was emptied."""
    name = f"library{uuid.uuid4().hex}"
    run_apart(execute(postgres, f"CREATE DATABASE {name}"))
    url = on_postgres(postgres, name)
    make_library(url, ImportContext(NOW))
    yield url
    run_apart(execute(postgres, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """The address of an empty library, once of each kind."""
    if request.param == "sqlite":
        return copy_sqlite(request.getfixturevalue("migrated_file"), tmp_path / "paperbot.db")
    url: URL = request.getfixturevalue("postgres_library")
    await empty_postgres(url)
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
async def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[URL]:
    """An address where no library is yet, once of each kind."""
    if request.param == "sqlite":
        yield store_url(f"sqlite:///{tmp_path}/bare.db")
        return
    server, name = request.getfixturevalue("postgres"), f"bare{uuid.uuid4().hex}"
    await execute(server, f"CREATE DATABASE {name}")
    yield on_postgres(server, name)
    await execute(server, f"DROP DATABASE {name} WITH (FORCE)")


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
async def quick_shelf(migrated_file: Path, tmp_path: Path) -> AsyncIterator[Shelf]:
    """On SQLite alone, for tests that are not about the database."""
    library = await open_library(copy_sqlite(migrated_file, tmp_path / "paperbot.db"), None)
    yield Shelf(library)
    await library.close()


@pytest.fixture
async def seeded_shelf(seeded_file: Path, tmp_path: Path) -> AsyncIterator[Shelf]:
    """The same with the seed loaded."""
    library = await open_library(copy_sqlite(seeded_file, tmp_path / "seeded.db"), None)
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
        await self.env.restart_bot(compose(self.shelf.library, Health(), self.env.bot.access))


@pytest.fixture
async def simcord_bot(seeded_shelf: Shelf) -> PaperBot:
    return compose(seeded_shelf.library, Health())


@pytest.fixture
async def lab(simcord_env: simcord.Env, seeded_shelf: Shelf) -> AsyncIterator[Lab]:
    """With the seed loaded. A fault that the bot met fails the test, unless the test looked at it."""
    guild = simcord_env.create_guild("Lab")
    simcord_env.bot.access = Access(homes=frozenset({guild.id}))
    channel = guild.create_text_channel("papers")
    polls = guild.create_role("Polls", permissions=discord.Permissions(create_polls=True, create_public_threads=True))
    people = [guild.add_member(simcord_env.create_user(name), roles=[polls]) for name in ("ann", "bob")]
    admins = guild.create_role("Admin", permissions=discord.Permissions(administrator=True))
    ada = guild.add_member(simcord_env.create_user("ada"), roles=[admins])
    yield Lab(simcord_env, seeded_shelf, guild, channel, *people, ada)
    await simcord_env.bot.close()
