"""Two authors that are one person: an admin merges them."""

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_missing
from storage.identities.decision import (
    Decision,
    IdentityError,
    current_author,
    finish_decision,
    log_rows_of_people,
    start_decision,
    touch_papers,
)
from storage.importing.move_person import move_authorships, move_identity_rows, move_profiles, redirect_author
from storage.schema.identities import Alias
from storage.schema.library import PROFILE, Author, Source
from storage.text.keys import name_hash


async def merge_authors(session: AsyncSession, one: int, other: int, decision: Decision) -> str:
    """What was done, in words. The author who has a profile keeps their id, else the first. Raises IdentityError.

    Server members linked to the other author, and followers of theirs, keep the old id: it points to the one who
    stays, and readers resolve it.
    """
    if one == other:
        raise IdentityError("Both are the same author.")
    rows = [await current_author(session, one), await current_author(session, other)]
    if await _has_profile(session, other) and not await _has_profile(session, one):
        rows.reverse()
    stays, goes = rows
    run, _ = await start_decision(session)
    await log_rows_of_people(session, run.id, (stays.id, goes.id))
    await touch_papers(session, run.id, await move_authorships(session, goes.id, stays.id))
    await move_profiles(session, goes.id, stays.id)
    await move_identity_rows(session, goes.id, stays.id)
    await redirect_author(session, goes.id, stays.id)
    await _become_one(session, stays, goes)
    summary = f"merged {goes.name} into {stays.name}"
    await finish_decision(session, run, decision, summary, (stays.id, goes.id))
    return summary


async def _has_profile(session: AsyncSession, author: int) -> bool:
    own = select(func.count()).where(col(Source.owner) == author, col(Source.kind) == PROFILE)
    return (await session.execute(own)).scalar_one() > 0


async def _become_one(session: AsyncSession, stays: Author, goes: Author) -> None:
    values = {"pooled": stays.pooled and goes.pooled, "main_field": stays.main_field or goes.main_field}
    await session.execute(update(Author).where(col(Author.id) == stays.id).values(values))
    if name_hash(goes.name) != name_hash(stays.name):
        row = {"author": stays.id, "name_hash": name_hash(goes.name), "name": goes.name}
        await insert_missing(session, Alias, [row])
