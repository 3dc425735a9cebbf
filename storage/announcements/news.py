"""What is new to a subscription: by the papers' identity against what it was told, never by a date."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.answers import LeftOut
from storage.announcements.members import of_members
from storage.announcements.scope import Scope, Why, fitting
from storage.database.bulk import insert_bulk
from storage.database.reader import Reading
from storage.database.row_types import AnyRow, AnySelect
from storage.schema.announcements import DigestRow, Told
from storage.schema.library import ImportRun, Paper
from storage.search.index import SearchIndex

TITLES = 5


@dataclass(frozen=True, slots=True)
class News:
    """`new` and `added` by their ids, most relevant first; `why` holds both."""

    new: tuple[int, ...]
    added: tuple[int, ...]
    why: Why
    considered: int


async def revision(session: Reading) -> int:
    """Of the store as it is now: the number of the last import."""
    return (await session.execute(select(func.coalesce(func.max(col(ImportRun.id)), 0)))).scalar_one()


def untold(subscription: int, baseline: int) -> Select[tuple[int]]:
    """Papers that came in after the subscription began and that it was not told of."""
    known = select(col(Told.paper)).where(col(Told.subscription) == subscription, col(Told.paper) == col(Paper.id))
    return select(col(Paper.id)).where(col(Paper.first_in) > baseline, ~known.exists())


async def news(session: Reading, index: SearchIndex, sub: AnyRow, scope: Scope, today: dt.date) -> News:
    why = await fitting(session, index, scope, untold(sub.id, sub.baseline))
    considered = (await session.execute(_came(await told_through(session, sub)))).scalar_one()
    return await in_order(session, sub, why, today, considered)


async def in_order(session: Reading, sub: AnyRow, why: Why, today: dt.date, considered: int) -> News:
    """Members' papers come first, then those that more of what is followed speaks for, then the newest."""
    members: set[int] = {row.paper for row in await session.execute(of_members(sub.guild))}
    dates = await _dates(session, why)
    ranked = sorted(why, key=lambda paper: (dates[paper] or "", paper), reverse=True)
    ranked.sort(key=lambda paper: (paper not in members, -_authors(why, paper), -len(why[paper])))
    oldest = today - dt.timedelta(days=sub.new_days)
    new = tuple(paper for paper in ranked if is_new(dates[paper], oldest))
    kept = set(new)
    return News(new, tuple(paper for paper in ranked if paper not in kept), why, considered)


def is_new(published: str | None, oldest: dt.date) -> bool:
    """A date that is a month or a year alone may be its last day. Without any date nobody can say that it is new."""
    return published is not None and published >= oldest.isoformat()[: len(published)]


async def left_out(session: Reading, sub: AnyRow, taken: Iterable[int]) -> tuple[LeftOut, ...]:
    """What came in or changed since the last digest and is not told, and why."""
    since, taken = await told_through(session, sub), set(taken)
    came = await session.execute(
        select(col(Paper.id), col(Paper.title)).where(col(Paper.first_in) > since).order_by(col(Paper.id).desc())
    )
    others = [row for row in came if row.id not in taken]
    known = {
        row.paper for row in await session.execute(select(col(Told.paper)).where(col(Told.subscription) == sub.id))
    }
    changed = await session.execute(
        select(col(Paper.id), col(Paper.title))
        .where(col(Paper.changed_in) > since, col(Paper.first_in) <= since)
        .order_by(col(Paper.id).desc())
    )
    return tuple(
        LeftOut(why, len(rows), tuple(row.title for row in rows[:TITLES]))
        for why, rows in (
            ("not what is followed here", [row for row in others if row.id not in known]),
            ("told or known before", [row for row in others if row.id in known]),
            ("changed, but not new", [row for row in changed if row.id not in taken]),
        )
        if rows
    )


async def told_through(session: Reading, sub: AnyRow) -> int:
    """The revision that its last digest considered; where there is none, the one that it began with."""
    last = select(func.max(col(DigestRow.revision))).where(col(DigestRow.subscription) == sub.id)
    return max((await session.execute(last)).scalar() or 0, sub.baseline)


async def mark_known(session: AsyncSession, subscription: int, papers: Sequence[int], digest: int | None) -> None:
    """In the order given; `digest` None: without telling."""
    rows = [(subscription, paper, digest, position) for position, paper in enumerate(papers)]
    await insert_bulk(session, Told, ("subscription", "paper", "digest", "position"), rows)


def _came(since: int) -> AnySelect:
    return select(func.count()).select_from(Paper).where(col(Paper.first_in) > since)


def _authors(why: Why, paper: int) -> int:
    return sum(followed.kind == "author" for followed in why[paper])


async def _dates(session: Reading, why: Why) -> dict[int, str | None]:
    papers, found = list(why), dict[int, str | None]()
    for start in range(0, len(papers), 5_000):
        rows = await session.execute(
            select(col(Paper.id), col(Paper.published)).where(col(Paper.id).in_(papers[start : start + 5_000]))
        )
        found |= {row.id: row.published for row in rows}
    return found
