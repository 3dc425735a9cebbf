"""What an admin sees before a decision on who is who, and the log of decisions."""

from sqlalchemy import func, select
from sqlmodel import col

from storage.database.reader import Reading
from storage.identities.answers import DecisionLog, MergeCandidates, PapersToSplit
from storage.identities.unmerge import undoable_merges
from storage.lookup.answers.author import AuthorOption
from storage.lookup.author_card import load_author_options
from storage.lookup.change_log import to_library_change
from storage.lookup.paper_lists import LINE, papers_by_author, to_paper_line
from storage.schema.library import IDENTITY, Author, ImportRun, Paper

SHOWN = 25
"""Papers on a page, merged people, decisions: Discord's menus hold 25 options."""


async def merge_candidates(session: Reading, one: int, other: int) -> MergeCandidates | None:
    """None: one of them is no longer in the library."""
    found = await load_author_options(session, (one, other))
    return MergeCandidates(*found) if len(found) == 2 else None


async def papers_to_split(session: Reading, author: int, to: int | None, page: int) -> PapersToSplit | None:
    """`page` from 1. None: the author is no longer in the library, or was merged into another."""
    person = await _unmerged_author(session, author)
    if person is None:
        return None
    pages = max(1, -(-person.papers // SHOWN))
    page = min(max(page, 1), pages)
    newest = select(*LINE).where(col(Paper.id).in_(papers_by_author(author)))
    newest = newest.order_by(col(Paper.published).is_(None), col(Paper.published).desc(), col(Paper.id).desc())
    rows = await session.execute(newest.limit(SHOWN).offset((page - 1) * SHOWN))
    merged = await undoable_merges(session, author)
    other = None if to is None else await _unmerged_author(session, to)
    return PapersToSplit(person, other, tuple([to_paper_line(*row) for row in rows]), page, pages, merged[:SHOWN])


async def _unmerged_author(session: Reading, author: int) -> AuthorOption | None:
    merged = select(func.count()).where(col(Author.id) == author, col(Author.merged_into).is_not(None))
    if (await session.execute(merged)).scalar_one():
        return None
    found = await load_author_options(session, (author,))
    return found[0] if found else None


async def decision_log(session: Reading) -> DecisionLog:
    decisions = select(ImportRun).where(col(ImportRun.kind) == IDENTITY).order_by(col(ImportRun.id).desc())
    rows = (await session.scalars(decisions.limit(SHOWN + 1))).all()
    return DecisionLog(tuple(to_library_change(row) for row in rows[:SHOWN]), len(rows) > SHOWN)
