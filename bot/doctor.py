"""`python -m bot doctor`: is all well? A line a finding. Nothing is changed, and nobody on the network is asked but the
database."""

import asyncio
from collections.abc import AsyncIterator, Sequence

import typer

from bot.checks.finding import Finding, mend
from bot.checks.library import check_database, check_index, check_schema
from bot.checks.settings import check_settings, check_token
from bot.checks.sources import check_sources
from bot.checks.surroundings import check_disk, check_seeds
from bot.settings import Settings, SettingsError, read_settings, unknown_settings

WELL, ILL, UNREADABLE = 0, 1, 2
"""The exit status."""


async def examine() -> int:
    try:
        unknown = unknown_settings()
        settings = read_settings(needs_token=False)
    except SettingsError as error:
        for problem in error.problems:
            _say(mend("settings", f"{problem} (see .env.example)"))
        return UNREADABLE
    except (OSError, UnicodeDecodeError) as error:
        _say(mend("settings", f".env cannot be read: {error}"))
        return UNREADABLE
    all_well = True
    async for finding in _findings(settings, unknown):
        _say(finding)
        all_well &= finding.ok
    return WELL if all_well else ILL


async def _findings(settings: Settings, unknown: Sequence[str]) -> AsyncIterator[Finding]:
    url, folder = settings.store_url, settings.index_folder
    for finding in check_settings(unknown):
        yield finding
    yield check_token(settings)
    database = await check_database(url)
    yield database
    state = None
    if database.ok:
        schema, state = await check_schema(url)
        yield schema
    yield await check_index(folder, state)
    for finding in await asyncio.to_thread(lambda: list(check_disk(url, folder))):
        yield finding
    for finding in await asyncio.to_thread(lambda: list(check_seeds(settings.seeds))):
        yield finding
    for finding in await check_sources(settings, url, can_ask=state is not None):
        yield finding


def _say(finding: Finding) -> None:
    words = "".join(letter if letter.isprintable() else " " for letter in finding.words)
    typer.echo(f"{'ok' if finding.ok else 'mend':<4}  {finding.name}: {words}")
