"""Undoes one run: what it changed is restored, and what came with it is removed. Keeps everything for a redo."""

from collections.abc import Iterator

from sqlalchemy import BigInteger, Table, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.history.redo_log import keep_groups, keep_removed_rows
from storage.history.restore_rows import (
    PARENTS,
    delete_children_by_key,
    fetch_groups,
    restore_children,
    restore_parents,
)
from storage.schema.columns import metadata, table_of
from storage.schema.library import Affiliation, Author, Authorship, ImportRun, MetricSnapshot, Paper, Source
from storage.schema.undo import RetiredId


async def take_back_run(session: AsyncSession, run: int, next_ids: dict[str, int], own: int) -> None:
    """`next_ids`: table → its first id that was free before the run. `own`: the id of the run that undoes it."""
    groups = await fetch_groups(session, run)
    await keep_groups(session, own, groups)
    await keep_removed_rows(session, own, run, next_ids)
    await _mark_coauthors_changed(session, next_ids["paper"], own)
    await delete_children_by_key(session, groups)
    for parent in PARENTS:
        await _delete_children(session, parent, next_ids[parent])
    await restore_parents(session, groups, own)
    await _delete_new(session, next_ids, own)
    await restore_children(session, groups)
    await session.execute(update(ImportRun).where(col(ImportRun.id) == run).values(undone_by=own))


async def _mark_coauthors_changed(session: AsyncSession, first_paper: int, own: int) -> None:
    """For the search index, which counts papers: everybody who loses one has changed."""
    losing = select(col(Authorship.author)).where(col(Authorship.paper) >= first_paper)
    await session.execute(update(Author).where(col(Author.id).in_(losing)).values(changed_in=own))


def _references(parent: str) -> Iterator[tuple[Table, str]]:
    """Every column that must not keep the id of a deleted row."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == parent and table.name not in PARENTS:
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
