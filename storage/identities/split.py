"""One author that is two people of the same name: an admin moves the other person's papers."""

from collections.abc import Collection

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_missing, insert_rows
from storage.identities.decision import (
    Decision,
    IdentityError,
    current_author,
    finish_decision,
    log_rows_of_people,
    start_decision,
    touch_papers,
)
from storage.importing.move_person import apart_row
from storage.schema.identities import Apart, NotBy
from storage.schema.library import Author, Authorship


async def split_author(
    session: AsyncSession, author: int, papers: Collection[int], decision: Decision, to: int | None = None
) -> tuple[int, str]:
    """(id of the author who has the papers now, what was done in words). `to`: an author split off before; None: a
    new one of the same name. No later load moves the papers back or merges the two. Raises IdentityError."""
    person = await current_author(session, author)
    if (to is not None and to != (await current_author(session, to)).id) or to == author:
        raise IdentityError("Both are the same author.")
    theirs = await _papers(session, author)
    taken = set(papers)
    if not taken or not taken <= theirs:
        raise IdentityError(f"Some of these papers are no longer by {person.name}. Nothing was changed.")
    if taken == theirs:
        raise IdentityError(f"That would leave {person.name} with no papers. Nothing was changed.")
    if to is not None and taken & await _papers(session, to):
        raise IdentityError("Both authors are on one of these papers. Nothing was changed.")
    run, ids = await start_decision(session)
    await log_rows_of_people(session, run.id, (author,) if to is None else (author, to))
    if to is None:
        to = ids.next("author")
        row = {"id": to, "name": person.name, "pooled": False, "changed_in": run.id}
        await insert_rows(session, Author, [row])
    await _move_papers(session, author, to, taken)
    await touch_papers(session, run.id, taken)
    count = "1 paper" if len(taken) == 1 else f"{len(taken):,} papers"
    summary = f"moved {count} from {person.name} to another author of that name"
    await finish_decision(session, run, decision, summary, (author, to))
    return to, summary


async def _papers(session: AsyncSession, author: int) -> set[int]:
    theirs = select(col(Authorship.paper)).where(col(Authorship.author) == author)
    return set((await session.execute(theirs)).scalars())


async def _move_papers(session: AsyncSession, author: int, to: int, papers: Collection[int]) -> None:
    moved = update(Authorship).where(col(Authorship.author) == author, col(Authorship.paper).in_(papers))
    await session.execute(moved.values(author=to))
    await session.execute(delete(NotBy).where(col(NotBy.author) == to, col(NotBy.paper).in_(papers)))
    await insert_missing(session, NotBy, [{"paper": paper, "author": author} for paper in sorted(papers)])
    await insert_missing(session, Apart, [apart_row(author, to)])
