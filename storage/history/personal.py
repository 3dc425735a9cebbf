"""Data about a person in the log of library changes and in uploads."""

from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.personal_data import PersonalData
from storage.database.reader import Reading
from storage.schema.library import ImportRun
from storage.schema.undo import Upload


async def _read(session: Reading, person: int) -> dict[str, list[Any]]:
    return {
        "files waiting to be imported": await _uploads(session, person),
        "changes you made to the library": await _runs(session, person),
    }


async def _uploads(session: Reading, person: int) -> list[dict[str, Any]]:
    uploads = (
        select(col(Upload.name), col(Upload.at), func.length(col(Upload.data)))
        .where(col(Upload.person) == person)
        .order_by(col(Upload.at))
    )
    rows = await session.execute(uploads)
    return [{"file": name, "sent": sent_at.isoformat(), "bytes": size} for name, sent_at, size in rows]


async def _runs(session: Reading, person: int) -> list[dict[str, Any]]:
    runs = (
        select(col(ImportRun.id), col(ImportRun.kind), col(ImportRun.file), col(ImportRun.started_at))
        .where(col(ImportRun.person) == person)
        .order_by(col(ImportRun.id))
    )
    rows = await session.execute(runs)
    return [{"number": id, "kind": kind, "file": file, "at": at.isoformat()} for id, kind, file, at in rows]


async def _erase(session: AsyncSession, person: int) -> None:
    """What they imported stays, without their name."""
    await session.execute(delete(Upload).where(col(Upload.person) == person))
    await session.execute(update(ImportRun).where(col(ImportRun.person) == person).values(person=None))


library_change_data = PersonalData(_read, _erase)
