"""A channel is set up, and where that is wished hears at once of the newest papers that were there already."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.answers import FollowKind
from storage.announcements.enqueue import Render, fill_backfill
from storage.announcements.subscriptions import SetUp, Whom, newest, set_up, stop_gone
from storage.database.reader import Reading
from storage.lookup.lists import of_field
from storage.schema.library import Paper
from storage.search.index import SearchIndex


async def start(
    session: AsyncSession,
    index: SearchIndex,
    whom: Whom,
    by: int,
    wishes: dict[str, Any],
    follows: dict[FollowKind, Sequence[str]],
    backfill: int,
    now: dt.datetime,
    render: Render,
) -> SetUp:
    """As set_up, and in place of channels that are gone. `backfill`: how many papers it hears of, 0 for the usual
    silence of the first day."""
    await stop_gone(session, whom.guild)
    done = await set_up(session, index, whom, by, wishes, follows, now)
    if backfill:
        papers = await newest(session, index, done.subscription, backfill)
        await fill_backfill(session, done.subscription, now, papers, render)
    return done


async def has_field(session: Reading, field: str) -> bool:
    """Whether any paper here is of it."""
    return (await session.execute(select(col(Paper.id)).where(of_field(field)).limit(1))).first() is not None
