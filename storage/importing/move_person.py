"""What is one person's becomes another's: for those who turn out to be one, by an admin's word or by a load's."""

from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.upsert import insert_missing
from storage.schema.library import metadata

t = metadata.tables


async def move_papers(session: AsyncSession, was: int, into: int) -> list[int]:
    """The papers that were theirs. Where both stand on one, the mention that is listed wins over one behind et al."""
    table = t["authorship"]
    rows = await session.execute(select(table.c.paper, table.c.author, table.c.position).where(
        table.c.author.in_((was, into))
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
        this = (table.c.paper == bindparam("b_paper")) & (table.c.author == bindparam("b_author"))
        await (await session.connection()).execute(delete(table).where(this), doomed)
    await session.execute(update(table).where(table.c.author == was).values(author=into))
    return sorted(places[was])


async def move_profiles(session: AsyncSession, was: int, into: int) -> None:
    """What sources mean by names, whose profiles they are, and the numbers in them."""
    for table, column in (("author_name", "author"), ("source", "owner"), ("metric_snapshot", "author")):
        theirs = t[table].c[column] == was
        await session.execute(update(t[table]).where(theirs).values({column: into}))


async def move_words(session: AsyncSession, was: int, into: int) -> None:
    """What admins and services said of them. The papers are moved already."""
    x, al = t["external_id"], t["alias"]
    await session.execute(update(x).where(x.c.author == was).values(author=into))
    rows = (await session.execute(select(al).where(al.c.author == was))).all()
    await insert_missing(
        session, "alias", [{"author": into, "name_hash": row.name_hash, "name": row.name} for row in rows]
    )
    await session.execute(delete(al).where(al.c.author == was))
    await _move_apart(session, was, into)
    await _move_not_by(session, was, into)


async def _move_apart(session: AsyncSession, was: int, into: int) -> None:
    ap = t["apart"]
    theirs = or_(ap.c.one == was, ap.c.other == was)
    rows = (await session.execute(select(ap).where(theirs))).all()
    others = {row.one if row.other == was else row.other for row in rows} - {into}
    await session.execute(delete(ap).where(theirs))
    await insert_missing(session, "apart", [apart_row(into, other) for other in sorted(others)])


async def _move_not_by(session: AsyncSession, was: int, into: int) -> None:
    """Whoever stands on a paper after all is not said not to."""
    nb, m = t["not_by"], t["authorship"].c
    papers = (await session.execute(select(nb.c.paper).where(nb.c.author == was))).scalars().all()
    await session.execute(delete(nb).where(nb.c.author == was))
    await insert_missing(session, "not_by", [{"paper": paper, "author": into} for paper in papers])
    stands = select(m.paper).where(m.author == into)
    await session.execute(delete(nb).where(nb.c.author == into, nb.c.paper.in_(stands)))


async def point(session: AsyncSession, was: int, into: int) -> None:
    """The old id, and those that pointed to it, mean the person who stays."""
    a = t["author"]
    await session.execute(update(a).where(or_(a.c.id == was, a.c.merged_into == was)).values(merged_into=into))


def apart_row(one: int, other: int) -> dict[str, int]:
    return {"one": min(one, other), "other": max(one, other)}
