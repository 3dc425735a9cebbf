"""The log of changes of the library."""

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading
from storage.lookup.answers.changes import Change
from storage.schema.library import ImportRun


async def changes(session: Reading, most: int) -> tuple[Change, ...]:
    """Those that changed something, the newest first."""
    rows = await session.scalars(
        select(ImportRun).where(col(ImportRun.effective)).order_by(col(ImportRun.id).desc()).limit(most)
    )
    return tuple(map(change_of, rows))


def change_of(run: ImportRun) -> Change:
    return Change(
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
