"""Brings the store up to what an import concluded, in the import's own transaction."""

from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from storage.database.bulk import insert_bulk, upsert_bulk
from storage.importing.fetch import VALUE_COLUMNS, rows_where_in
from storage.importing.known import Known, KnownPaper, SourceState
from storage.importing.move_person import move_identity_rows
from storage.importing.undo_log import keep_replaced_papers, keep_replaced_people, keep_replaced_rows
from storage.schema.columns import table_of
from storage.schema.identities import Alias, Apart, NotBy
from storage.schema.library import (
    Affiliation,
    Author,
    AuthorName,
    Authorship,
    OtherTitle,
    Paper,
    PaperAffiliation,
    Statement,
)
from storage.schema.live import ExternalId
from storage.text.keys import hash64


async def write_known(session: AsyncSession, known: Known, teller: SourceState, run: int) -> None:
    await _keep(session, known, teller, run)
    await _write_authors(session, known, run)
    await _write_papers(session, known, run)
    await _write_mentions(session, known, run)
    await _write_affiliations(session, known)
    await _write_words(session, known, teller, run)
    await _write_merges(session, known, run)


async def _keep(session: AsyncSession, known: Known, teller: SourceState, run: int) -> None:
    """What was there before the run, and is about to change."""
    said = {paper for paper, _ in known.new_statements} | {paper for _, paper in known.new_titles}
    old = [paper for paper in known.papers.values() if not paper.is_new and (paper.touched or paper.id in said)]
    await keep_replaced_papers(session, run, [paper.id for paper in old])
    if not teller.is_new:
        await keep_replaced_rows(
            session, run, "author_name", "name_hash", [key for key, _ in known.new_names], source=teller.id
        )
    await keep_replaced_people(session, run, [was for was, _ in known.merged])


async def insert_rows(session: AsyncSession, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        await session.execute(insert(table_of(model)), rows)


async def _write_authors(session: AsyncSession, known: Known, run: int) -> None:
    new = [(one.id, one.name, one.pooled, run) for one in known.authors.values() if one.is_new]
    await insert_bulk(session, Author, ("id", "name", "pooled", "changed_in"), new)


async def mark_authors_changed(session: AsyncSession, run: int) -> None:
    """Everybody on a paper that the run changed."""
    theirs = (
        select(col(Authorship.author))
        .join_from(Authorship, Paper, col(Authorship.paper) == col(Paper.id))
        .where(col(Paper.changed_in) == run)
    )
    await session.execute(
        update(Author).where(col(Author.id).in_(theirs), col(Author.changed_in) < run).values(changed_in=run)
    )


async def _write_papers(session: AsyncSession, known: Known, run: int) -> None:
    new = [
        (paper.id, run, run, *(paper.values[name] for name in VALUE_COLUMNS))
        for paper in known.papers.values()
        if paper.is_new
    ]
    await insert_bulk(session, Paper, ("id", "first_in", "changed_in", *VALUE_COLUMNS), new)
    changed = [paper for paper in known.papers.values() if paper.touched and not paper.is_new]
    if changed:
        columns: dict[str, Any] = {name: bindparam(f"b_{name}") for name in VALUE_COLUMNS}
        statement = update(Paper).where(col(Paper.id) == bindparam("b_id")).values({**columns, "changed_in": run})
        await (await session.connection()).execute(statement, [_bound(paper) for paper in changed])


def _bound(paper: KnownPaper) -> dict[str, Any]:
    return {"b_id": paper.id, **{f"b_{name}": paper.values[name] for name in VALUE_COLUMNS}}


async def _write_mentions(session: AsyncSession, known: Known, run: int) -> None:
    changed = [paper for paper in known.papers.values() if paper.mentions_changed or paper.is_new]
    old = [{"b_paper": paper.id} for paper in changed if not paper.is_new]
    if old:
        connection = await session.connection()
        theirs = select(col(Authorship.author)).where(col(Authorship.paper) == bindparam("b_paper"))
        await connection.execute(update(Author).where(col(Author.id).in_(theirs)).values(changed_in=run), old)
        await connection.execute(delete(Authorship).where(col(Authorship.paper) == bindparam("b_paper")), old)
    rows = [(paper.id, m.author, m.position, m.name, m.name_hash) for paper in changed for m in paper.mentions]
    await insert_bulk(session, Authorship, ("paper", "author", "position", "name", "name_hash"), rows)


async def _write_affiliations(session: AsyncSession, known: Known) -> None:
    changed = [paper for paper in known.papers.values() if paper.affiliations_changed]
    if not changed:
        return
    hashes = {hash64(name): name for paper in changed for name in paper.affiliations}
    there = await session.execute(
        select(col(Affiliation.name_hash), col(Affiliation.id)).where(col(Affiliation.name_hash).in_(hashes))
    )
    ids: dict[int, int] = {row.name_hash: row.id for row in there}
    new: list[dict[str, Any]] = [
        {"id": known.ids.next("affiliation"), "name_hash": h, "name": n} for h, n in hashes.items() if h not in ids
    ]
    await insert_rows(session, Affiliation, new)
    ids |= {row["name_hash"]: row["id"] for row in new}
    await session.execute(
        delete(PaperAffiliation).where(col(PaperAffiliation.paper).in_([paper.id for paper in changed]))
    )
    rows = [
        {"paper": paper.id, "affiliation": ids[hash64(name)], "position": position}
        for paper in changed
        for position, name in enumerate(paper.affiliations)
    ]
    await insert_rows(session, PaperAffiliation, rows)


async def _write_words(session: AsyncSession, known: Known, teller: SourceState, run: int) -> None:
    """What the source meant by its names, what it said, and which titles that gave a paper besides its own."""
    names = [(teller.id, key, nth, known.names[key, nth]) for key, nth in dict.fromkeys(known.new_names)]
    await upsert_bulk(session, AuthorName, ("source", "name_hash", "occurrence", "author"), names)
    said = [
        (teller.id, key, paper, known.papers[paper].said[teller.id, key], run)
        for paper, key in dict.fromkeys(known.new_statements)
    ]
    await upsert_bulk(session, Statement, ("source", "key", "paper", "digest", "run"), said)
    await upsert_bulk(session, OtherTitle, ("title_hash", "paper"), known.new_titles)


async def _write_merges(session: AsyncSession, known: Known, run: int) -> None:
    """Repoints what was not in the chunk, and leaves the old id as a pointer."""
    has_words = bool(known.merged) and await _keep_words(session, known, run)
    for was, into in known.merged:
        already = select(col(Authorship.paper)).where(col(Authorship.author) == into)
        await session.execute(
            delete(Authorship).where(col(Authorship.author) == was, col(Authorship.paper).in_(already))
        )
        await session.execute(update(Authorship).where(col(Authorship.author) == was).values(author=into))
        await session.execute(update(AuthorName).where(col(AuthorName.author) == was).values(author=into))
        await session.execute(update(Author).where(col(Author.merged_into) == was).values(merged_into=into))
        await session.execute(update(Author).where(col(Author.id) == was).values(merged_into=into, changed_in=run))
        if has_words:
            await move_identity_rows(session, was, into)


async def _keep_words(session: AsyncSession, known: Known, run: int) -> bool:
    """Keeps what admins and services said of those who turn out to be one. False: nothing of anybody, as mostly."""
    said = select(
        *(
            exists().where(column.is_not(None))
            for column in (col(ExternalId.author), col(Alias.author), col(NotBy.author), col(Apart.one))
        )
    )
    if not any((await session.execute(said)).one()):
        return False
    people = sorted({author for pair in known.merged for author in pair})
    for table in ("external_id", "alias", "not_by"):
        await keep_replaced_rows(session, run, table, "author", people)
    ones = await rows_where_in(session, select(col(Apart.one)), col(Apart.other), people)
    await keep_replaced_rows(session, run, "apart", "one", sorted({*people, *(row.one for row in ones)}))
    return True
