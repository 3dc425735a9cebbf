"""The command line, `python -m bot`: run, import, export, backup, restore, doctor, refresh, playground, version."""

import asyncio
import datetime as dt
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import asyncpg
import typer
from sqlalchemy.exc import SQLAlchemyError

from bot import __version__
from bot.logs import start_logging
from bot.settings import Settings, SettingsError, read_settings, unknown_settings
from bot.signals import run_until_stopped

app = typer.Typer(
    help="A Discord bot for research labs: authors, papers and weekly announcements.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they print the values of variables, such as the token
)
FAILED = 1
WRONG_SETTINGS = 2
"""Exit statuses."""
Captured = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help="The day the texts were saved (default: the day each was first imported)."),
]


@app.command("run")
def run_command() -> None:
    """Run the bot on Discord until Ctrl-C."""
    from bot.serve import serve_discord

    settings = _settings(needs_token=True)
    raise typer.Exit(_run(serve_discord(settings)))


@app.command("import")
def import_command(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders: profile texts, JSONL, BibTeX, RIS. - reads from stdin.")
    ],
    captured: Captured = None,
) -> None:
    """Import profile texts, JSONL, BibTeX and RIS files into the library."""
    from bot.importing import import_paths

    day = _day(captured)
    raise typer.Exit(_run(import_paths(_settings(needs_token=False), paths, day)))


@app.command("export")
def export_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to; created if it does not exist.")],
) -> None:
    """Export the library: JSONL that can be imported again, BibTeX and CSV."""
    from bot.keeping import export_to

    raise typer.Exit(_run(export_to(_settings(needs_token=False), folder)))


@app.command("backup")
def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File to write; an existing backup is overwritten.")],
) -> None:
    """Back up the whole database to one file. The bot may be running."""
    from bot.keeping import backup_to

    raise typer.Exit(_run(backup_to(_settings(needs_token=False), file)))


@app.command("restore")
def restore_command(file: Annotated[Path, typer.Argument(metavar="FILE", help="A file written by `backup`.")]) -> None:
    """Restore a backup. The previous database is kept beside it."""
    from bot.keeping import restore_from

    raise typer.Exit(_run(restore_from(_settings(needs_token=False), file)))


@app.command("doctor")
def doctor_command() -> None:
    """Check the settings, database, search index, disk, seeds and live sources."""
    from bot.doctor import run_doctor

    raise typer.Exit(_run(run_doctor()))


@app.command("refresh")
def refresh_command() -> None:
    """Query the live sources now, as the bot does every night, and report the results."""
    from bot.live_sources import refresh_now

    raise typer.Exit(_run(refresh_now(_settings(needs_token=False))))


@app.command("playground")
def playground_command(
    port: Annotated[int, typer.Option(help="Port of the page; 0 picks a free one.", min=0, max=65535)] = 0,
    seeds: Annotated[Path, typer.Option(help="Folder of profile texts to fill the library with.")] = Path("seeds"),
) -> None:
    """Try the bot in your browser: no account, no token, nothing is kept."""
    from bot.playground import open_playground

    start_logging("WARNING")
    raise typer.Exit(_run(open_playground(seeds, port)))


@app.command("version")
def version_command() -> None:
    """Print the version."""
    typer.echo(__version__)


def _settings(*, needs_token: bool) -> Settings:
    for name in unknown_settings():
        typer.echo(f"warning: unknown setting {name} (see .env.example)", err=True)
    try:
        settings = read_settings(needs_token=needs_token)
    except SettingsError as error:
        typer.echo("Invalid settings (see .env.example):", err=True)
        for problem in error.problems:
            typer.echo(f"  {problem}", err=True)
        raise typer.Exit(WRONG_SETTINGS) from None
    keys = (settings.token, settings.openalex_key, settings.semantic_scholar_key)
    secrets = (*(key.get_secret_value() for key in keys if key), settings.store_url.password or "")
    start_logging(settings.log_level, *secrets)
    return settings


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"expected a date such as 2026-11-23, found {text!r}", param_hint="--captured"
        ) from None
    if day > dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1):
        raise typer.BadParameter(f"{text} is in the future", param_hint="--captured")
    return day


def _run(work: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(run_until_stopped(work))
    except (SQLAlchemyError, asyncpg.PostgresError, OSError) as error:
        reason = getattr(error, "orig", None) or error  # SQLAlchemy's own text repeats the whole statement
        typer.echo(f"The library could not be opened: {reason}", err=True)
    return FAILED
