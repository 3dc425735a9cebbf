"""Moves the rows of one author to another, once an admin or an import finds that they are one person."""

from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_missing
from storage.schema.identities import Alias, Apart, NotBy
from storage.schema.library import Author, AuthorName, Authorship, MetricSnapshot, Source
from storage.schema.live import ExternalId


async def move_authorships(session: AsyncSession, was: int, into: int) -> list[int]:
    """Returns the moved papers. Where both are authors, the listed mention wins over one hidden behind "et al."."""
    rows = await session.execute(select(col(Authorship.paper), col(Authorship.author), col(Authorship.position)).where(
        col(Authorship.author).in_((was, into))
    ))  # fmt: skip
    places: dict[int, dict[int, int | None]] = {was: {}, into: {}}
    for row in rows:
        places[row.author][row.paper] = row.position
    doomed: list[dict[str, Any]] = []
    for paper in places[was].keys() & places[into].keys():
        mine, theirs = places[was][paper], places[into][paper]
        better = mine is not None and (theirs is None or mine < theirs)
        doomed.append({"b_paper": paper, "b_author": into if better else was})
    if doomed:
        this = (col(Authorship.paper) == bindparam("b_paper")) & (col(Authorship.author) == bindparam("b_author"))
        await (await session.connection()).execute(delete(Authorship).where(this), doomed)
    await session.execute(update(Authorship).where(col(Authorship.author) == was).values(author=into))
    return sorted(places[was])


async def move_profiles(session: AsyncSession, was: int, into: int) -> None:
    """Moves names, owned profiles and metric snapshots."""
    await session.execute(update(AuthorName).where(col(AuthorName.author) == was).values(author=into))
    await session.execute(update(Source).where(col(Source.owner) == was).values(owner=into))
    await session.execute(update(MetricSnapshot).where(col(MetricSnapshot.author) == was).values(author=into))


async def move_identity_rows(session: AsyncSession, was: int, into: int) -> None:
    """Moves external ids, aliases and decisions on identities. The papers have been moved before."""
    await session.execute(update(ExternalId).where(col(ExternalId.author) == was).values(author=into))
    rows = (await session.scalars(select(Alias).where(col(Alias.author) == was))).all()
    await insert_missing(
        session, Alias, [{"author": into, "name_hash": row.name_hash, "name": row.name} for row in rows]
    )
    await session.execute(delete(Alias).where(col(Alias.author) == was))
    await _move_apart(session, was, into)
    await _move_not_by(session, was, into)


async def _move_apart(session: AsyncSession, was: int, into: int) -> None:
    theirs = or_(col(Apart.one) == was, col(Apart.other) == was)
    rows = (await session.scalars(select(Apart).where(theirs))).all()
    others = {row.one if row.other == was else row.other for row in rows} - {into}
    await session.execute(delete(Apart).where(theirs))
    await insert_missing(session, Apart, [apart_row(into, other) for other in sorted(others)])


async def _move_not_by(session: AsyncSession, was: int, into: int) -> None:
    """Whoever is an author of a paper after all is no longer said not to be."""
    papers = (await session.execute(select(col(NotBy.paper)).where(col(NotBy.author) == was))).scalars().all()
    await session.execute(delete(NotBy).where(col(NotBy.author) == was))
    await insert_missing(session, NotBy, [{"paper": paper, "author": into} for paper in papers])
    stands = select(col(Authorship.paper)).where(col(Authorship.author) == into)
    await session.execute(delete(NotBy).where(col(NotBy.author) == into, col(NotBy.paper).in_(stands)))


async def redirect_author(session: AsyncSession, was: int, into: int) -> None:
    """Points the old id, and those that pointed to it, to the author who stays."""
    await session.execute(
        update(Author).where(or_(col(Author.id) == was, col(Author.merged_into) == was)).values(merged_into=into)
    )


def apart_row(one: int, other: int) -> dict[str, int]:
    return {"one": min(one, other), "other": max(one, other)}
