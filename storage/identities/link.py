"""Who a person is elsewhere, as an admin says."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows
from storage.identities.decision import Decision, IdentityError, current_author, finish_decision, start_decision
from storage.importing.undo_log import keep_replaced_rows
from storage.lookup.external_ids import SCHEME_NAMES, TypedExternalId
from storage.schema.library import Author
from storage.schema.live import ExternalId


async def link_external_id(
    session: AsyncSession, author: int, id: TypedExternalId, word: Decision, *, remove: bool = False
) -> str:
    """What was done, in words. An id that a live source tied through a paper is now an admin's word. Raises
    IdentityError."""
    person = await current_author(session, author)
    this = (col(ExternalId.scheme) == id.scheme) & (col(ExternalId.value) == id.value)
    found = (
        select(col(ExternalId.author), col(ExternalId.paper), col(Author.name))
        .join_from(ExternalId, Author, col(ExternalId.author) == col(Author.id))
        .where(this)
    )
    known = (await session.execute(found)).first()
    called = f"{SCHEME_NAMES[id.scheme]} {id.value}"
    if known is not None and known.author != author:
        raise IdentityError(f"{called} is {known.name} already. Take it from them first, or merge the two.")
    if remove and known is None:
        raise IdentityError(f"{called} is not known of {person.name}.")
    if not remove and known is not None and known.paper is None:
        raise IdentityError(f"{person.name} is {called} already.")
    run, _ = await start_decision(session)
    await keep_replaced_rows(session, run.id, col(Author.id), [author])
    await keep_replaced_rows(session, run.id, col(ExternalId.author), [author])
    if remove:
        await session.execute(delete(ExternalId).where(this))
    elif known is not None:
        await session.execute(update(ExternalId).where(this).values(paper=None))
    else:
        row = {"scheme": id.scheme, "value": id.value, "author": author, "paper": None}
        await insert_rows(session, ExternalId, [row])
    told = f"{person.name} is not {called}" if remove else f"{person.name} is {called}"
    await finish_decision(session, run, word, told, (author,))
    return told
