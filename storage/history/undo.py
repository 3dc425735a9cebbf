"""Takes the library's last change back, whole: every row is as it was before it."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import BigInteger, String, Table, bindparam, cast, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows
from storage.database.reader import Reading
from storage.database.row_json import row_from_json
from storage.database.row_types import AnyRow, AnySelect
from storage.importing.fetch import fetch_next_ids
from storage.importing.write import mark_authors_changed
from storage.lookup.answers.changes import LibraryChange
from storage.lookup.change_log import to_library_change
from storage.schema.announcements import Follow
from storage.schema.columns import metadata, table_named
from storage.schema.library import UNDO, Author, Authorship, ImportRun
from storage.schema.undo import ReplacedRow, RetiredId

PARENTS = ("author", "paper", "source")
"""Tables whose rows are put right in place, as others refer to them."""


async def last_change(session: Reading) -> tuple[LibraryChange, bool] | None:
    """The change that would be taken back next, and whether that is possible: not where it is too long ago, or of a
    version that kept nothing. None: there is none."""
    mine = select(ImportRun).where(
        col(ImportRun.kind) != UNDO, col(ImportRun.undone_by).is_(None), col(ImportRun.effective)
    )
    row = (await session.scalars(mine.order_by(col(ImportRun.id).desc()).limit(1))).first()
    return None if row is None else (to_library_change(row), row.firsts is not None)


async def undo_run(session: AsyncSession, run: int, now: dt.datetime, person: int | None) -> bool:
    """Takes the run back, and those after it that changed nothing to speak of. False: not the last one, or not kept."""
    last = await last_change(session)
    if last is None or last[0].number != run or not last[1]:
        return False
    ids = await fetch_next_ids(session)
    own = ids.next("import_run")
    later = select(col(ImportRun.id), col(ImportRun.firsts), col(ImportRun.captured), col(ImportRun.file)).where(
        col(ImportRun.id) >= run, col(ImportRun.kind) != UNDO, col(ImportRun.undone_by).is_(None)
    )
    for row in (await session.execute(later.order_by(col(ImportRun.id).desc()))).all():
        await _take_back(session, row, own)
    await mark_authors_changed(session, own)
    captured = (await session.execute(select(col(ImportRun.captured)).where(col(ImportRun.id) == run))).scalar_one()
    words = {"file": last[0].file, "digest": "", "captured": captured, "told": last[0].told}
    counts = {"new": 0, "changed": 0, "unchanged": 0, "refused": 0}
    await insert_rows(session, ImportRun, [
        {"id": own, "kind": UNDO, "started_at": now, "person": person, "effective": True, **words, **counts}
    ])  # fmt: skip
    return True


async def _take_back(session: AsyncSession, run: AnyRow, own: int) -> None:
    first: dict[str, int] = json.loads(run.firsts)
    kept = (await session.scalars(select(ReplacedRow).where(col(ReplacedRow.run) == run.id))).all()
    groups = [(row.name, json.loads(row.key), json.loads(row.rows)) for row in kept]
    children = [group for group in groups if group[0] not in PARENTS]
    await _touch_people(session, first["paper"], own)
    await _clear(session, ((name, key) for name, key, _ in children))
    for parent in PARENTS:
        await _delete_children(session, parent, first[parent])
    for name, _, rows in groups:
        if name in PARENTS:
            await _put_right(session, table_named(name), rows, own)
    await _delete_new(session, first, own)
    restored: dict[str, list[dict[str, Any]]] = {}
    for name, _, rows in children:
        restored.setdefault(name, []).extend(row_from_json(table_named(name), row) for row in rows)
    for name, rows in restored.items():
        if rows:
            await session.execute(insert(table_named(name)), rows)
    await session.execute(delete(ReplacedRow).where(col(ReplacedRow.run) == run.id))
    await session.execute(update(ImportRun).where(col(ImportRun.id) == run.id).values(undone_by=own))


async def _clear(session: AsyncSession, keys: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Deletes the rows of these tables that have these values: those of the same columns in one go, as a large load
    keeps tens of thousands."""
    alike: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}
    for name, key in keys:
        alike.setdefault((name, tuple(key)), []).append({f"its_{column}": value for column, value in key.items()})
    for (name, columns), values in alike.items():
        table = table_named(name)
        connection = await session.connection()
        mine = (table.c[column] == bindparam(f"its_{column}") for column in columns)
        await connection.execute(delete(table).where(*mine), values)


async def _touch_people(session: AsyncSession, first_paper: int, own: int) -> None:
    """Those who lose papers: the search index counts them."""
    losing = select(col(Authorship.author)).where(col(Authorship.paper) >= first_paper)
    await session.execute(update(Author).where(col(Author.id).in_(losing)).values(changed_in=own))


async def _put_right(session: AsyncSession, table: Table, rows: Iterable[dict[str, Any]], own: int) -> None:
    for row in rows:
        values = row_from_json(table, row)
        if "changed_in" in values:
            values["changed_in"] = own
        await session.execute(update(table).where(table.c.id == values.pop("id")).values(**values))


def _references(parent: str) -> Iterator[tuple[Table, str]]:
    """Every column that must not be left with the id of a row that goes. Those that may be empty empty themselves."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == parent and key.ondelete is None and table.name not in PARENTS:
                yield table, key.parent.name


async def _delete_children(session: AsyncSession, parent: str, first: int) -> None:
    for table, column in _references(parent):
        await session.execute(delete(table).where(table.c[column] >= first))


async def _delete_new(session: AsyncSession, first: dict[str, int], own: int) -> None:
    await session.execute(update(Author).where(col(Author.id) >= first["author"]).values(merged_into=None))
    for name in ("source", "paper", "author"):
        table = table_named(name)
        new = table.c.id >= first[name]
        going: AnySelect = select(literal(name), table.c.id, literal(own, BigInteger)).where(new)
        await session.execute(insert(RetiredId).from_select(["kind", "id", "run"], going))
        await session.execute(delete(table).where(new))
    for name in ("affiliation", "metric_snapshot"):
        await session.execute(delete(table_named(name)).where(table_named(name).c.id >= first[name]))
    gone = select(cast(col(RetiredId.id), String(500))).where(
        col(RetiredId.kind) == "author", col(RetiredId.run) == own
    )
    await session.execute(delete(Follow).where(col(Follow.kind) == "author", col(Follow.key).in_(gone)))
