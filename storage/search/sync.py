"""Brings the index up to the store: after an import, at the start, and while another process imports."""

import asyncio
import logging
from collections.abc import AsyncIterator

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.database import Store
from storage.database.facts import STORE_ID, read_fact
from storage.schema.library import ImportRun
from storage.search.changed_entries import Batch, changed_entries
from storage.search.index import IndexState, IndexUpdate, SearchIndex

log = logging.getLogger("paperbot.search")


async def sync_index(store: Store, index: SearchIndex) -> IndexState:
    """Does nothing where the index already shows the store as it is; else one commit of what changed since.

    An index that cannot be written is rebuilt.
    """
    try:
        return await _sync(store, index)
    except ValueError as damage:  # tantivy's word for any failure
        log.warning("the search index could not be updated and is rebuilt: %s", damage)
        await asyncio.to_thread(index.start_over)
        return await _sync(store, index)


async def _sync(store: Store, index: SearchIndex) -> IndexState:
    async with store.reading() as session:
        wanted = await current_state(session)
        if _up_to_date(await asyncio.to_thread(_look, index), wanted):
            return wanted
        update = await asyncio.to_thread(index.update)
        try:
            await _catch_up(session, index, update, wanted)
        finally:
            await asyncio.to_thread(update.close)
    return wanted


def _look(index: SearchIndex) -> IndexState | None:
    try:
        return index.check_state()
    except ValueError as damage:  # tantivy's word for files that are cut, missing or of other content
        log.warning("the search index is damaged and will be made anew: %s", damage)
        index.start_over()
        return None


async def current_state(session: AsyncSession) -> IndexState:
    """What an index that is up to date would say of itself."""
    revision = (await session.execute(select(func.coalesce(func.max(col(ImportRun.id)), 0)))).scalar_one()
    return IndexState(await read_fact(session, STORE_ID) or "", revision)


def _up_to_date(shown: IndexState | None, wanted: IndexState) -> bool:
    """Another process may have taken the index further than the state that this one reads."""
    return shown is not None and _same_store(shown, wanted) and shown.revision >= wanted.revision


def _same_store(shown: IndexState, wanted: IndexState) -> bool:
    return (shown.store, shown.version) == (wanted.store, wanted.version)


async def _catch_up(session: AsyncSession, index: SearchIndex, update: IndexUpdate, wanted: IndexState) -> None:
    shown = await asyncio.to_thread(index.state)  # again: another process may have been writing until now
    if _up_to_date(shown, wanted):
        return
    since = shown.revision if shown is not None and _same_store(shown, wanted) else 0
    if not since:
        update.clear()
    await _take(changed_entries(session, since), update)
    await asyncio.to_thread(update.commit, wanted)


async def _take(batches: AsyncIterator[Batch], update: IndexUpdate) -> None:
    """While one batch goes into the index, the next one is read."""
    taking: asyncio.Task[None] | None = None
    async for gone, entries in batches:
        if taking is not None:
            await taking
        taking = asyncio.create_task(asyncio.to_thread(update.apply, gone, entries))
    if taking is not None:
        await taking
