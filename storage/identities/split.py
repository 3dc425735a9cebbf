"""One name that two people bear, as an admin says: some of the papers are another person's."""

from collections.abc import Collection

from sqlalchemy import select, update
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
from storage.schema.columns import table_of
from storage.schema.identities import Apart, NotBy
from storage.schema.library import Author, Authorship


async def split_author(
    session: AsyncSession, author: int, papers: Collection[int], word: Decision, to: int | None = None
) -> tuple[int, str]:
    """(who has the papers now, what was done in words). `to`: somebody split off before; None: a new person of the
    same name. No load gives the papers back, or makes the two one. Raises IdentityError."""
    person = await current_author(session, author)
    if (to is not None and to != (await current_author(session, to)).id) or to == author:
        raise IdentityError("That is one and the same person.")
    theirs = await _papers(session, author)
    taken = set(papers)
    if not taken or not taken <= theirs:
        raise IdentityError(f"Not all of these papers are by {person.name} any more. Nothing was changed.")
    if taken == theirs:
        raise IdentityError(f"That would leave {person.name} without a paper. Nothing was changed.")
    if to is not None and taken & await _papers(session, to):
        raise IdentityError("Both people are authors of one of these papers. Nothing was changed.")
    run, ids = await start_decision(session)
    await log_rows_of_people(session, run.id, (author,) if to is None else (author, to))
    if to is None:
        to = ids.next("author")
        row = {"id": to, "name": person.name, "pooled": False, "changed_in": run.id}
        await insert_rows(session, Author, [row])
    await _give(session, author, to, taken)
    await touch_papers(session, run.id, taken)
    count = "1 paper" if len(taken) == 1 else f"{len(taken):,} papers"
    told = f"{count} of {person.name} are another person's of that name"
    told = told.replace(" are ", " is ", 1) if len(taken) == 1 else told
    await finish_decision(session, run, word, told, (author, to))
    return to, told


async def _papers(session: AsyncSession, author: int) -> set[int]:
    return set((await session.execute(select(col(Authorship.paper)).where(col(Authorship.author) == author))).scalars())


async def _give(session: AsyncSession, author: int, to: int, papers: Collection[int]) -> None:
    await session.execute(
        update(Authorship).where(col(Authorship.author) == author, col(Authorship.paper).in_(papers)).values(author=to)
    )
    await session.execute(table_of(NotBy).delete().where(col(NotBy.author) == to, col(NotBy.paper).in_(papers)))
    await insert_missing(session, NotBy, [{"paper": paper, "author": author} for paper in sorted(papers)])
    await insert_missing(session, Apart, [apart_row(author, to)])
