"""When each live source was last queried, and with what result."""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import upsert
from storage.database.reader import Reading
from storage.schema.live import LiveSource


async def source_state(session: Reading, service: str) -> LiveSource | None:
    """None if it was never queried."""
    return (await session.scalars(select(LiveSource).where(col(LiveSource.service) == service))).first()


async def record_success(session: AsyncSession, service: str, now: dt.datetime, result: str) -> None:
    """`result`: what was found, in words."""
    await _write(session, service, tried_at=now, succeeded_at=now, result=result, trouble=None, next_try=None)


async def record_failure(
    session: AsyncSession, service: str, now: dt.datetime, error: str, next_try: dt.datetime, *, must_wait: bool
) -> None:
    """`error`: in words. `must_wait`: the source itself asked not to be queried before `next_try`."""
    await _write(session, service, tried_at=now, trouble=error, next_try=next_try, must_wait=must_wait)


async def _write(session: AsyncSession, service: str, **values: Any) -> None:
    await upsert(session, LiveSource, [{"service": service, "must_wait": False, **values}])
