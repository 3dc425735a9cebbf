"""Undoes the library's last change: every row is as it was before it."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import BigInteger, Table, bindparam, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows
from storage.database.reader import Reading
from storage.database.row_json import row_from_json
from storage.importing.fetch import fetch_next_ids
from storage.importing.write import mark_authors_changed
from storage.lookup.answers.changes import LibraryChange
from storage.lookup.change_log import to_library_change
from storage.schema.columns import metadata, table_named, table_of
from storage.schema.library import UNDO, Affiliation, Author, Authorship, ImportRun, MetricSnapshot, Paper, Source
from storage.schema.undo import ReplacedRow, RetiredId

PARENTS = ("author", "paper", "source")
"""Tables whose rows are restored in place, as other tables refer to them. The rows of all others are replaced."""


async def last_change(session: Reading) -> tuple[LibraryChange, bool] | None:
    """The change to undo next, and whether it can be undone: an old one, or one of an old version, cannot.

    None: there is none."""
    not_undone = (col(ImportRun.kind) != UNDO) & col(ImportRun.undone_by).is_(None) & col(ImportRun.effective)
    newest = select(ImportRun).where(not_undone).order_by(col(ImportRun.id).desc()).limit(1)
    run = (await session.scalars(newest)).first()
    return None if run is None else (to_library_change(run), run.firsts is not None)


async def undo_run(session: AsyncSession, run: int, now: dt.datetime, person: int | None) -> bool:
    """Undoes the run, and later ones without an effect. False: it is not the last change, or cannot be undone."""
    last = await last_change(session)
    if last is None or last[0].number != run or not last[1]:
        return False
    own = (await fetch_next_ids(session)).next("import_run")
    captured = (await session.execute(select(col(ImportRun.captured)).where(col(ImportRun.id) == run))).scalar_one()
    is_later = (col(ImportRun.id) >= run) & (col(ImportRun.kind) != UNDO) & col(ImportRun.undone_by).is_(None)
    later = select(col(ImportRun.id), col(ImportRun.firsts)).where(is_later).order_by(col(ImportRun.id).desc())
    for run_id, next_ids in (await session.execute(later)).all():
        await _undo(session, run_id, json.loads(next_ids or "{}"), own)
    await mark_authors_changed(session, own)
    words = {"file": last[0].file, "digest": "", "captured": captured, "told": last[0].told}
    counts = {"new": 0, "changed": 0, "unchanged": 0, "refused": 0}
    row = {"id": own, "kind": UNDO, "started_at": now, "person": person, "effective": True, **words, **counts}
    await insert_rows(session, ImportRun, [row])
    return True


async def _undo(session: AsyncSession, run: int, next_ids: dict[str, int], own: int) -> None:
    """`next_ids`: table → its first id that was free before the run. `own`: the id of the run that undoes it."""
    kept = (await session.scalars(select(ReplacedRow).where(col(ReplacedRow.run) == run))).all()
    groups = [(row.name, json.loads(row.key), json.loads(row.rows)) for row in kept]
    children = [group for group in groups if group[0] not in PARENTS]
    await _mark_coauthors_changed(session, next_ids["paper"], own)
    await _delete_by_key(session, ((name, key) for name, key, _ in children))
    for parent in PARENTS:
        await _delete_children(session, parent, next_ids[parent])
    for name, _, rows in groups:
        if name in PARENTS:
            await _restore_in_place(session, table_named(name), rows, own)
    await _delete_new(session, next_ids, own)
    restored: dict[str, list[dict[str, Any]]] = {}
    for name, _, rows in children:
        restored.setdefault(name, []).extend(row_from_json(table_named(name), row) for row in rows)
    for name, rows in restored.items():
        if rows:
            await session.execute(insert(table_named(name)), rows)
    await session.execute(delete(ReplacedRow).where(col(ReplacedRow.run) == run))
    await session.execute(update(ImportRun).where(col(ImportRun.id) == run).values(undone_by=own))


async def _delete_by_key(session: AsyncSession, keys: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Deletes each table's rows that have these values. Keys of the same columns go in one statement, as a large
    import keeps tens of thousands."""
    same_columns: dict[tuple[str, tuple[str, ...]], list[dict[str, Any]]] = {}
    for name, key in keys:
        bound = {f"its_{column}": value for column, value in key.items()}
        same_columns.setdefault((name, tuple(key)), []).append(bound)
    connection = await session.connection()
    for (name, columns), values in same_columns.items():
        table = table_named(name)
        has_key = (table.c[column] == bindparam(f"its_{column}") for column in columns)
        await connection.execute(delete(table).where(*has_key), values)


async def _mark_coauthors_changed(session: AsyncSession, first_paper: int, own: int) -> None:
    """For the search index, which counts papers: everybody who loses one has changed."""
    losing = select(col(Authorship.author)).where(col(Authorship.paper) >= first_paper)
    await session.execute(update(Author).where(col(Author.id).in_(losing)).values(changed_in=own))


async def _restore_in_place(session: AsyncSession, table: Table, rows: Iterable[dict[str, Any]], own: int) -> None:
    for row in rows:
        values = row_from_json(table, row)
        if "changed_in" in values:
            values["changed_in"] = own
        await session.execute(update(table).where(table.c.id == values.pop("id")).values(**values))


def _references(parent: str) -> Iterator[tuple[Table, str]]:
    """Every column that must not keep the id of a deleted row. Those with ON DELETE look after themselves."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == parent and key.ondelete is None and table.name not in PARENTS:
                yield table, key.parent.name


async def _delete_children(session: AsyncSession, parent: str, first: int) -> None:
    for table, column in _references(parent):
        await session.execute(delete(table).where(table.c[column] >= first))


async def _delete_new(session: AsyncSession, next_ids: dict[str, int], own: int) -> None:
    """Deletes the rows that came with the run, and retires the ids that a button may bear."""
    await session.execute(update(Author).where(col(Author.id) >= next_ids["author"]).values(merged_into=None))
    for model in (Source, Paper, Author):
        name = str(table_of(model).name)
        is_new = col(model.id) >= next_ids[name]
        retired = select(literal(name), col(model.id), literal(own, BigInteger)).where(is_new)
        await session.execute(insert(RetiredId).from_select(["kind", "id", "run"], retired))
        await session.execute(delete(model).where(is_new))
    for model in (Affiliation, MetricSnapshot):
        await session.execute(delete(model).where(col(model.id) >= next_ids[table_of(model).name]))
