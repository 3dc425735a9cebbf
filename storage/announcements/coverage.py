"""What an announcement looked at, so that its silence says something."""

import datetime as dt

from sqlalchemy import func, select
from sqlmodel import col

from storage.announcements.answers import Coverage, ProfileAge
from storage.announcements.scope import Scope
from storage.database.reader import Reading
from storage.lookup.status import failing
from storage.schema.library import PROFILE, Author, Authorship, Source

STALE_DAYS = 30


async def coverage(session: Reading, scope: Scope, today: dt.date) -> Coverage:
    """Of authors alone: these. Of anything else: the whole library, as a paper of anybody may fit."""
    authors = [int(followed.key) for followed in scope.follows if followed.kind == "author"]
    is_authors = bool(authors) and not scope.everything and len(authors) == len(scope.follows)
    profiles = (
        select(col(Author.name), col(Source.captured))
        .join_from(Source, Author, col(Source.owner) == col(Author.id))
        .where(col(Source.kind) == PROFILE)
    )
    if is_authors:
        profiles = profiles.where(col(Author.id).in_(authors))
    rows = (await session.execute(profiles.order_by(col(Source.captured), col(Author.name)))).all()
    oldest = today - dt.timedelta(days=STALE_DAYS)
    stale = tuple(ProfileAge(row.name, row.captured) for row in rows if row.captured < oldest)
    newest = rows[-1].captured if rows else None
    if not is_authors:
        newest = (await session.execute(select(func.max(col(Source.captured))))).scalar()
    count = len(authors) if is_authors else await _authors(session)
    return Coverage(count, len(rows), stale, STALE_DAYS, newest, await failing(session, today))


async def _authors(session: Reading) -> int:
    people = col(Author.merged_into).is_(None) & (
        col(Author.id).in_(select(col(Authorship.author))) | col(Author.id).in_(select(col(Source.owner)))
    )
    return (await session.execute(select(func.count()).select_from(Author).where(people))).scalar_one()
