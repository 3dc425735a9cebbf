"""`python -m bot export | backup | restore`: the library as files, and back."""

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
"""Seconds to wait for another process's write to end."""


async def export_to(settings: Settings, folder: Path) -> int:
    return await _told(_export(settings, folder))


async def backup_to(settings: Settings, file: Path) -> int:
    return await _told(_backup(settings, file))


async def restore_from(settings: Settings, file: Path) -> int:
    return await _told(_restore(settings, file))


async def _told(work: Coroutine[Any, Any, None]) -> int:
    try:
        await work
    except BackupError as error:
        typer.echo(f"Nothing was changed: {error}", err=True)
        return 1
    return 0


async def _export(settings: Settings, folder: Path) -> None:
    store = _there(settings.store_url)
    try:
        async with store.reading() as session:
            revision = await stored_revision(session)
        if revision is None:
            raise BackupError("there is no library in this database yet")
        refuse_newer(revision, "the library")
        await migrate(store)
        done = await export_library(store, folder, _now())
    finally:
        await store.close()
    typer.echo(f"{folder}: {done.papers:,} papers, {done.authors:,} people, {done.rows:,} rows in all")
    typer.echo(f"  {', '.join(FILES)}")
    typer.echo(f"  {FILES[0]} loads back into an empty library, and holds ids of people of Discord: keep it private")


async def _backup(settings: Settings, file: Path) -> None:
    store = _there(settings.store_url)
    try:
        size = await write_backup(store, file, _now())
    finally:
        await store.close()
    typer.echo(f"{file}: all of the library, {size:,} bytes, looked through")
    typer.echo("  It holds ids of people of Discord: keep it private")


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
        typer.echo(f"  {busy}: it is brought up to the library a little later")
    finally:
        await store.close()


def _restored_lines(file: Path, done: RestoreResult) -> list[str]:
    lines = [f"{file}: {done.papers:,} papers and all that goes with them are back"]
    if not done.is_sealed:
        lines.append("  This was a plain copy of a database: whether it was still as it once was cannot be told")
    if done.saved:
        lines.append(f"  What was there before is kept in {done.saved}")
    if done.aside:
        lines.append(f"  The database that was there is damaged, and was put aside as {done.aside}")
        lines.append("  A bot that was running has to be started again")
    return lines


def _there(url: URL) -> Store:
    """Nothing is made where nothing is."""
    if is_sqlite(url) and url.database and not Path(url.database).is_file():
        raise BackupError(f"there is no library yet: {url.database} is not there")
    return open_store(url, patience=PATIENCE)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
