"""`python -m bot doctor`: one line per check. Changes nothing, and contacts nothing but the database."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import typer
from sqlalchemy.engine import URL

from bot.checks.disk import check_disk
from bot.checks.home import check_home
from bot.checks.library import check_database, check_index, check_schema
from bot.checks.result import CheckResult, check_failed
from bot.checks.seeds import check_seeds
from bot.checks.settings import check_env_file, check_settings, check_token
from bot.checks.sources import check_sources
from bot.settings import Settings, SettingsError, read_settings, unknown_settings
from storage.database.database import is_sqlite

ALL_PASSED, SOME_FAILED, WRONG_SETTINGS = 0, 1, 2
"""Exit statuses."""


async def run_doctor() -> int:
    """Returns the exit status."""
    try:
        unknown = unknown_settings()
        settings = read_settings(needs_token=False)
    except SettingsError as error:
        for problem in error.problems:
            _print(check_failed("settings", f"{problem} (see .env.example)"))
        return WRONG_SETTINGS
    except (OSError, UnicodeDecodeError) as error:
        _print(check_failed("settings", f"cannot read .env: {error}"))
        return WRONG_SETTINGS
    all_passed = True
    async for result in _results(settings, unknown):
        _print(result)
        all_passed &= result.status != "fail"
    return ALL_PASSED if all_passed else SOME_FAILED


async def _results(settings: Settings, unknown: Sequence[str]) -> AsyncIterator[CheckResult]:
    url, folder = settings.store_url, settings.index_folder
    is_new = await asyncio.to_thread(_is_new, url, folder)
    for result in (*check_settings(unknown), *check_env_file(Path(".env"))):
        yield result
    yield check_token(settings, is_new=is_new)
    database = await check_database(url, is_new=is_new)
    yield database
    state = None
    if database.ok:
        schema, state = await check_schema(url, is_new=is_new)
        yield schema
    if state is not None:
        yield await check_home(settings, url)
    yield await check_index(folder, state, is_new=is_new)
    for result in await asyncio.to_thread(lambda: list(check_disk(url, folder))):
        yield result
    for result in await asyncio.to_thread(lambda: list(check_seeds(settings.seeds, is_new=is_new))):
        yield result
    for result in await check_sources(settings, url, can_query=state is not None):
        yield result


def _is_new(url: URL, index_folder: Path) -> bool:
    """Whether nothing has run yet: there is neither an index nor, with SQLite, a database."""
    return not index_folder.exists() and not (is_sqlite(url) and Path(url.database or "").exists())


def _print(result: CheckResult) -> None:
    message = "".join(letter if letter.isprintable() else " " for letter in result.message)
    typer.echo(f"{result.status:<4}  {result.name}: {message}")
