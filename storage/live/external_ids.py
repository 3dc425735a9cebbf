"""The ids of people elsewhere, as the live sources confirm, merge and show them."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.importing.undo_log import keep
from storage.live.fetch_all import ORCID, AuthorResult
from storage.schema.columns import table_of
from storage.schema.live import ExternalId


async def link_external_ids(session: AsyncSession, service: str, one: AuthorResult, run: int) -> list[str]:
    """Writes who the person is there; returns what an admin should know."""
    assert one.subject is not None
    assert one.known is not None
    known, author = one.known, one.subject.author
    await keep(session, run, "external_id", "author", [author])
    notes = list[str]()
    if one.asked is not None and one.asked != known.key:
        notes.append(f"{one.subject.name}: {one.asked} is {known.key} there now")
        gone = delete(ExternalId).where(
            col(ExternalId.scheme) == service, col(ExternalId.value) == one.asked, col(ExternalId.author) == author
        )
        await session.execute(gone)
    for scheme, value in ((service, known.key), (ORCID, known.orcid)):
        if value is not None:
            notes += await _tie(session, scheme, value, one)
    return notes


async def _tie(session: AsyncSession, scheme: str, value: str, one: AuthorResult) -> list[str]:
    """An id that is another person's stays theirs; an ORCID that an admin gave is not joined by another."""
    assert one.subject is not None
    author = one.subject.author
    taken = (
        await session.execute(
            select(col(ExternalId.author)).where(col(ExternalId.scheme) == scheme, col(ExternalId.value) == value)
        )
    ).scalar()
    if taken is not None:
        return [] if taken == author else [f"{one.subject.name}: {value} is already tied to somebody else"]
    if scheme == ORCID and ORCID in one.subject.keys:
        return []
    row = {"scheme": scheme, "value": value, "author": author, "paper": one.shown_by}
    await session.execute(table_of(ExternalId).insert(), [row])
    return []
