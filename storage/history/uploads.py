"""Files that people sent and that wait for a yes."""

import datetime as dt
import secrets

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.importing.source_file import Input
from storage.schema.columns import table_of
from storage.schema.undo import Upload

KEPT = dt.timedelta(days=7)


async def put_by(session: AsyncSession, source: Input, person: int, now: dt.datetime) -> str:
    """The key under which the file waits. Those that waited too long are let go."""
    await session.execute(delete(Upload).where(col(Upload.at) < now - KEPT))
    key = secrets.token_hex(8)
    row = {"key": key, "name": source.name, "data": source.data, "person": person, "at": now}
    await session.execute(table_of(Upload).insert(), [row])
    return key


async def waiting(session: Reading, key: str) -> Input | None:
    """None: it was loaded or discarded, or waited too long."""
    row = (await session.execute(select(col(Upload.name), col(Upload.data)).where(col(Upload.key) == key))).first()
    return None if row is None else Input(row.name, data=row.data)


async def let_go(session: AsyncSession, key: str) -> bool:
    """False: it waits no more."""
    return (
        await session.execute(delete(Upload).where(col(Upload.key) == key).returning(col(Upload.key)))
    ).first() is not None
