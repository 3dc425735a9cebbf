"""What the library's books keep of a person who loaded files: shown to them, and forgotten."""

from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.schema.library import ImportRun
from storage.schema.undo import Upload


async def personal_data(session: Reading, person: int) -> dict[str, Any]:
    """All of it, as JSON takes it. Empty: nothing is kept."""
    size = func.length(col(Upload.data)).label("size")
    files = await session.execute(
        select(col(Upload.name), col(Upload.at), size).where(col(Upload.person) == person).order_by(col(Upload.at))
    )
    runs = await session.execute(
        select(col(ImportRun.id), col(ImportRun.kind), col(ImportRun.file), col(ImportRun.started_at))
        .where(col(ImportRun.person) == person)
        .order_by(col(ImportRun.id))
    )
    kept: dict[str, Any] = {
        "files that wait to be loaded": [
            {"file": row.name, "sent": row.at.isoformat(), "bytes": row.size} for row in files
        ],
        "changes of the library by you": [
            {"number": row.id, "kind": row.kind, "file": row.file, "at": row.started_at.isoformat()} for row in runs
        ],
    }
    return {what: rows for what, rows in kept.items() if rows}


async def forget(session: AsyncSession, person: int) -> None:
    """What they loaded stays, and nobody knows any more who did it."""
    await session.execute(delete(Upload).where(col(Upload.person) == person))
    await session.execute(update(ImportRun).where(col(ImportRun.person) == person).values(person=None))
