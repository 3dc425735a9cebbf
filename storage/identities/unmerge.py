"""A merge taken back, though other changes came after it: what was theirs is theirs again."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.reader import Reading
from storage.database.row_json import read_back
from storage.database.row_types import AnyRow
from storage.database.upsert import insert_missing
from storage.identities.decision import IdentityError, Word, begin, close, keep_all, touch_papers
from storage.importing.move_person import apart_row
from storage.importing.undo_log import keep
from storage.schema.library import metadata
from storage.text.keys import name_hash

t = metadata.tables
FORGOTTEN = "That merge was too long ago: choose the papers that are not theirs instead."


@dataclass(frozen=True, slots=True)
class Former:
    """The rows that were the merged person's, and those of the one who stayed, as the merge kept them."""

    was: int
    into: int
    rows: dict[str, list[dict[str, Any]]]

    def of(self, table: str, person: int, column: str = "author") -> list[dict[str, Any]]:
        return [row for row in self.rows.get(table, ()) if row[column] == person]


async def merged_into(session: Reading, author: int) -> list[AnyRow]:
    """(id, name) of those who became this person and can be told apart again, the last first."""
    a = t["author"].c
    pointing = select(a.id, a.name).where(a.merged_into == author).order_by(a.changed_in.desc(), a.id.desc())
    rows = (await session.execute(pointing)).all()
    return [row for row in rows if await _run_of(session, row.id) is not None]


async def separate(session: AsyncSession, was: int, word: Word) -> str:
    """What was done, in words. Raises IdentityError.

    Papers that came in since stay with the one who stayed, but for what a profile of theirs brought.
    """
    a = t["author"]
    row = (await session.execute(select(a).where(a.c.id == was))).first()
    if row is None or row.merged_into is None:
        raise IdentityError("They are two people already.")
    kept_by = await _run_of(session, was)
    if kept_by is None:
        raise IdentityError(FORGOTTEN)
    former = await _former(session, kept_by, was, row.merged_into)
    into = (await session.execute(select(a).where(a.c.id == former.into))).first()
    assert into is not None
    run, _ = await begin(session)
    await keep_all(session, run.id, (was, former.into))
    await _people(session, former)
    sources = await _profiles(session, former)
    papers = await _papers(session, former, run.id)
    papers += await _since(session, former, sources)
    await _words(session, former, row.name)
    await insert_missing(session, "apart", [apart_row(was, former.into)])
    await touch_papers(session, run.id, papers)
    told = f"{into.name} and {row.name} are two people"
    await close(session, run, word, told, (was, former.into))
    return told


async def _run_of(session: Reading, was: int) -> int | None:
    """The change that made them somebody else: the last one that kept them as themselves."""
    f, r = t["former"].c, t["import_run"].c
    kept = select(f.run, f.rows).join_from(t["former"], t["import_run"], f.run == r.id)
    mine = kept.where(f.table == "author", f.key == json.dumps({"id": was}), r.undone_by.is_(None))
    for row in await session.execute(mine.order_by(f.run.desc())):
        if any(person["merged_into"] is None for person in json.loads(row.rows)):
            return row.run
    return None


async def _former(session: AsyncSession, run: int, was: int, into: int) -> Former:
    f = t["former"].c
    rows: dict[str, list[dict[str, Any]]] = {}
    for kept in await session.execute(select(f.table, f.rows).where(f.run == run)):
        rows.setdefault(kept.table, []).extend(json.loads(kept.rows))
    return Former(was, into, rows)


async def _people(session: AsyncSession, former: Former) -> None:
    a = t["author"]
    pointed = [row["id"] for row in former.of("author", former.was, "merged_into")]
    mine = a.c.id.in_(pointed) & (a.c.merged_into == former.into)
    await session.execute(update(a).where(mine).values(merged_into=former.was))
    await session.execute(update(a).where(a.c.id == former.was).values(merged_into=None))


async def _profiles(session: AsyncSession, former: Former) -> list[int]:
    """The sources that are theirs again."""
    s, n, m = t["source"], t["author_name"], t["metric_snapshot"]
    sources = [row["id"] for row in former.of("source", former.was, "owner")]
    await session.execute(update(s).where(s.c.id.in_(sources)).values(owner=former.was))
    await session.execute(update(m).where(m.c.source.in_(sources)).values(author=former.was))
    for row in former.of("author_name", former.was):
        this = (n.c.source == row["source"]) & (n.c.name_hash == row["name_hash"])
        mine = this & (n.c.occurrence == row["occurrence"]) & (n.c.author == former.into)
        await session.execute(update(n).where(mine).values(author=former.was))
    return sources


async def _papers(session: AsyncSession, former: Former, run: int) -> list[int]:
    """Their mentions are theirs again. Where the two stood on one paper, so they do again."""
    m = t["authorship"]
    theirs = {row["paper"]: row for row in former.of("authorship", former.was)}
    both = {row["paper"]: row for row in former.of("authorship", former.into) if row["paper"] in theirs}
    standing = select(m.c.paper).where(m.c.author == former.into, m.c.paper.in_(theirs))
    papers = list((await session.execute(standing)).scalars())
    alone = [paper for paper in papers if paper not in both]
    mine = (m.c.author == former.into) & m.c.paper.in_(alone)
    await session.execute(update(m).where(mine).values(author=former.was))
    await keep(session, run, "authorship", "paper", both)
    for paper in both.keys() & set(papers):
        await session.execute(delete(m).where(m.c.author == former.into, m.c.paper == paper))
        rows = [read_back(m, row) for row in (theirs[paper], both[paper])]
        await insert_missing(session, "authorship", rows)
    await insert_missing(session, "not_by", [{"paper": paper, "author": former.into} for paper in sorted(alone)])
    return papers


async def _since(session: AsyncSession, former: Former, sources: list[int]) -> list[int]:
    """What their own sources brought after the merge, and no other source of the one who stayed tells of."""
    st, s, m = t["statement"].c, t["source"].c, t["authorship"]
    mine = select(st.paper).where(st.source.in_(sources))
    others = select(st.paper).join_from(t["statement"], t["source"], st.source == s.id).where(s.owner == former.into)
    before = {row["paper"] for row in former.of("authorship", former.into)}
    brought = select(m.c.paper).where(m.c.author == former.into, m.c.paper.in_(mine), m.c.paper.not_in(others))
    papers = [paper for paper in (await session.execute(brought)).scalars() if paper not in before]
    this = (m.c.author == former.into) & m.c.paper.in_(papers)
    await session.execute(update(m).where(this).values(author=former.was))
    return papers


async def _words(session: AsyncSession, former: Former, name: str) -> None:
    x, al = t["external_id"], t["alias"]
    for row in former.of("external_id", former.was):
        mine = (x.c.scheme == row["scheme"]) & (x.c.value == row["value"]) & (x.c.author == former.into)
        await session.execute(update(x).where(mine).values(author=former.was))
    own = {row["name_hash"] for row in former.of("alias", former.into)}
    lent = [row for row in former.of("alias", former.was) if row["name_hash"] not in own]
    going = {name_hash(name), *(row["name_hash"] for row in lent)} - own
    await session.execute(delete(al).where(al.c.author == former.into, al.c.name_hash.in_(going)))
    await insert_missing(session, "alias", former.of("alias", former.was))
