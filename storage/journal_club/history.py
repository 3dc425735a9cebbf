"""What a journal club has chosen."""

from sqlmodel import col

from storage.database.reader import Reading
from storage.journal_club.answers import ClubHistory, Read
from storage.journal_club.nominating import nominee, nominees
from storage.lookup.answers.lists import PAGE
from storage.lookup.paper_lists import clamp_page
from storage.schema.journal_club import DECIDED, DONE, ClubRound, Nomination
from storage.text.fold import fold


async def history_page(session: Reading, guild: int, query: str | None, page: int) -> ClubHistory:
    read = await all_read(session, guild, query)
    page, pages = clamp_page(len(read), page)
    return ClubHistory(query, len(read), page, pages, read[page * PAGE : (page + 1) * PAGE])


async def all_read(session: Reading, guild: int, query: str | None) -> tuple[Read, ...]:
    """The newest first; those whose titles have all words of the query. They are few: one a week or a month."""
    columns = nominees().add_columns(
        col(ClubRound.decided_at), col(ClubRound.guild), col(ClubRound.thread), col(ClubRound.votes)
    )
    joined = columns.join_from(ClubRound, Nomination, col(ClubRound.winner) == col(Nomination.id))
    mine = joined.where(col(ClubRound.guild) == guild, col(ClubRound.state).in_((DECIDED, DONE))).order_by(
        col(ClubRound.decided_at).desc(), col(ClubRound.id).desc()
    )
    wanted = fold(query or "").split()
    return tuple(
        Read(nominee(row), row.decided_at, row.guild, row.thread, row.votes)
        for row in await session.execute(mine)
        if _has(row.title, wanted)
    )


def _has(title: str, wanted: list[str]) -> bool:
    """Whether every word begins one of the title's."""
    there = fold(title).split()
    return all(any(part.startswith(word) for part in there) for word in wanted)
