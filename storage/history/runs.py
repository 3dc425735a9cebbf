"""What was imported before."""

from sqlalchemy import select

from storage.database.reader import Reading
from storage.schema.library import metadata


async def loaded_whole(session: Reading, digest: str) -> bool:
    """Whether these very bytes were loaded before, with nothing refused."""
    run = metadata.tables["import_run"].c
    statement = select(run.id).where(run.digest == digest, run.refused == 0).limit(1)
    return (await session.execute(statement)).first() is not None
