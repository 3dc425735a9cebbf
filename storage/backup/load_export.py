"""An exported library comes back: the same store, ids and all, into an empty one. All of it or nothing."""

import asyncio
import sqlite3
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.backup.copy_rows import replace_library
from storage.backup.errors import BackupError
from storage.backup.read_export import LineError, read_rows, read_schema
from storage.backup.snapshot import snapshot
from storage.backup.table_selection import SHARED, exported_tables
from storage.backup.workspace import make_tables, open_sqlite, workspace
from storage.database.database import Store
from storage.importing.export_format import looks_like_export
from storage.importing.report import FileReport, refused_file
from storage.importing.runs import ImportContext
from storage.importing.source_file import SourceFile
from storage.migrations.migrate import migrate
from storage.schema.columns import table_named


async def is_library_export(source: SourceFile) -> bool:
    """Whether this is an exported library rather than a list of papers. False for a file that cannot be read."""

    def look() -> bool:
        try:
            with source.open() as stream:
                return looks_like_export(stream)
        except OSError:  # importing it says so
            return False

    return await asyncio.to_thread(look)


async def import_library_export(store: Store, source: SourceFile, when: ImportContext) -> FileReport:
    """Never raises for what is in the file: the report says what was refused and why."""
    try:
        async with store.reading() as session:
            await _refuse_unless_empty(session)
        async with workspace(store.file) as folder:
            counts = await _read(source, folder / "library.db")
            async with open_sqlite(folder / "library.db") as brought:
                await migrate(brought)
                await _bring(brought, store, when)
    except LineError as error:
        return refused_file(source.name, str(error), error.line)
    except (BackupError, OSError, sqlite3.Error) as error:
        return refused_file(source.name, str(error))
    return FileReport(source.name, new=counts.get("paper", 0))


async def _read(source: SourceFile, file: Path) -> dict[str, int]:
    def schema() -> str:
        with source.open() as stream:
            return read_schema(stream)

    def rows() -> dict[str, int]:
        with source.open() as stream:
            return read_rows(stream, file)

    await make_tables(file, await asyncio.to_thread(schema))
    return await asyncio.to_thread(rows)


async def _bring(brought: Store, store: Store, when: ImportContext) -> None:
    async with snapshot(brought) as source, store.writing(dry_run=when.dry_run) as target:
        await _refuse_unless_empty(target)
        await replace_library(source, target)


async def _refuse_unless_empty(session: AsyncSession) -> None:
    """Ids of two libraries mean different things, so they cannot be joined."""
    found = {table.name: await _count(session, table.name) for table in exported_tables() if table.name not in SHARED}
    if any(found.values()):
        held = [f"{count:,} of {name}" for name, count in found.items() if count]
        raise BackupError(
            f"expected an empty library to load an exported one into, found one in use ({', '.join(held[:3])}…). "
            "Set DATABASE_URL to a new database and import it there"
        )


async def _count(session: AsyncSession, table: str) -> int:
    return (await session.execute(select(func.count()).select_from(table_named(table)))).scalar_one()
