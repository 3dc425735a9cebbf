"""`python -m bot export | backup | restore`: writes the library to files and restores it."""

import asyncio
import datetime as dt
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import typer
from sqlalchemy.engine import URL

from bot.settings import Settings
from storage.backup.backup import write_backup
from storage.backup.errors import BackupError
from storage.backup.export import FILES, export_library
from storage.backup.restore import RestoreResult, restore_backup
from storage.backup.revision import refuse_newer, stored_revision
from storage.database.database import Store, is_sqlite, open_store
from storage.migrations.migrate import migrate
from storage.search.index import IndexBusyError, SearchIndex
from storage.search.sync import sync_index

PATIENCE = 60.0
"""Seconds to wait for another process to finish writing."""


async def export_to(settings: Settings, folder: Path) -> int:
    return await _report(_export(settings, folder))


async def backup_to(settings: Settings, file: Path) -> int:
    return await _report(_backup(settings, file))


async def restore_from(settings: Settings, file: Path) -> int:
    return await _report(_restore(settings, file))


async def _report(work: Coroutine[Any, Any, None]) -> int:
    try:
        await work
    except BackupError as error:
        typer.echo(f"Nothing was changed: {error}", err=True)
        return 1
    return 0


async def _export(settings: Settings, folder: Path) -> None:
    store = _open_existing(settings.store_url)
    try:
        async with store.reading() as session:
            revision = await stored_revision(session)
        if revision is None:
            raise BackupError("the database contains no library yet")
        refuse_newer(revision, "the library")
        await migrate(store)
        done = await export_library(store, folder, _now())
    finally:
        await store.close()
    typer.echo(
        f"Exported the library to {folder}. Papers: {done.papers:,}, authors: {done.authors:,}, rows: {done.rows:,}"
    )
    typer.echo(f"  {', '.join(FILES)}")
    typer.echo(f"  {FILES[0]} can be imported into an empty library. It contains Discord user IDs: keep it private")


async def _backup(settings: Settings, file: Path) -> None:
    store = _open_existing(settings.store_url)
    try:
        size = await write_backup(store, file, _now())
    finally:
        await store.close()
    typer.echo(f"Backed up the library to {file} ({size:,} bytes, verified)")
    typer.echo("  It contains Discord user IDs: keep it private")


async def _restore(settings: Settings, file: Path) -> None:
    url = settings.store_url
    beside = Path(url.database) if is_sqlite(url) and url.database else settings.index_folder
    done = await restore_backup(url, file, beside.parent, _now())
    for line in _restored_lines(file, done):
        typer.echo(line)
    store = open_store(url, patience=PATIENCE)
    try:
        await sync_index(store, await asyncio.to_thread(SearchIndex, settings.index_folder))
    except IndexBusyError as busy:
        typer.echo(f"  The search index is not up to date yet ({busy}). The bot updates it when it runs")
    finally:
        await store.close()


def _restored_lines(file: Path, done: RestoreResult) -> list[str]:
    lines = [f"Restored the library from {file}. Papers: {done.papers:,}"]
    if not done.is_sealed:
        lines.append("  The file was not made by `backup` and has no checksum: its contents could not be verified")
    if done.saved:
        lines.append(f"  The previous database is saved as {done.saved}")
    if done.aside:
        lines.append(f"  The previous database is damaged and was moved to {done.aside}")
        lines.append("  If the bot is running, restart it")
    return lines


def _open_existing(url: URL) -> Store:
    """Opens the database. Never creates it."""
    if is_sqlite(url) and url.database and not Path(url.database).is_file():
        raise BackupError(f"there is no library yet: {url.database} does not exist")
    return open_store(url, patience=PATIENCE)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
