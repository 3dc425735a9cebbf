"""Small facts about the database, by name."""

import uuid

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_missing, upsert
from storage.database.reader import Reading
from storage.schema.library import StoreFact

HOME = "home"
"""The fact that names the server whose library it is, if the settings do not."""
STORE_ID = "store_id"
"""The fact that identifies the database, so that the search index of another one is never mistaken for its own."""


async def read_fact(session: Reading, key: str) -> str | None:
    return (await session.execute(select(col(StoreFact.value)).where(col(StoreFact.key) == key))).scalar()


async def write_fact(session: AsyncSession, key: str, value: str) -> None:
    await upsert(session, StoreFact, [{"key": key, "value": value}])


async def claim_fact(session: AsyncSession, key: str, value: str) -> str:
    """Writes the fact unless there is one; returns what is there then."""
    await insert_missing(session, StoreFact, [{"key": key, "value": value}])
    return await read_fact(session, key) or value


async def ensure_store_id(session: AsyncSession) -> None:
    """Gives a new database its id."""
    if await read_fact(session, STORE_ID) is None:
        await write_fact(session, STORE_ID, uuid.uuid4().hex)
