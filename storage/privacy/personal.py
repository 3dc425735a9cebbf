"""Everything stored about one Discord user: read together, erased in one transaction.

Each feature that stores user ids provides a PersonalData; tests/privacy checks that no column is left out.
"""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from storage.announcements.personal import announcement_data
from storage.database.reader import Reading
from storage.history.personal import library_change_data
from storage.journal_club.personal import journal_club_data
from storage.privacy.answers import PersonalDataSummary
from storage.reading_lists.personal import reading_list_data

FEATURES = (announcement_data, reading_list_data, journal_club_data, library_change_data)


async def read_personal_data(session: Reading, person: int) -> dict[str, list[Any]]:
    """{kind of data, as the person reads it: JSON values}. Kinds with no values are left out."""
    return {
        what: entries
        for feature in FEATURES
        for what, entries in (await feature.read(session, person)).items()
        if entries
    }


async def summarize_personal_data(session: Reading, person: int) -> PersonalDataSummary:
    found = await read_personal_data(session, person)
    return PersonalDataSummary(tuple((what, len(entries)) for what, entries in found.items()))


async def erase_personal_data(session: AsyncSession, person: int) -> None:
    for feature in FEATURES:
        await feature.erase(session, person)
