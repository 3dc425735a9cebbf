"""What reading lists keep of a person: shown to them, and forgotten."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.database.reader import Reading
from storage.reading_lists.answers import Owner, Saved
from storage.reading_lists.entries import all_saved, saved_of
from storage.reading_lists.lists import is_of, lists_of
from storage.schema.reading_lists import t

rl, s, sh, d = (t[name].c for name in ("reading_list", "saved_paper", "shared_list", "save_draft"))


async def personal_data(session: Reading, person: int) -> dict[str, Any]:
    """All of it, as JSON takes it. Empty: nothing is kept."""
    own = [
        {"list": known.name, "papers": [_said(one) for one in await all_saved(session, known.id)]}
        for known in await lists_of(session, Owner(person=person))
    ]
    in_servers = select(t["saved_paper"], rl.guild.label("guild"), rl.name.label("list_name"))
    joined = in_servers.join_from(t["saved_paper"], t["reading_list"], s.list == rl.id)
    rows = (await session.execute(joined.where(rl.guild.is_not(None), s.person == person).order_by(s.added_at))).all()
    added = [
        {"server": row.guild, "list": row.list_name, **_said(one)}
        for row, one in zip(rows, await saved_of(session, rows), strict=True)
    ]
    made = await session.execute(select(rl.guild, rl.name).where(rl.guild.is_not(None), rl.made_by == person))
    shared = select(rl.name, sh.at).join_from(t["shared_list"], t["reading_list"], sh.list == rl.id)
    shares = await session.execute(shared.where(sh.person == person).order_by(sh.at))
    drafts = await session.execute(select(d.name, d.note).where(d.person == person))
    kept: dict[str, Any] = {
        "reading lists": own,
        "papers added to servers' lists": added,
        "servers' lists made": [{"server": row.guild, "list": row.name} for row in made],
        "lists shared": [{"list": row.name, "at": row.at.isoformat()} for row in shares],
        "not saved yet": [{"list": row.name, "note": row.note} for row in drafts],
    }
    return {what: rows for what, rows in kept.items() if rows}


async def forget(session: AsyncSession, person: int) -> None:
    """Their own lists go; what they added to servers' lists stays, and nobody knows any more who added it."""
    await session.execute(delete(t["reading_list"]).where(is_of(Owner(person=person))))
    await session.execute(delete(t["save_draft"]).where(d.person == person))
    await session.execute(update(t["reading_list"]).where(rl.made_by == person).values(made_by=None))
    for table in ("saved_paper", "shared_list"):
        await session.execute(update(t[table]).where(t[table].c.person == person).values(person=None))


def _said(one: Saved) -> dict[str, Any]:
    return {"title": one.title, "note": one.note, "added": one.added_at.isoformat()}
