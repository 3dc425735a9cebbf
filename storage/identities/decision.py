"""An admin's decision on who is who: one run in the log of library changes, which can be undone."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.importing.fetch import fetch_next_ids
from storage.importing.report import ImportCounts
from storage.importing.runs import open_run, write_run
from storage.importing.state import NextIds, Run
from storage.importing.undo_log import keep_replaced_people, keep_replaced_rows
from storage.importing.write import mark_authors_changed
from storage.schema.identities import Alias, Apart, NotBy
from storage.schema.library import IDENTITY, Author, MetricSnapshot, Paper, Source
from storage.schema.live import ExternalId

OF_AUTHOR = (MetricSnapshot, ExternalId, Alias, NotBy)
"""Tables with a column `author` whose rows an import does not log by itself."""


class IdentityError(Exception):
    """A sentence that tells the admin why nothing was changed. Names in it are not escaped for Markdown."""


@dataclass(frozen=True, slots=True)
class Decision:
    """When an admin decided, and who: Discord's id of the user."""

    now: dt.datetime
    person: int


async def current_author(session: AsyncSession, author: int) -> Author:
    """An author who was not merged into another. Raises IdentityError."""
    row = (await session.scalars(select(Author).where(col(Author.id) == author))).first()
    if row is None:
        raise IdentityError("That author is no longer in the library.")
    if row.merged_into is not None:
        into = (await session.execute(select(col(Author.name)).where(col(Author.id) == row.merged_into))).scalar_one()
        raise IdentityError(f"{row.name} has already been merged into {into}.")
    return row


async def start_decision(session: AsyncSession) -> tuple[Run, NextIds]:
    ids = await fetch_next_ids(session)
    return open_run(ids), ids


async def log_rows_of_people(session: AsyncSession, run: int, people: Iterable[int]) -> None:
    """Everything that a decision may change about these authors, so that it can be undone."""
    people = tuple(people)
    await keep_replaced_people(session, run, people)
    for model in OF_AUTHOR:
        await keep_replaced_rows(session, run, col(model.author), people)
    pairs = select(col(Apart.one)).where(or_(col(Apart.one).in_(people), col(Apart.other).in_(people)))
    ones = {*people, *(await session.execute(pairs)).scalars()}
    await keep_replaced_rows(session, run, col(Apart.one), sorted(ones))
    owned = (await session.execute(select(col(Source.id)).where(col(Source.owner).in_(people)))).scalars()
    await keep_replaced_rows(session, run, col(Source.id), list(owned))


async def finish_decision(
    session: AsyncSession, run: Run, decision: Decision, summary: str, people: Iterable[int]
) -> None:
    """Writes the run; marks these people, and the authors of papers it touched, for the search index.

    `summary`: what was done, such as "merged Carl Cox into Bob Lee"."""
    await session.execute(update(Author).where(col(Author.id).in_(tuple(people))).values(changed_in=run.id))
    await mark_authors_changed(session, run.id)
    await write_run(session, run, IDENTITY, decision.now, "", ImportCounts(""), person=decision.person, told=summary)


async def touch_papers(session: AsyncSession, run: int, papers: Iterable[int]) -> None:
    """Marks papers for the search index."""
    await session.execute(update(Paper).where(col(Paper.id).in_(tuple(papers))).values(changed_in=run))
