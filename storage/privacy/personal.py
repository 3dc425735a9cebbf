"""All that the bot keeps of a person of Discord: shown to them, and forgotten in one transaction.

Each part that has a column with somebody's id says for itself what it keeps; tests/storage/test_personal.py holds that
none is left out.
"""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.announcements import personal as announcing
from storage.database.reader import Reading
from storage.history import personal as undoing
from storage.journal_club import personal as club
from storage.privacy.answers import Kept
from storage.reading_lists import personal as saving

PARTS = (announcing, saving, club, undoing)


async def personal_data(session: Reading, person: int) -> dict[str, Any]:
    """As JSON takes it: lists by what they are. Empty: nothing is kept."""
    found: dict[str, Any] = {}
    for part in PARTS:
        found |= await part.personal_data(session, person)
    return found


async def kept(session: Reading, person: int) -> Kept:
    found = await personal_data(session, person)
    return Kept(tuple((what, len(rows)) for what, rows in found.items()))


async def forget(session: AsyncSession, person: int) -> None:
    for part in PARTS:
        await part.forget(session, person)
