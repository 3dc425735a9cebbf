"""The log of changes of the library."""

from sqlalchemy import select

from storage.database.reader import Reading
from storage.database.row_types import AnyRow
from storage.lookup.answers.changes import Change
from storage.schema.library import metadata

t = metadata.tables
r = t["import_run"].c


async def changes(session: Reading, most: int) -> tuple[Change, ...]:
    """Those that changed something, the newest first."""
    rows = await session.execute(select(t["import_run"]).where(r.effective).order_by(r.id.desc()).limit(most))
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
