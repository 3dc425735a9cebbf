"""Votes: what is on a ballot, and who won."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.reader import Reading
from storage.journal_club.answers import (
    BALLOT,
    Nominee,
    NothingNominated,
    OneNominated,
    Outcome,
    Round,
    SeveralNominated,
    Vote,
    VoteAnswer,
)
from storage.journal_club.nominating import next_id, nominee_by_id, open_nominees
from storage.schema.journal_club import CHOSEN, DECIDED, DONE, OPEN, STARTING, VOTING, Ballot, ClubRound, Nomination


def on_ballot(waiting: Sequence[Nominee]) -> tuple[Nominee, ...]:
    """Those that most people want, the earliest of as many; in the order in which they were nominated."""
    wanted = sorted(waiting, key=lambda one: (-one.seconds, one.at, one.id))[:BALLOT]
    return tuple(sorted(wanted, key=lambda one: (one.at, one.id)))


def decided(ballot: Sequence[int | None], votes: Mapping[int, int]) -> Outcome | None:
    """`ballot`: nominations, the earliest first, and None for one that was taken back. `votes`: by the place on the
    ballot. None: nobody voted."""
    got = [(one, votes.get(place, 0)) for place, one in enumerate(ballot) if one is not None]
    most = max((count for _, count in got), default=0)
    if most <= 0:
        return None
    first, *others = [one for one, count in got if count == most]
    return Outcome(first, most, len(others))


async def current_round(session: Reading, guild: int) -> Round | None:
    """The one that is not done; there is one at most."""
    row = (
        await session.scalars(select(ClubRound).where(col(ClubRound.guild) == guild, col(ClubRound.state) != DONE))
    ).first()
    if row is None:
        return None
    winner = None if row.winner is None else await nominee_by_id(session, row.winner)
    return Round(
        id=row.id,
        guild=row.guild,
        number=row.number,
        state=row.state,
        started_at=row.started_at,
        channel=row.channel,
        message=row.message,
        winner=winner,
        votes=row.votes,
        tied=row.tied,
        claimed_at=row.claimed_at,
    )


async def begin_vote(session: AsyncSession, guild: int, channel: int, person: int, now: dt.datetime) -> VoteAnswer:
    """Written down before the poll is sent: two who begin one at the same time begin one."""
    if (going_on := await current_round(session, guild)) is not None:
        return going_on
    waiting = await open_nominees(session, guild)
    if len(waiting) < 2:
        return OneNominated(waiting[0]) if waiting else NothingNominated()
    ballot = on_ballot(waiting)
    id, number = await _begun(session, guild, channel, person, now, state=STARTING)
    rows = [{"round": id, "position": place, "nomination": one.id} for place, one in enumerate(ballot)]
    await session.execute(insert(Ballot), rows)
    return Vote(id, number, ballot, len(waiting) - len(ballot))


async def poll_sent(session: AsyncSession, round: int, message: int) -> None:
    values = {"state": VOTING, "message": message}
    await session.execute(
        update(ClubRound).where(col(ClubRound.id) == round, col(ClubRound.state) == STARTING).values(values)
    )


async def end_vote(session: AsyncSession, round: int) -> None:
    """Nothing was chosen; the nominations stay."""
    going_on = update(ClubRound).where(col(ClubRound.id) == round, col(ClubRound.state).in_((STARTING, VOTING)))
    await session.execute(going_on.values(state=DONE))


async def ballot_of(session: Reading, round: int) -> tuple[int | None, ...]:
    """In the poll's order; None for what was taken back since."""
    joined = select(col(Ballot.nomination), col(Nomination.state)).join_from(
        Ballot, Nomination, col(Ballot.nomination) == col(Nomination.id)
    )
    rows = await session.execute(joined.where(col(Ballot.round) == round).order_by(col(Ballot.position)))
    return tuple([row.nomination if row.state == OPEN else None for row in rows])


async def choose(session: AsyncSession, round: int, outcome: Outcome, now: dt.datetime) -> bool:
    """Whether it is this caller who opens the thread: the others were later."""
    values = {"winner": outcome.nomination, "votes": outcome.votes, "tied": outcome.tied}
    state = (await session.execute(select(col(ClubRound.state)).where(col(ClubRound.id) == round))).scalar()
    if state != VOTING:
        return False
    await _decide(session, round, now, values)
    return True


async def choose_only(
    session: AsyncSession, guild: int, channel: int, person: int, now: dt.datetime
) -> Round | NothingNominated | SeveralNominated | None:
    """Without a vote, where one alone is nominated. None: there is a round already."""
    if await current_round(session, guild) is not None:
        return None
    waiting = await open_nominees(session, guild)
    if len(waiting) != 1:
        return SeveralNominated(len(waiting)) if waiting else NothingNominated()
    id, _ = await _begun(session, guild, channel, person, now, state=VOTING)
    await _decide(session, id, now, {"winner": waiting[0].id})
    return await current_round(session, guild)


async def claim(session: AsyncSession, round: int, before: dt.datetime | None, now: dt.datetime) -> bool:
    """To open the thread of what was decided, where an earlier try ended before it. False: somebody else does."""
    row = (
        await session.execute(select(col(ClubRound.state), col(ClubRound.claimed_at)).where(col(ClubRound.id) == round))
    ).one()
    if row.state != DECIDED or row.claimed_at != before:
        return False
    await session.execute(update(ClubRound).where(col(ClubRound.id) == round).values(claimed_at=now))
    return True


async def give_up_claim(session: AsyncSession, round: int) -> None:
    """So that it can be tried again at once."""
    await session.execute(
        update(ClubRound).where(col(ClubRound.id) == round, col(ClubRound.state) == DECIDED).values(claimed_at=None)
    )


async def winner_told(session: AsyncSession, round: int, channel: int, message: int) -> None:
    """The message from which the thread is opened."""
    await session.execute(update(ClubRound).where(col(ClubRound.id) == round).values(channel=channel, message=message))


async def thread_opened(session: AsyncSession, round: int, thread: int) -> None:
    await session.execute(update(ClubRound).where(col(ClubRound.id) == round).values(state=DONE, thread=thread))


async def _begun(
    session: AsyncSession, guild: int, channel: int, person: int, now: dt.datetime, *, state: str
) -> tuple[int, int]:
    """(id, number) of a new round."""
    id = await next_id(session, ClubRound)
    last = select(func.coalesce(func.max(col(ClubRound.number)), 0)).where(col(ClubRound.guild) == guild)
    number = (await session.execute(last)).scalar_one() + 1
    row = {"id": id, "guild": guild, "number": number, "state": state, "person": person, "started_at": now}
    await session.execute(insert(ClubRound).values({**row, "channel": channel, "tied": 0}))
    return id, number


async def _decide(session: AsyncSession, round: int, now: dt.datetime, values: dict[str, Any]) -> None:
    all_values = {**values, "state": DECIDED, "decided_at": now, "claimed_at": now}
    await session.execute(update(ClubRound).where(col(ClubRound.id) == round).values(all_values))
    await session.execute(update(Nomination).where(col(Nomination.id) == values["winner"]).values(state=CHOSEN))
