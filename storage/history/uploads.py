"""Files that people sent and that wait for a yes."""

import datetime as dt
import secrets

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.importing.source_file import SourceFile
from storage.schema.columns import table_of
from storage.schema.undo import Upload

UPLOAD_LIFETIME = dt.timedelta(days=7)


async def save_upload(session: AsyncSession, source: SourceFile, person: int, now: dt.datetime) -> str:
    """The key under which the file waits. Those that waited too long are let go."""
    await session.execute(delete(Upload).where(col(Upload.at) < now - UPLOAD_LIFETIME))
    key = secrets.token_hex(8)
    row = {"key": key, "name": source.name, "data": source.data, "person": person, "at": now}
    await session.execute(table_of(Upload).insert(), [row])
    return key


async def find_upload(session: Reading, key: str) -> SourceFile | None:
    """None: it was loaded or discarded, or waited too long."""
    row = (await session.execute(select(col(Upload.name), col(Upload.data)).where(col(Upload.key) == key))).first()
    return None if row is None else SourceFile(row.name, data=row.data)


async def delete_upload(session: AsyncSession, key: str) -> bool:
    """False: it waits no more."""
    return (
        await session.execute(delete(Upload).where(col(Upload.key) == key).returning(col(Upload.key)))
    ).first() is not None
