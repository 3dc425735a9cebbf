"""Other names by which a person is found."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows
from storage.identities.decision import Decision, IdentityError, current_author, finish_decision, start_decision
from storage.importing.undo_log import keep_replaced_rows
from storage.schema.identities import Alias
from storage.schema.library import Author
from storage.text.fold import fold
from storage.text.keys import name_hash

MOST = 20
LONGEST = 200


async def change_alias(session: AsyncSession, author: int, name: str, word: Decision, *, remove: bool = False) -> str:
    """What was done, in words. Somebody else's very name may be an alias: who types it is then asked. Raises
    IdentityError."""
    person = await current_author(session, author)
    name = " ".join(name.split())
    if not fold(name) or len(name) > LONGEST:
        raise IdentityError(f"A name has letters, and at most {LONGEST} of them.")
    known = {row.name_hash: row.name for row in await session.scalars(select(Alias).where(col(Alias.author) == author))}
    key = name_hash(name)
    if remove and key not in known:
        raise IdentityError(f"{person.name} is not called {name} by an admin's word.")
    if not remove and (key in known or key == name_hash(person.name)):
        raise IdentityError(f"{person.name} is found as {known.get(key, name)} already.")
    if not remove and len(known) >= MOST:
        raise IdentityError(f"{person.name} has {MOST} other names already.")
    run, _ = await start_decision(session)
    await keep_replaced_rows(session, run.id, col(Author.id), [author])
    await keep_replaced_rows(session, run.id, col(Alias.author), [author])
    if remove:
        await session.execute(delete(Alias).where(col(Alias.author) == author, col(Alias.name_hash) == key))
        told = f"{person.name} is not found as {known[key]} any more"
    else:
        await insert_rows(session, Alias, [{"author": author, "name_hash": key, "name": name}])
        told = f"{person.name} is also found as {name}"
    await finish_decision(session, run, word, told, (author,))
    return told
