"""The papers that a journal club chose."""

from sqlalchemy import select
from sqlmodel import col

from storage.database.reader import Reading
from storage.journal_club.answers import ChosenPaper, ClubHistory, Nominee
from storage.journal_club.nominating import NOMINEE
from storage.lookup.answers.lists import PAGE
from storage.lookup.paper_lists import clamp_page
from storage.schema.journal_club import DECIDED, DONE, ClubRound, Nomination
from storage.text.fold import fold


async def history_page(session: Reading, guild: int, query: str | None, page: int) -> ClubHistory:
    """`page` from 0."""
    chosen = await chosen_papers(session, guild, query)
    page, pages = clamp_page(len(chosen), page)
    return ClubHistory(query, len(chosen), page, pages, chosen[page * PAGE : (page + 1) * PAGE])


async def chosen_papers(session: Reading, guild: int, query: str | None) -> tuple[ChosenPaper, ...]:
    """Newest first; with a query, those whose titles match all of its words. Filtered here rather than by the search
    index, as a club chooses one paper a week or a month."""
    rounds = (
        select(*NOMINEE, col(ClubRound.decided_at), col(ClubRound.thread), col(ClubRound.votes))
        .join_from(ClubRound, Nomination, col(ClubRound.winner) == col(Nomination.id))
        .where(col(ClubRound.guild) == guild, col(ClubRound.state).in_((DECIDED, DONE)))
        .order_by(col(ClubRound.decided_at).desc(), col(ClubRound.id).desc())
    )
    words = fold(query or "").split()
    return tuple(
        ChosenPaper(Nominee(id, paper, title, person, at, seconds), decided_at, guild, thread, votes)
        for id, paper, title, person, at, seconds, decided_at, thread, votes in await session.execute(rounds)
        if decided_at is not None and _matches(title, words)
    )


def _matches(title: str, words: list[str]) -> bool:
    """Whether every word is the beginning of one of the title's."""
    in_title = fold(title).split()
    return all(any(part.startswith(word) for part in in_title) for word in words)
