"""The log of changes of the library."""

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.lookup.answers.changes import Change
from storage.schema.library import ImportRun


async def changes(session: Reading, most: int) -> tuple[Change, ...]:
    """Those that changed something, the newest first."""
    rows = await session.scalars(
        select(ImportRun).where(col(ImportRun.effective)).order_by(col(ImportRun.id).desc()).limit(most)
    )
    return tuple(map(change_of, rows))


def change_of(row: AnyRow) -> Change:
    return Change(
        number=row.id,
        kind=row.kind,
        file=row.file,
        told=row.told,
        at=row.started_at,
        new=row.new,
        changed=row.changed,
        refused=row.refused,
        person=row.person,
        is_undone=row.undone_by is not None,
    )
