"""What the library's books keep of a person who loaded files: shown to them, and forgotten."""

from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.reader import Reading
from storage.schema.library import metadata

t = metadata.tables
u, r = t["upload"].c, t["import_run"].c


async def personal_data(session: Reading, person: int) -> dict[str, Any]:
    """All of it, as JSON takes it. Empty: nothing is kept."""
    size = func.length(u.data).label("size")
    files = await session.execute(select(u.name, u.at, size).where(u.person == person).order_by(u.at))
    runs = await session.execute(select(r.id, r.kind, r.file, r.started_at).where(r.person == person).order_by(r.id))
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
    await session.execute(delete(t["upload"]).where(u.person == person))
    await session.execute(update(t["import_run"]).where(r.person == person).values(person=None))
