"""Which files were imported before."""

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading
from storage.schema.library import ImportRun


async def was_fully_imported(session: Reading, digest: str) -> bool:
    """Whether exactly these bytes (SHA-256 `digest`) were imported before with nothing refused."""
    statement = select(col(ImportRun.id)).where(col(ImportRun.digest) == digest, col(ImportRun.refused) == 0).limit(1)
    return (await session.execute(statement)).first() is not None
