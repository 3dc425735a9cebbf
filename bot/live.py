"""The live sources as the settings have them, and `python -m bot refresh`: asks them at once."""

import datetime as dt
import logging

import typer
from pydantic import SecretStr

from bot import __version__
from bot.settings import Settings
from storage.library import open_library
from storage.live.answers import ServiceReport
from storage.live.refresh import Live, refresh_library
from storage.live.services.configure import SourcesConfig, build_sources

log = logging.getLogger("paperbot.refresh")
NOT_SET_UP = "No live source is set up: name some in PAPERBOT_LIVE (see .env.example)."
WRONG_SETTINGS = 2


def live_of(settings: Settings) -> Live:
    """Without the extra [live] none, and a word of it in the log: the bot serves all the same."""
    try:
        sources = build_sources(_config(settings))
    except ImportError as error:
        log.error("PAPERBOT_LIVE: %s", error)
        return Live(())
    return Live(sources, settings.arxiv_categories)


def _config(settings: Settings) -> SourcesConfig:
    return SourcesConfig(
        services=settings.live,
        version=__version__,
        contact=settings.contact,
        openalex_key=_plain(settings.openalex_key),
        semantic_scholar_key=_plain(settings.semantic_scholar_key),
        openalex_url=str(settings.openalex_url),
        arxiv_url=str(settings.arxiv_url),
        semantic_scholar_url=str(settings.semantic_scholar_url),
    )


def _plain(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


async def refresh_now(settings: Settings) -> int:
    """The exit status: 0 where every source answered."""
    live = live_of(settings)
    if not live.sources:
        typer.echo(NOT_SET_UP, err=True)
        return WRONG_SETTINGS
    library = await open_library(settings.store_url, settings.index_folder, patience=60)
    try:
        reports = await refresh_library(library, live, dt.datetime.now(dt.UTC), patient=False)
    finally:
        await library.close()
    for report in reports:
        _print(report)
    return int(any(report.trouble for report in reports))


def _print(report: ServiceReport) -> None:
    if report.was_asked:
        typer.echo(
            f"{report.name}: {report.people:,} people, {report.works:,} works, {report.new:,} new, "
            f"{report.changed:,} changed, {report.numbers:,} numbers changed, {report.passed_over:,} passed over"
        )
    for note in report.notes:
        typer.echo(f"  {note}")
    if report.trouble:
        again = f" It is tried again {report.next_try:%Y-%m-%d %H:%M} UTC." if report.next_try else ""
        typer.echo(f"{report.name}: {report.trouble}{again}", err=True)
