"""Brings the store up to what an import concluded, within the import's transaction."""

from typing import Any

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_bulk, insert_rows, rows_where_in, upsert_bulk
from storage.importing.fetch import VALUE_COLUMNS
from storage.importing.move_person import move_identity_rows
from storage.importing.state import ChunkState, ImportState, KnownPaper, NextIds
from storage.importing.undo_log import keep_replaced_papers, keep_replaced_people, keep_replaced_rows
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


async def write_chunk(session: AsyncSession, state: ImportState) -> None:
    """Writes what compare.py changed in `state.chunk`; what it replaces is kept for undo first."""
    chunk, run = state.chunk, state.run.id
    await _keep_replaced(session, state)
    await _write_authors(session, chunk, run)
    await _write_papers(session, chunk, run)
    await _write_mentions(session, chunk, run)
    await _write_affiliations(session, chunk, state.ids)
    await _write_statements(session, state)
    await _write_merges(session, chunk, run)


async def _keep_replaced(session: AsyncSession, state: ImportState) -> None:
    chunk, run = state.chunk, state.run.id
    said = {paper for paper, _ in chunk.new_statements} | {paper for _, paper in chunk.new_titles}
    old = [paper for paper in chunk.papers.values() if not paper.is_new and (paper.touched or paper.id in said)]
    await keep_replaced_papers(session, run, [paper.id for paper in old])
    if not state.source.is_new:
        names, of_source = [key for key, _ in chunk.new_names], {col(AuthorName.source): state.source.id}
        await keep_replaced_rows(session, run, col(AuthorName.name_hash), names, of_source)
    await keep_replaced_people(session, run, [was for was, _ in chunk.merged])


async def _write_authors(session: AsyncSession, chunk: ChunkState, run: int) -> None:
    new = [(one.id, one.name, one.pooled, run) for one in chunk.authors.values() if one.is_new]
    await insert_bulk(session, Author, ("id", "name", "pooled", "changed_in"), new)


async def mark_authors_changed(session: AsyncSession, run: int) -> None:
    """For the search index: everybody on a paper that the run changed has changed, too."""
    on_changed_papers = (
        select(col(Authorship.author))
        .join_from(Authorship, Paper, col(Authorship.paper) == col(Paper.id))
        .where(col(Paper.changed_in) == run)
    )
    changed = col(Author.id).in_(on_changed_papers) & (col(Author.changed_in) < run)
    await session.execute(update(Author).where(changed).values(changed_in=run))


async def _write_papers(session: AsyncSession, chunk: ChunkState, run: int) -> None:
    new = [
        (paper.id, run, run, *(paper.values[name] for name in VALUE_COLUMNS))
        for paper in chunk.papers.values()
        if paper.is_new
    ]
    await insert_bulk(session, Paper, ("id", "first_in", "changed_in", *VALUE_COLUMNS), new)
    changed = [paper for paper in chunk.papers.values() if paper.touched and not paper.is_new]
    if changed:
        columns: dict[str, Any] = {name: bindparam(f"b_{name}") for name in VALUE_COLUMNS}
        statement = update(Paper).where(col(Paper.id) == bindparam("b_id")).values({**columns, "changed_in": run})
        await (await session.connection()).execute(statement, [_bound(paper) for paper in changed])


def _bound(paper: KnownPaper) -> dict[str, Any]:
    return {"b_id": paper.id, **{f"b_{name}": paper.values[name] for name in VALUE_COLUMNS}}


async def _write_mentions(session: AsyncSession, chunk: ChunkState, run: int) -> None:
    changed = [paper for paper in chunk.papers.values() if paper.mentions_changed or paper.is_new]
    old = [{"b_paper": paper.id} for paper in changed if not paper.is_new]
    if old:
        connection = await session.connection()
        of_paper = col(Authorship.paper) == bindparam("b_paper")
        theirs = select(col(Authorship.author)).where(of_paper)
        await connection.execute(update(Author).where(col(Author.id).in_(theirs)).values(changed_in=run), old)
        await connection.execute(delete(Authorship).where(of_paper), old)
    rows = [(paper.id, m.author, m.position, m.name, m.name_hash) for paper in changed for m in paper.mentions]
    await insert_bulk(session, Authorship, ("paper", "author", "position", "name", "name_hash"), rows)


async def _write_affiliations(session: AsyncSession, chunk: ChunkState, next_ids: NextIds) -> None:
    changed = [paper for paper in chunk.papers.values() if paper.affiliations_changed]
    if not changed:
        return
    names = {hash64(name): name for paper in changed for name in paper.affiliations}
    known = select(col(Affiliation.name_hash), col(Affiliation.id)).where(col(Affiliation.name_hash).in_(names))
    ids = dict((await session.execute(known)).all())
    new: list[dict[str, Any]] = []
    for name_hash, name in names.items():
        if name_hash not in ids:
            ids[name_hash] = next_ids.next("affiliation")
            new.append({"id": ids[name_hash], "name_hash": name_hash, "name": name})
    await insert_rows(session, Affiliation, new)
    papers = [paper.id for paper in changed]
    await session.execute(delete(PaperAffiliation).where(col(PaperAffiliation.paper).in_(papers)))
    rows = [
        {"paper": paper.id, "affiliation": ids[hash64(name)], "position": position}
        for paper in changed
        for position, name in enumerate(paper.affiliations)
    ]
    await insert_rows(session, PaperAffiliation, rows)


async def _write_statements(session: AsyncSession, state: ImportState) -> None:
    """Whom the source means by its names, what it said of which paper, and which other titles that gave papers."""
    chunk, source = state.chunk, state.source.id
    names = [(source, key, nth, chunk.names[key, nth]) for key, nth in dict.fromkeys(chunk.new_names)]
    await upsert_bulk(session, AuthorName, ("source", "name_hash", "occurrence", "author"), names)
    said = [
        (source, key, paper, chunk.papers[paper].said[source, key], state.run.id)
        for paper, key in dict.fromkeys(chunk.new_statements)
    ]
    await upsert_bulk(session, Statement, ("source", "key", "paper", "digest", "run"), said)
    await upsert_bulk(session, OtherTitle, ("title_hash", "paper"), chunk.new_titles)


async def _write_merges(session: AsyncSession, chunk: ChunkState, run: int) -> None:
    """Repoints what was not in the chunk, and leaves the old id as a pointer."""
    has_identity_rows = bool(chunk.merged) and await _keep_identity_rows(session, chunk, run)
    for was, into in chunk.merged:
        listed_twice = select(col(Authorship.paper)).where(col(Authorship.author) == into)
        theirs = col(Authorship.author) == was
        await session.execute(delete(Authorship).where(theirs, col(Authorship.paper).in_(listed_twice)))
        await session.execute(update(Authorship).where(theirs).values(author=into))
        await session.execute(update(AuthorName).where(col(AuthorName.author) == was).values(author=into))
        await session.execute(update(Author).where(col(Author.merged_into) == was).values(merged_into=into))
        await session.execute(update(Author).where(col(Author.id) == was).values(merged_into=into, changed_in=run))
        if has_identity_rows:
            await move_identity_rows(session, was, into)


async def _keep_identity_rows(session: AsyncSession, chunk: ChunkState, run: int) -> bool:
    """Keeps for undo what admins and services said of the merged. False: nothing was said of anybody, as mostly."""
    columns = (col(ExternalId.author), col(Alias.author), col(NotBy.author), col(Apart.one))
    said = select(*(exists().where(column.is_not(None)) for column in columns))
    if not any((await session.execute(said)).one()):
        return False
    people = sorted({author for pair in chunk.merged for author in pair})
    for model in (ExternalId, Alias, NotBy):
        await keep_replaced_rows(session, run, col(model.author), people)
    ones = await rows_where_in(session, select(col(Apart.one)), col(Apart.other), people)
    await keep_replaced_rows(session, run, col(Apart.one), sorted({*people, *(one for (one,) in ones)}))
    return True
