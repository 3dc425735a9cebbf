"""The change log of the library."""

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.changes import LibraryChange
from storage.schema.library import ImportRun


async def latest_changes(session: Reading, most: int) -> tuple[LibraryChange, ...]:
    """Runs that changed something, newest first."""
    rows = await session.scalars(
        select(ImportRun).where(col(ImportRun.effective)).order_by(col(ImportRun.id).desc()).limit(most)
    )
    return tuple(map(to_library_change, rows))


def to_library_change(run: ImportRun) -> LibraryChange:
    return LibraryChange(
        number=run.id,
        kind=run.kind,
        file=run.file,
        told=run.told,
        at=run.started_at,
        new=run.new,
        changed=run.changed,
        refused=run.refused,
        person=run.person,
        is_undone=run.undone_by is not None,
    )
