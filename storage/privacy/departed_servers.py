"""Servers that the bot has left: what is stored about one is deleted 30 days later, unless it returns."""

import datetime as dt
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import delete, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.announcements.personal import erase_server_announcements
from storage.announcements.subscriptions import stop_server_announcements
from storage.database.bulk import insert_missing
from storage.database.reader import Reading
from storage.journal_club.personal import NO_GUILD, erase_server_club
from storage.reading_lists.personal import erase_server_lists
from storage.schema.announcements import MemberLink, Subscription
from storage.schema.journal_club import ClubRound, Nomination
from storage.schema.library import StoreFact
from storage.schema.reading_lists import ReadingList, SaveDraft

KEPT = dt.timedelta(days=30)
LEFT = "left:"
"""Before the server's id: the fact that the bot has left it, and when."""
HOLDERS = (Subscription, MemberLink, ReadingList, SaveDraft, Nomination, ClubRound)
"""What is stored by server."""


@dataclass(frozen=True, slots=True)
class ServerChanges:
    """Ids of servers. `left`: since the last look; `back`: they were left before; `due`: left 30 days ago."""

    left: tuple[int, ...]
    back: tuple[int, ...]
    due: tuple[int, ...]


async def server_changes(session: Reading, here: AbstractSet[int], now: dt.datetime) -> ServerChanges:
    """`here`: the servers that the bot is in."""
    stored = union(*[select(col(model.guild)).where(col(model.guild).is_not(None)) for model in HOLDERS])
    known = {server for server in (await session.execute(stored)).scalars() if server} - {NO_GUILD}
    facts = select(col(StoreFact.key), col(StoreFact.value)).where(col(StoreFact.key).startswith(LEFT))
    gone = {int(key.removeprefix(LEFT)): dt.datetime.fromisoformat(at) for key, at in await session.execute(facts)}
    return ServerChanges(
        left=tuple(sorted(known - here - gone.keys())),
        back=tuple(sorted(gone.keys() & here)),
        due=tuple(sorted(server for server, at in gone.items() if server not in here and at + KEPT <= now)),
    )


async def mark_server_left(session: AsyncSession, server: int, now: dt.datetime) -> None:
    """Its announcements stop at once."""
    await stop_server_announcements(session, server, now)
    await insert_missing(session, StoreFact, [{"key": f"{LEFT}{server}", "value": now.isoformat()}])


async def mark_server_back(session: AsyncSession, server: int) -> None:
    """Nothing of it is deleted. Its announcements stay stopped."""
    await session.execute(delete(StoreFact).where(col(StoreFact.key) == f"{LEFT}{server}"))


async def erase_server(session: AsyncSession, server: int) -> None:
    await erase_server_announcements(session, server)
    await erase_server_lists(session, server)
    await erase_server_club(session, server)
    await mark_server_back(session, server)
