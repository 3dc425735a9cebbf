"""A merge undone although other changes followed it: the merged author gets back what was theirs."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_missing
from storage.database.reader import Reading
from storage.database.row_json import row_from_json
from storage.identities.answers import MergedPerson
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
from storage.schema.library import UNDO, Author, AuthorName, Authorship, ImportRun, MetricSnapshot, Source, Statement
from storage.schema.live import ExternalId
from storage.schema.undo import ReplacedRow
from storage.text.keys import name_hash

FORGOTTEN = "That merge is too old to undo. Choose the papers that are not theirs instead."


@dataclass(frozen=True, slots=True)
class MergedRows:
    """The rows of two authors as they were before the merge, from the undo log."""

    was: int
    """The author who was merged."""
    into: int
    """The author who stayed."""
    rows: dict[str, list[dict[str, Any]]]
    """By table; values as storage/database/row_json writes them."""

    def of(self, table: str, person: int, column: str = "author") -> list[dict[str, Any]]:
        return [row for row in self.rows.get(table, ()) if row[column] == person]


async def undoable_merges(session: Reading, author: int) -> tuple[MergedPerson, ...]:
    """Who was merged into this author and can be split off again, latest first."""
    pointing = (
        select(col(Author.id), col(Author.name))
        .where(col(Author.merged_into) == author)
        .order_by(col(Author.changed_in).desc(), col(Author.id).desc())
    )
    merged = [MergedPerson(id, name) for id, name in (await session.execute(pointing)).all()]
    return tuple([person for person in merged if await _merge_run(session, person.id) is not None])


async def undo_merge(session: AsyncSession, was: int, decision: Decision) -> str:
    """What was done, in words. Raises IdentityError.

    Papers added since the merge stay with the author who stayed, except those from the other one's own profile.
    """
    row = (await session.scalars(select(Author).where(col(Author.id) == was))).first()
    if row is None or row.merged_into is None:
        raise IdentityError("They are already two separate authors.")
    merge_run = await _merge_run(session, was)
    if merge_run is None:
        raise IdentityError(FORGOTTEN)
    former = await _merged_rows(session, merge_run, was, row.merged_into)
    into = (await session.scalars(select(Author).where(col(Author.id) == former.into))).first()
    assert into is not None
    run, _ = await start_decision(session)
    await log_rows_of_people(session, run.id, (was, former.into))
    await _restore_pointers(session, former)
    sources = await _restore_profiles(session, former)
    papers = await _restore_authorships(session, former, run.id)
    papers += await _move_papers_added_since(session, former, sources)
    await _restore_links(session, former)
    await _restore_aliases(session, former, row.name)
    await insert_missing(session, Apart, [apart_row(was, former.into)])
    await touch_papers(session, run.id, papers)
    summary = f"split {row.name} from {into.name} again"
    await finish_decision(session, run, decision, summary, (was, former.into))
    return summary


async def _merge_run(session: Reading, was: int) -> int | None:
    """The run that merged them: the last one before which they pointed to nobody. None: it is no longer logged."""
    logged = (
        select(col(ReplacedRow.run), col(ReplacedRow.rows))
        .join_from(ReplacedRow, ImportRun, col(ReplacedRow.run) == col(ImportRun.id))
        .where(col(ReplacedRow.name) == "author", col(ReplacedRow.key) == json.dumps({"id": was}))
        .where(col(ImportRun.undone_by).is_(None), col(ImportRun.kind) != UNDO)
    )
    for run, rows in await session.execute(logged.order_by(col(ReplacedRow.run).desc())):
        if any(author["merged_into"] is None for author in json.loads(rows)):
            return run
    return None


async def _merged_rows(session: AsyncSession, run: int, was: int, into: int) -> MergedRows:
    rows: dict[str, list[dict[str, Any]]] = {}
    logged = select(col(ReplacedRow.name), col(ReplacedRow.rows)).where(col(ReplacedRow.run) == run)
    for table, replaced in await session.execute(logged):
        rows.setdefault(table, []).extend(json.loads(replaced))
    return MergedRows(was, into, rows)


async def _restore_pointers(session: AsyncSession, former: MergedRows) -> None:
    """Authors merged into them earlier point to them again, and they to nobody."""
    pointed = [row["id"] for row in former.of("author", former.was, "merged_into")]
    mine = col(Author.id).in_(pointed) & (col(Author.merged_into) == former.into)
    await session.execute(update(Author).where(mine).values(merged_into=former.was))
    await session.execute(update(Author).where(col(Author.id) == former.was).values(merged_into=None))


async def _restore_profiles(session: AsyncSession, former: MergedRows) -> list[int]:
    """The ids of the sources that are theirs again."""
    sources = [row["id"] for row in former.of("source", former.was, "owner")]
    await session.execute(update(Source).where(col(Source.id).in_(sources)).values(owner=former.was))
    snapshots = update(MetricSnapshot).where(col(MetricSnapshot.source).in_(sources))
    await session.execute(snapshots.values(author=former.was))
    for row in former.of("author_name", former.was):
        this = (col(AuthorName.source) == row["source"]) & (col(AuthorName.name_hash) == row["name_hash"])
        mine = this & (col(AuthorName.occurrence) == row["occurrence"]) & (col(AuthorName.author) == former.into)
        await session.execute(update(AuthorName).where(mine).values(author=former.was))
    return sources


async def _restore_authorships(session: AsyncSession, former: MergedRows, run: int) -> list[int]:
    """The ids of the papers that are theirs again. Where both were on one paper, both are again."""
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


async def _move_papers_added_since(session: AsyncSession, former: MergedRows, sources: list[int]) -> list[int]:
    """The ids of papers added after the merge by their own sources, and by none of the author who stayed."""
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


async def _restore_links(session: AsyncSession, former: MergedRows) -> None:
    for row in former.of("external_id", former.was):
        this = (col(ExternalId.scheme) == row["scheme"]) & (col(ExternalId.value) == row["value"])
        moved = update(ExternalId).where(this, col(ExternalId.author) == former.into)
        await session.execute(moved.values(author=former.was))


async def _restore_aliases(session: AsyncSession, former: MergedRows, name: str) -> None:
    """The author who stayed loses the aliases that the merge gave them, `name` among them."""
    own = {row["name_hash"] for row in former.of("alias", former.into)}
    lent = [row for row in former.of("alias", former.was) if row["name_hash"] not in own]
    going = {name_hash(name), *(row["name_hash"] for row in lent)} - own
    await session.execute(delete(Alias).where(col(Alias.author) == former.into, col(Alias.name_hash).in_(going)))
    await insert_missing(session, Alias, former.of("alias", former.was))
