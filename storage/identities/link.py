"""Ids that an author has elsewhere: ORCID, OpenAlex, Semantic Scholar."""

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows
from storage.identities.decision import Decision, IdentityError, current_author, finish_decision, start_decision
from storage.importing.state import Run
from storage.importing.undo_log import keep_replaced_rows
from storage.lookup.external_ids import SCHEME_NAMES, TypedExternalId
from storage.schema.library import Author
from storage.schema.live import ExternalId


async def link_external_id(session: AsyncSession, author: int, id: TypedExternalId, decision: Decision) -> str:
    """What was done, in words. A link that a live source concluded from a shared paper becomes the admin's.

    Raises IdentityError."""
    person, link = await current_author(session, author), await _find_link(session, id)
    if link is not None and link.author != author:
        owner = await current_author(session, link.author)
        raise IdentityError(
            f"{_text(id)} is already linked to {owner.name}. Remove that link first, or merge the two authors."
        )
    if link is not None and link.paper is None:
        raise IdentityError(f"{_text(id)} is already linked to {person.name}.")
    run = await _start(session, author)
    if link is not None:
        await session.execute(update(ExternalId).where(_is(id)).values(paper=None))
    else:
        row = {"scheme": id.scheme, "value": id.value, "author": author, "paper": None}
        await insert_rows(session, ExternalId, [row])
    summary = f"linked {_text(id)} to {person.name}"
    await finish_decision(session, run, decision, summary, (author,))
    return summary


async def unlink_external_id(session: AsyncSession, author: int, id: TypedExternalId, decision: Decision) -> str:
    """What was done, in words. Raises IdentityError."""
    person, link = await current_author(session, author), await _find_link(session, id)
    if link is None or link.author != author:
        raise IdentityError(f"{_text(id)} is not linked to {person.name}.")
    run = await _start(session, author)
    await session.execute(delete(ExternalId).where(_is(id)))
    summary = f"unlinked {_text(id)} from {person.name}"
    await finish_decision(session, run, decision, summary, (author,))
    return summary


async def _find_link(session: AsyncSession, id: TypedExternalId) -> ExternalId | None:
    return (await session.scalars(select(ExternalId).where(_is(id)))).first()


def _is(id: TypedExternalId) -> ColumnElement[bool]:
    return (col(ExternalId.scheme) == id.scheme) & (col(ExternalId.value) == id.value)


def _text(id: TypedExternalId) -> str:
    return f"{SCHEME_NAMES[id.scheme]} {id.value}"


async def _start(session: AsyncSession, author: int) -> Run:
    run, _ = await start_decision(session)
    await keep_replaced_rows(session, run.id, col(Author.id), [author])
    await keep_replaced_rows(session, run.id, col(ExternalId.author), [author])
    return run
