"""The command line: `python -m bot run | import | export | backup | restore | doctor | playground`."""

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
from bot.stopping import until_told_to_stop

app = typer.Typer(
    help="paperbot: authors, papers and what is new, for a lab's Discord.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they would print the values of variables, and the token is one
)
FAILED = 1
WRONG_SETTINGS = 2
Captured = Annotated[
    str | None,
    typer.Option(metavar="YYYY-MM-DD", help="The day the texts were saved. Default: the day each was first seen."),
]


@app.command()
def run() -> None:
    """Serve Discord with the token in .env, until Ctrl-C."""
    from bot.serve import serve

    settings = _settings(needs_token=True)
    raise typer.Exit(_run(serve(settings)))


@app.command("import")
def import_(
    paths: Annotated[
        list[Path], typer.Argument(help="Profile texts, JSONL, BibTeX and RIS files, folders of them; - for stdin.")
    ],
    captured: Captured = None,
) -> None:
    """Load profile texts, JSONL, BibTeX and RIS files into the library."""
    from bot.importing import import_paths

    day = _day(captured)
    raise typer.Exit(_run(import_paths(_settings(needs_token=False), paths, day)))


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder; made where it is missing.")],
) -> None:
    """Write the library as files: JSONL that loads back whole, BibTeX and CSV."""
    from bot.keeping import export_to

    raise typer.Exit(_run(export_to(_settings(needs_token=False), folder)))


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One file, which a newer backup replaces.")],
) -> None:
    """Write all that the bot keeps into one file, also while it runs."""
    from bot.keeping import backup_to

    raise typer.Exit(_run(backup_to(_settings(needs_token=False), file)))


@app.command()
def restore(file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` wrote.")]) -> None:
    """Bring a backup back; what was there before is kept beside the database."""
    from bot.keeping import restore_from

    raise typer.Exit(_run(restore_from(_settings(needs_token=False), file)))


@app.command()
def doctor() -> None:
    """Look whether all is well: a line for each thing, ok or how to mend it."""
    from bot.doctor import examine

    raise typer.Exit(_run(examine()))


@app.command("refresh")
def refresh_() -> None:
    """Ask the live sources now (the bot does it each night) and say what came of it."""
    from bot.live import refresh_now

    raise typer.Exit(_run(refresh_now(_settings(needs_token=False))))


@app.command()
def playground(
    port: Annotated[int, typer.Option(help="0: any free one.", min=0, max=65535)] = 0,
    seeds: Annotated[Path, typer.Option(help="The folder of profile texts to try it on.")] = Path("seeds"),
) -> None:
    """Try the bot on a page of this machine: no account, no token, nothing kept."""
    from bot.playground import play

    start_logging("WARNING")
    raise typer.Exit(_run(play(seeds, port)))


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def _settings(*, needs_token: bool) -> Settings:
    for name in unknown_settings():
        typer.echo(f"warning: {name} is no setting of paperbot (see .env.example)", err=True)
    try:
        settings = read_settings(needs_token=needs_token)
    except SettingsError as error:
        typer.echo("Some settings are missing or wrong (see .env.example):", err=True)
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
            f"expected a day such as 2026-11-23, found {text!r}", param_hint="--captured"
        ) from None
    if day > dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1):
        raise typer.BadParameter(f"{text} is still to come", param_hint="--captured")
    return day


def _run(work: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(until_told_to_stop(work))
    except (SQLAlchemyError, asyncpg.PostgresError, OSError) as error:
        reason = getattr(error, "orig", None) or error  # SQLAlchemy's own text would repeat the whole statement
        typer.echo(f"The library cannot be used: {reason}", err=True)
    return FAILED
