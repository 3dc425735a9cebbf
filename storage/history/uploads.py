"""Files that people sent, waiting for their decision to import or discard them."""

import datetime as dt
import secrets

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows
from storage.database.reader import Reading
from storage.importing.source_file import SourceFile
from storage.schema.undo import Upload

UPLOAD_LIFETIME = dt.timedelta(days=7)


async def save_upload(session: AsyncSession, source: SourceFile, person: int, now: dt.datetime) -> str:
    """Returns the key under which the file waits. Expired uploads are deleted on the way."""
    await session.execute(delete(Upload).where(col(Upload.at) < now - UPLOAD_LIFETIME))
    key = secrets.token_hex(8)
    row = {"key": key, "name": source.name, "data": source.data, "person": person, "at": now}
    await insert_rows(session, Upload, [row])
    return key


async def find_upload(session: Reading, key: str, person: int) -> SourceFile | None:
    """None: it was imported or discarded, has expired, or somebody else sent it."""
    is_theirs = (col(Upload.key) == key) & (col(Upload.person) == person)
    found = await session.execute(select(col(Upload.name), col(Upload.data)).where(is_theirs))
    for name, data in found:
        return SourceFile(name, data=data)
    return None


async def delete_upload(session: AsyncSession, key: str, person: int) -> bool:
    """Whether they had sent one."""
    is_theirs = (col(Upload.key) == key) & (col(Upload.person) == person)
    deleted = await session.execute(delete(Upload).where(is_theirs).returning(col(Upload.key)))
    return deleted.first() is not None
