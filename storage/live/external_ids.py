"""Stores the external ids of authors that live sources confirm or merge."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.importing.undo_log import keep_replaced_rows
from storage.live.fetch_all import ORCID, AuthorResult
from storage.schema.columns import table_of
from storage.schema.live import ExternalId


async def link_external_ids(session: AsyncSession, service: str, result: AuthorResult, run: int) -> list[str]:
    """Links the target to their id at the service and to their ORCID. Returns notes for the admins.

    `result` has both `target` and `author`.
    """
    assert result.target is not None
    assert result.author is not None
    author, target = result.author, result.target
    await keep_replaced_rows(session, run, col(ExternalId.author), [target.author])
    notes = list[str]()
    if result.requested_key is not None and result.requested_key != author.key:
        notes.append(f"{target.name}: {result.requested_key} was merged into {author.key}")
        await _unlink(session, service, result.requested_key, target.author)
    for scheme, value in ((service, author.key), (ORCID, author.orcid)):
        if value is not None:
            notes += await _link(session, scheme, value, result)
    return notes


async def _unlink(session: AsyncSession, scheme: str, value: str, author: int) -> None:
    await session.execute(
        delete(ExternalId).where(
            col(ExternalId.scheme) == scheme, col(ExternalId.value) == value, col(ExternalId.author) == author
        )
    )


async def _link(session: AsyncSession, scheme: str, value: str, result: AuthorResult) -> list[str]:
    """An id of another author stays theirs; an ORCID that an admin entered is not joined by a second one."""
    assert result.target is not None
    target = result.target
    holder = select(col(ExternalId.author)).where(col(ExternalId.scheme) == scheme, col(ExternalId.value) == value)
    linked_to = (await session.execute(holder)).scalar()
    if linked_to is not None:
        taken = f"{target.name}: {value} is already linked to another author"
        return [] if linked_to == target.author else [taken]
    if scheme == ORCID and ORCID in target.keys:
        return []
    row = {"scheme": scheme, "value": value, "author": target.author, "paper": result.evidence}
    await session.execute(table_of(ExternalId).insert(), [row])
    return []
