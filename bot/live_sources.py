"""The live sources that the settings configure, and `python -m bot refresh`, which queries them now."""

import datetime as dt
import logging

import typer
from pydantic import SecretStr

from bot import __version__
from bot.settings import Settings
from storage.library import open_library
from storage.live.answers import ServiceReport
from storage.live.refresh import LiveSources, refresh_library
from storage.live.services.configure import SourcesConfig, build_sources

log = logging.getLogger("paperbot.refresh")
NOT_CONFIGURED = "No live source is configured. Set PAPERBOT_LIVE (see .env.example)."
WRONG_SETTINGS = 2
"""Exit status."""
PATIENCE = 60.0
"""Seconds to wait for another process's import to end."""


def configured_sources(settings: Settings) -> LiveSources:
    """Without the extra [live], logs an error and returns none, so that the bot runs all the same."""
    try:
        sources = build_sources(_config(settings))
    except ImportError as error:
        log.error("PAPERBOT_LIVE: %s", error)
        return LiveSources(())
    return LiveSources(sources, settings.arxiv_categories)


def _config(settings: Settings) -> SourcesConfig:
    return SourcesConfig(
        services=settings.live,
        version=__version__,
        contact=settings.contact,
        openalex_key=_secret_value(settings.openalex_key),
        semantic_scholar_key=_secret_value(settings.semantic_scholar_key),
        openalex_url=str(settings.openalex_url),
        arxiv_url=str(settings.arxiv_url),
        semantic_scholar_url=str(settings.semantic_scholar_url),
    )


def _secret_value(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


async def refresh_now(settings: Settings) -> int:
    """Returns the exit status: 0 if every source answered."""
    live = configured_sources(settings)
    if not live.sources:
        typer.echo(NOT_CONFIGURED, err=True)
        return WRONG_SETTINGS
    library = await open_library(settings.store_url, settings.index_folder, patience=PATIENCE)
    try:
        reports = await refresh_library(library, live, dt.datetime.now(dt.UTC), patient=False)
    finally:
        await library.close()
    for report in reports:
        _print(report)
    return int(any(report.error for report in reports))


def _print(report: ServiceReport) -> None:
    if report.was_queried:
        typer.echo(
            f"{report.name}: {report.people:,} authors, {report.works:,} works, {report.new:,} new, "
            f"{report.changed:,} changed, {report.numbers:,} numbers updated, {report.passed_over:,} skipped"
        )
    for note in report.notes:
        typer.echo(f"  {note}")
    if report.error:
        retry = f" Next attempt: {report.next_try:%Y-%m-%d %H:%M} UTC." if report.next_try else ""
        typer.echo(f"{report.name}: {report.error}.{retry}", err=True)
