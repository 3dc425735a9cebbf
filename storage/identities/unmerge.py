"""A merge taken back, though other changes came after it: what was theirs is theirs again."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_missing
from storage.database.reader import Reading
from storage.database.row_json import row_from_json
from storage.database.row_types import AnyRow
from storage.identities.decision import (
    Decision,
    IdentityError,
    finish_decision,
    log_rows_of_people,
    start_decision,
    touch_papers,
)
from storage.importing.move_person import apart_row
from storage.importing.undo_log import keep_replaced_rows
from storage.schema.columns import table_of
from storage.schema.identities import Alias, Apart, NotBy
from storage.schema.library import Author, AuthorName, Authorship, ImportRun, MetricSnapshot, Source, Statement
from storage.schema.live import ExternalId
from storage.schema.undo import ReplacedRow
from storage.text.keys import name_hash

FORGOTTEN = "That merge was too long ago: choose the papers that are not theirs instead."


@dataclass(frozen=True, slots=True)
class MergedRows:
    """The rows that were the merged person's, and those of the one who stayed, as the merge kept them."""

    was: int
    into: int
    rows: dict[str, list[dict[str, Any]]]

    def of(self, table: str, person: int, column: str = "author") -> list[dict[str, Any]]:
        return [row for row in self.rows.get(table, ()) if row[column] == person]


async def merged_into(session: Reading, author: int) -> list[AnyRow]:
    """(id, name) of those who became this person and can be told apart again, the last first."""
    pointing = (
        select(col(Author.id), col(Author.name))
        .where(col(Author.merged_into) == author)
        .order_by(col(Author.changed_in).desc(), col(Author.id).desc())
    )
    rows = (await session.execute(pointing)).all()
    return [row for row in rows if await _run_of(session, row.id) is not None]


async def undo_merge(session: AsyncSession, was: int, word: Decision) -> str:
    """What was done, in words. Raises IdentityError.

    Papers that came in since stay with the one who stayed, but for what a profile of theirs brought.
    """
    row = (await session.scalars(select(Author).where(col(Author.id) == was))).first()
    if row is None or row.merged_into is None:
        raise IdentityError("They are two people already.")
    kept_by = await _run_of(session, was)
    if kept_by is None:
        raise IdentityError(FORGOTTEN)
    former = await _former(session, kept_by, was, row.merged_into)
    into = (await session.scalars(select(Author).where(col(Author.id) == former.into))).first()
    assert into is not None
    run, _ = await start_decision(session)
    await log_rows_of_people(session, run.id, (was, former.into))
    await _people(session, former)
    sources = await _profiles(session, former)
    papers = await _papers(session, former, run.id)
    papers += await _since(session, former, sources)
    await _words(session, former, row.name)
    await insert_missing(session, Apart, [apart_row(was, former.into)])
    await touch_papers(session, run.id, papers)
    told = f"{into.name} and {row.name} are two people"
    await finish_decision(session, run, word, told, (was, former.into))
    return told


async def _run_of(session: Reading, was: int) -> int | None:
    """The change that made them somebody else: the last one that kept them as themselves."""
    kept = select(col(ReplacedRow.run), col(ReplacedRow.rows)).join_from(
        ReplacedRow, ImportRun, col(ReplacedRow.run) == col(ImportRun.id)
    )
    mine = kept.where(
        col(ReplacedRow.name) == "author",
        col(ReplacedRow.key) == json.dumps({"id": was}),
        col(ImportRun.undone_by).is_(None),
    )
    for row in await session.execute(mine.order_by(col(ReplacedRow.run).desc())):
        if any(person["merged_into"] is None for person in json.loads(row.rows)):
            return row.run
    return None


async def _former(session: AsyncSession, run: int, was: int, into: int) -> MergedRows:
    rows: dict[str, list[dict[str, Any]]] = {}
    for kept in await session.execute(
        select(col(ReplacedRow.name), col(ReplacedRow.rows)).where(col(ReplacedRow.run) == run)
    ):
        rows.setdefault(kept.name, []).extend(json.loads(kept.rows))
    return MergedRows(was, into, rows)


async def _people(session: AsyncSession, former: MergedRows) -> None:
    pointed = [row["id"] for row in former.of("author", former.was, "merged_into")]
    mine = col(Author.id).in_(pointed) & (col(Author.merged_into) == former.into)
    await session.execute(update(Author).where(mine).values(merged_into=former.was))
    await session.execute(update(Author).where(col(Author.id) == former.was).values(merged_into=None))


async def _profiles(session: AsyncSession, former: MergedRows) -> list[int]:
    """The sources that are theirs again."""
    sources = [row["id"] for row in former.of("source", former.was, "owner")]
    await session.execute(update(Source).where(col(Source.id).in_(sources)).values(owner=former.was))
    await session.execute(
        update(MetricSnapshot).where(col(MetricSnapshot.source).in_(sources)).values(author=former.was)
    )
    for row in former.of("author_name", former.was):
        this = (col(AuthorName.source) == row["source"]) & (col(AuthorName.name_hash) == row["name_hash"])
        mine = this & (col(AuthorName.occurrence) == row["occurrence"]) & (col(AuthorName.author) == former.into)
        await session.execute(update(AuthorName).where(mine).values(author=former.was))
    return sources


async def _papers(session: AsyncSession, former: MergedRows, run: int) -> list[int]:
    """Their mentions are theirs again. Where the two stood on one paper, so they do again."""
    theirs = {row["paper"]: row for row in former.of("authorship", former.was)}
    both = {row["paper"]: row for row in former.of("authorship", former.into) if row["paper"] in theirs}
    standing = select(col(Authorship.paper)).where(
        col(Authorship.author) == former.into, col(Authorship.paper).in_(theirs)
    )
    papers = list((await session.execute(standing)).scalars())
    alone = [paper for paper in papers if paper not in both]
    mine = (col(Authorship.author) == former.into) & col(Authorship.paper).in_(alone)
    await session.execute(update(Authorship).where(mine).values(author=former.was))
    await keep_replaced_rows(session, run, col(Authorship.paper), both)
    for paper in both.keys() & set(papers):
        await session.execute(
            delete(Authorship).where(col(Authorship.author) == former.into, col(Authorship.paper) == paper)
        )
        rows = [row_from_json(table_of(Authorship), row) for row in (theirs[paper], both[paper])]
        await insert_missing(session, Authorship, rows)
    await insert_missing(session, NotBy, [{"paper": paper, "author": former.into} for paper in sorted(alone)])
    return papers


async def _since(session: AsyncSession, former: MergedRows, sources: list[int]) -> list[int]:
    """What their own sources brought after the merge, and no other source of the one who stayed tells of."""
    mine = select(col(Statement.paper)).where(col(Statement.source).in_(sources))
    others = (
        select(col(Statement.paper))
        .join_from(Statement, Source, col(Statement.source) == col(Source.id))
        .where(col(Source.owner) == former.into)
    )
    before = {row["paper"] for row in former.of("authorship", former.into)}
    brought = select(col(Authorship.paper)).where(
        col(Authorship.author) == former.into, col(Authorship.paper).in_(mine), col(Authorship.paper).not_in(others)
    )
    papers = [paper for paper in (await session.execute(brought)).scalars() if paper not in before]
    this = (col(Authorship.author) == former.into) & col(Authorship.paper).in_(papers)
    await session.execute(update(Authorship).where(this).values(author=former.was))
    return papers


async def _words(session: AsyncSession, former: MergedRows, name: str) -> None:
    for row in former.of("external_id", former.was):
        mine = (
            (col(ExternalId.scheme) == row["scheme"])
            & (col(ExternalId.value) == row["value"])
            & (col(ExternalId.author) == former.into)
        )
        await session.execute(update(ExternalId).where(mine).values(author=former.was))
    own = {row["name_hash"] for row in former.of("alias", former.into)}
    lent = [row for row in former.of("alias", former.was) if row["name_hash"] not in own]
    going = {name_hash(name), *(row["name_hash"] for row in lent)} - own
    await session.execute(delete(Alias).where(col(Alias.author) == former.into, col(Alias.name_hash).in_(going)))
    await insert_missing(session, Alias, former.of("alias", former.was))
