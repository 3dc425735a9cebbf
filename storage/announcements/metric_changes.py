"""Numbers of profiles against those that a subscription was last told of."""

import datetime as dt
import json
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.answers import NumberChange, ProfileNews
from storage.announcements.scope import Scope
from storage.database.bulk import insert_bulk
from storage.database.reader import Reading
from storage.database.row_types import AnyRow, AnySelect
from storage.schema.announcements import ToldNumbers
from storage.schema.library import PROFILE, Author, MetricSnapshot, Source

METRICS = ("h_index", "paper_count", "citations", "novelty", "ai_score")
Numbers = dict[str, tuple[float, dt.date]]
"""By metric: the value and the day that it is of. What is unknown is left out."""
KNOWN_BEFORE = 0
"""In place of a digest: the numbers that were there when the subscription began."""


async def numbers_today(session: Reading, scope: Scope) -> dict[int, tuple[AnyRow, Numbers]]:
    """By source, those of the profiles that the scope is about: (owner's id and name, file), numbers."""
    found: dict[int, tuple[AnyRow, Numbers]] = {}
    for profile in await session.execute(_profiles(scope)):
        newest = select(MetricSnapshot).where(
            col(MetricSnapshot.source) == profile.source, col(MetricSnapshot.as_of) <= profile.captured
        )
        row = (await session.scalars(newest.order_by(col(MetricSnapshot.as_of).desc()).limit(1))).first()
        values = {name: getattr(row, name) for name in METRICS} if row else {}
        found[profile.source] = (profile, {k: (v, row.as_of) for k, v in values.items() if v is not None and row})
    return found


def _profiles(scope: Scope) -> AnySelect:
    columns = select(
        col(Source.id).label("source"),
        col(Source.name).label("file"),
        col(Source.captured),
        col(Author.id),
        col(Author.name),
    )
    profiles = (
        columns.join_from(Source, Author, col(Source.owner) == col(Author.id))
        .where(col(Source.kind) == PROFILE)
        .order_by(col(Author.name))
    )
    if scope.everything:
        return profiles
    return profiles.where(col(Author.id).in_([int(followed.key) for followed in scope.of_kind("author")]))


async def told_numbers(session: Reading, subscription: int) -> dict[int, Numbers]:
    mine = col(ToldNumbers.subscription) == subscription
    last = (
        select(col(ToldNumbers.source), func.max(col(ToldNumbers.digest)).label("digest"))
        .where(mine)
        .group_by(col(ToldNumbers.source))
        .subquery()
    )
    same = (col(ToldNumbers.source) == last.c.source) & (col(ToldNumbers.digest) == last.c.digest)
    rows = await session.execute(select(col(ToldNumbers.source), col(ToldNumbers.numbers)).join(last, same).where(mine))
    return {row.source: _read(row.numbers) for row in rows}


async def profile_news(session: Reading, subscription: int, scope: Scope) -> tuple[ProfileNews, ...]:
    told = await told_numbers(session, subscription)
    today = await numbers_today(session, scope)
    news = (_news(profile, numbers, told.get(source)) for source, (profile, numbers) in today.items())
    return tuple(profile for profile in news if profile.changes or profile.is_new)


def _news(profile: AnyRow, numbers: Numbers, told: Numbers | None) -> ProfileNews:
    known = told or {}
    changes = tuple(
        _change(name, known.get(name), *numbers[name])
        for name in METRICS
        if name in numbers and _differs(known.get(name), *numbers[name])
    )
    return ProfileNews(profile.id, profile.name, profile.file, told is None, changes)


def _differs(before: tuple[float, dt.date] | None, value: float, on: dt.date) -> bool:
    """An older text that is loaded late brings no news."""
    return before is None or (before[0] != value and before[1] <= on)


def _change(metric: str, before: tuple[float, dt.date] | None, value: float, on: dt.date) -> NumberChange:
    return NumberChange(metric, before and before[0], value, before and before[1], on)


async def remember_numbers(
    session: AsyncSession, subscription: int, scope: Scope, digest: int, *, only_unknown: bool = False
) -> None:
    """What is told now, or `only_unknown`: known of profiles that nothing was told of yet. What became unknown
    meanwhile stays as it was last told."""
    told = await told_numbers(session, subscription)
    rows = [
        (subscription, source, digest, _written({**told.get(source, {}), **numbers}))
        for source, (_, numbers) in (await numbers_today(session, scope)).items()
        if source not in told or (not only_unknown and {**told[source], **numbers} != told[source])
    ]
    await insert_bulk(session, ToldNumbers, ("subscription", "source", "digest", "numbers"), rows)


def _written(numbers: Mapping[str, tuple[float, dt.date]]) -> str:
    return json.dumps({name: (value, on.isoformat()) for name, (value, on) in numbers.items()})


def _read(text: str) -> Numbers:
    return {name: (value, dt.date.fromisoformat(on)) for name, (value, on) in json.loads(text).items()}
