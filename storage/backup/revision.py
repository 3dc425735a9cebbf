"""The schema's revisions: today's, those known, and the one that a database is of."""

from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.backup.errors import BackupError
from storage.migrations.migrate import alembic_config


def revisions() -> tuple[str, ...]:
    """All that this version knows, today's first."""
    script = ScriptDirectory.from_config(alembic_config())
    return tuple(revision.revision for revision in script.walk_revisions())


def refuse_newer(revision: str, what: str) -> None:
    """Raises KeepingError where the revision is none of ours."""
    known = revisions()
    if revision not in known:
        raise BackupError(
            f"{what} is of a newer version of paperbot: its schema is {quote_revision(revision)}, this version knows "
            f"up to {known[0]}. Install the newer version first"
        )


def quote_revision(revision: str) -> str:
    """As it may stand in a message, whatever a damaged file says."""
    return revision if revision.isalnum() and len(revision) <= 32 else ascii(revision[:32])


async def stored_revision(session: AsyncSession) -> str | None:
    """None: no paperbot ever used this database."""
    connection = await session.connection()
    if not await connection.run_sync(lambda plain: inspect(plain).has_table("alembic_version")):
        return None
    return (await session.execute(text("SELECT version_num FROM alembic_version"))).scalar()
