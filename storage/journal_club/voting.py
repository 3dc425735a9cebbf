"""Rounds of a journal club: the ballot, the vote, the winner, the thread."""

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


def pick_ballot(waiting: Sequence[Nominee]) -> tuple[Nominee, ...]:
    """The BALLOT most seconded, of equals the earliest; in the order in which they were nominated."""
    most_wanted = sorted(waiting, key=lambda nominee: (-nominee.seconds, nominee.at, nominee.id))[:BALLOT]
    return tuple(sorted(most_wanted, key=lambda nominee: (nominee.at, nominee.id)))


def decide_outcome(ballot: Sequence[int | None], votes: Mapping[int, int]) -> Outcome | None:
    """Of a tie, the one nominated first wins. None: nobody voted for any of them.

    `ballot`: ids of nominations, earliest first, and None for each that was withdrawn. `votes`: by position on the
    ballot, from 0."""
    counts = [(nomination, votes.get(place, 0)) for place, nomination in enumerate(ballot) if nomination is not None]
    most = max((count for _, count in counts), default=0)
    if most <= 0:
        return None
    first, *others = [nomination for nomination, count in counts if count == most]
    return Outcome(first, most, len(others))


async def current_round(session: Reading, guild: int) -> Round | None:
    """The one that is not done; a server has one at most."""
    not_done = select(ClubRound).where(col(ClubRound.guild) == guild, col(ClubRound.state) != DONE)
    row = (await session.scalars(not_done)).first()
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


async def start_vote(session: AsyncSession, guild: int, channel: int, person: int, now: dt.datetime) -> VoteAnswer:
    """Stored before the poll is sent, so that two people who start one at the same time start one."""
    if (running := await current_round(session, guild)) is not None:
        return running
    waiting = await open_nominees(session, guild)
    if len(waiting) < 2:
        return OneNominated(waiting[0]) if waiting else NothingNominated()
    ballot = pick_ballot(waiting)
    id, number = await _insert_round(session, guild, channel, person, now, state=STARTING)
    rows = [{"round": id, "position": place, "nomination": one.id} for place, one in enumerate(ballot)]
    await session.execute(insert(Ballot), rows)
    return Vote(id, number, ballot, len(waiting) - len(ballot))


async def mark_poll_sent(session: AsyncSession, round: int, message: int) -> None:
    """`message`: Discord's id of the poll."""
    starting = update(ClubRound).where(col(ClubRound.id) == round, col(ClubRound.state) == STARTING)
    await session.execute(starting.values(state=VOTING, message=message))


async def cancel_vote(session: AsyncSession, round: int) -> None:
    """Nothing is chosen; the nominations stay open."""
    running = update(ClubRound).where(col(ClubRound.id) == round, col(ClubRound.state).in_((STARTING, VOTING)))
    await session.execute(running.values(state=DONE))


async def ballot_of(session: Reading, round: int) -> tuple[int | None, ...]:
    """Ids of nominations in the poll's order; None for each that was withdrawn since."""
    on_it = (
        select(col(Nomination.id), col(Nomination.state))
        .join_from(Ballot, Nomination, col(Ballot.nomination) == col(Nomination.id))
        .where(col(Ballot.round) == round)
        .order_by(col(Ballot.position))
    )
    return tuple([id if state == OPEN else None for id, state in await session.execute(on_it)])


async def choose_winner(session: AsyncSession, round: int, outcome: Outcome, now: dt.datetime) -> bool:
    """Whether this caller opens the thread. False: somebody else was first."""
    state = (await session.execute(select(col(ClubRound.state)).where(col(ClubRound.id) == round))).scalar()
    if state != VOTING:
        return False
    values = {"winner": outcome.nomination, "votes": outcome.votes, "tied": outcome.tied}
    await _decide(session, round, now, values)
    return True


async def choose_only_nominee(
    session: AsyncSession, guild: int, channel: int, person: int, now: dt.datetime
) -> Round | NothingNominated | SeveralNominated | None:
    """The only nomination wins without a vote. None: a round is under way."""
    if await current_round(session, guild) is not None:
        return None
    waiting = await open_nominees(session, guild)
    if len(waiting) != 1:
        return SeveralNominated(len(waiting)) if waiting else NothingNominated()
    id, _ = await _insert_round(session, guild, channel, person, now, state=VOTING)
    await _decide(session, id, now, {"winner": waiting[0].id})
    return await current_round(session, guild)


async def claim_round(session: AsyncSession, round: int, before: dt.datetime | None, now: dt.datetime) -> bool:
    """Takes over opening the thread, when an earlier attempt did not get that far. False: somebody else did first.

    `before`: the `claimed_at` that the caller saw."""
    seen = select(col(ClubRound.state), col(ClubRound.claimed_at)).where(col(ClubRound.id) == round)
    state, claimed_at = (await session.execute(seen)).one()
    if state != DECIDED or claimed_at != before:
        return False
    await session.execute(update(ClubRound).where(col(ClubRound.id) == round).values(claimed_at=now))
    return True


async def release_claim(session: AsyncSession, round: int) -> None:
    """So that the next attempt need not wait."""
    decided_round = update(ClubRound).where(col(ClubRound.id) == round, col(ClubRound.state) == DECIDED)
    await session.execute(decided_round.values(claimed_at=None))


async def mark_winner_announced(session: AsyncSession, round: int, channel: int, message: int) -> None:
    """`message`: Discord's id of the one that announces the winner, and on which the thread is opened."""
    await session.execute(update(ClubRound).where(col(ClubRound.id) == round).values(channel=channel, message=message))


async def mark_thread_opened(session: AsyncSession, round: int, thread: int) -> None:
    await session.execute(update(ClubRound).where(col(ClubRound.id) == round).values(state=DONE, thread=thread))


async def _insert_round(
    session: AsyncSession, guild: int, channel: int, person: int, now: dt.datetime, *, state: str
) -> tuple[int, int]:
    """(id, number in this server) of the new round."""
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
