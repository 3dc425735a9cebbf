"""The metrics of profiles, compared with those that a subscription last heard."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.answers import MetricChange, ProfileChanges
from storage.announcements.scope import Scope
from storage.database.bulk import insert_bulk
from storage.database.reader import Reading
from storage.schema.announcements import AnnouncedMetrics
from storage.schema.library import PROFILE, Author, MetricSnapshot, Source

METRICS = ("h_index", "paper_count", "citations", "novelty", "ai_score")
MetricValues = dict[str, tuple[float, dt.date]]
"""By metric: its value and the day of that value. Unknown metrics are left out."""
KNOWN_BEFORE = 0
"""In place of a digest: metrics that were there when the subscription began."""


@dataclass(frozen=True, slots=True)
class _Profile:
    """The newest text of one source, and whose profile it is."""

    source: int
    file: str
    captured: dt.date
    author: int
    name: str


async def _current_metrics(session: Reading, scope: Scope) -> list[tuple[_Profile, MetricValues]]:
    """Of the profiles in the scope, by their owners' names."""
    profiles = [_Profile(*row) for row in await session.execute(_profiles(scope))]
    return [(profile, await _metrics_of(session, profile)) for profile in profiles]


def _profiles(scope: Scope) -> Select[int, str, dt.date, int, str]:
    source = (col(Source.id), col(Source.name), col(Source.captured))
    profiles = (
        select(*source, col(Author.id), col(Author.name))
        .join_from(Source, Author, col(Source.owner) == col(Author.id))
        .where(col(Source.kind) == PROFILE)
        .order_by(col(Author.name))
    )
    return profiles if scope.everything else profiles.where(col(Author.id).in_(scope.authors))


async def _metrics_of(session: Reading, profile: _Profile) -> MetricValues:
    is_of = (col(MetricSnapshot.source) == profile.source) & (col(MetricSnapshot.as_of) <= profile.captured)
    newest = select(MetricSnapshot).where(is_of).order_by(col(MetricSnapshot.as_of).desc()).limit(1)
    row = (await session.scalars(newest)).first()
    values = {name: getattr(row, name) for name in METRICS} if row else {}
    return {name: (value, row.as_of) for name, value in values.items() if row and value is not None}


async def _announced_metrics(session: Reading, subscription: int) -> dict[int, MetricValues]:
    """By source."""
    mine = col(AnnouncedMetrics.subscription) == subscription
    source, digest = col(AnnouncedMetrics.source), col(AnnouncedMetrics.digest)
    latest = select(source, func.max(digest).label("digest")).where(mine).group_by(source).subquery()
    is_latest = (source == latest.c.source) & (digest == latest.c.digest)
    rows = await session.execute(select(source, col(AnnouncedMetrics.numbers)).join(latest, is_latest).where(mine))
    return {source: _from_json(numbers) for source, numbers in rows}


async def profile_changes(session: Reading, subscription: int, scope: Scope) -> tuple[ProfileChanges, ...]:
    announced = await _announced_metrics(session, subscription)
    current = await _current_metrics(session, scope)
    changes = (_compare(profile, metrics, announced.get(profile.source)) for profile, metrics in current)
    return tuple(one for one in changes if one.changes or one.is_new)


def _compare(profile: _Profile, current: MetricValues, announced: MetricValues | None) -> ProfileChanges:
    known = announced or {}
    changes = tuple(
        _change(name, known.get(name), *current[name])
        for name in METRICS
        if name in current and _differs(known.get(name), *current[name])
    )
    return ProfileChanges(profile.author, profile.name, profile.file, announced is None, changes)


def _differs(before: tuple[float, dt.date] | None, value: float, on: dt.date) -> bool:
    """An older text that is loaded late brings no news."""
    return before is None or (before[0] != value and before[1] <= on)


def _change(metric: str, before: tuple[float, dt.date] | None, value: float, on: dt.date) -> MetricChange:
    return MetricChange(metric, before and before[0], value, before and before[1], on)


async def remember_metrics(
    session: AsyncSession, subscription: int, scope: Scope, digest: int, *, only_unknown: bool = False
) -> None:
    """The metrics of the scope count as announced by `digest`. `only_unknown`: only those of profiles that nothing was
    announced of. A metric that became unknown keeps the value that was announced."""
    announced = await _announced_metrics(session, subscription)
    rows: list[tuple[int, int, int, str]] = []
    for profile, metrics in await _current_metrics(session, scope):
        before = announced.get(profile.source)
        after = {**(before or {}), **metrics}
        if before is None or (not only_unknown and after != before):
            rows.append((subscription, profile.source, digest, _to_json(after)))
    await insert_bulk(session, AnnouncedMetrics, ("subscription", "source", "digest", "numbers"), rows)


def _to_json(metrics: Mapping[str, tuple[float, dt.date]]) -> str:
    return json.dumps({name: (value, on.isoformat()) for name, (value, on) in metrics.items()})


def _from_json(text: str) -> MetricValues:
    return {name: (value, dt.date.fromisoformat(on)) for name, (value, on) in json.loads(text).items()}
