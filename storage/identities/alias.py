"""Aliases: other names by which an author is found."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.database.bulk import insert_rows
from storage.identities.decision import Decision, IdentityError, current_author, finish_decision, start_decision
from storage.importing.state import Run
from storage.importing.undo_log import keep_replaced_rows
from storage.schema.identities import Alias
from storage.schema.library import Author
from storage.text.fold import fold
from storage.text.keys import name_hash

MAX_ALIASES = 20
"""Of one author."""
ALIAS_LENGTH = 200
"""Characters."""


async def add_alias(session: AsyncSession, author: int, name: str, decision: Decision) -> str:
    """What was done, in words. The name of another author is allowed: who types it is asked which one they mean.

    Raises IdentityError."""
    name = " ".join(name.split())
    if not fold(name) or len(name) > ALIAS_LENGTH:
        raise IdentityError(f"A name must contain letters and be at most {ALIAS_LENGTH} characters long.")
    person = await current_author(session, author)
    aliases, key = await _aliases(session, author), name_hash(name)
    if key in aliases or key == name_hash(person.name):
        raise IdentityError(f"{person.name} is already found as {aliases.get(key, name)}.")
    if len(aliases) >= MAX_ALIASES:
        raise IdentityError(f"{person.name} already has {MAX_ALIASES} aliases, which is the maximum.")
    run = await _start(session, author)
    await insert_rows(session, Alias, [{"author": author, "name_hash": key, "name": name}])
    summary = f"added the alias {name} to {person.name}"
    await finish_decision(session, run, decision, summary, (author,))
    return summary


async def remove_alias(session: AsyncSession, author: int, name: str, decision: Decision) -> str:
    """What was done, in words. Raises IdentityError."""
    person = await current_author(session, author)
    aliases, key = await _aliases(session, author), name_hash(name)
    if key not in aliases:
        raise IdentityError(f"{name} is not an alias of {person.name}.")
    run = await _start(session, author)
    await session.execute(delete(Alias).where(col(Alias.author) == author, col(Alias.name_hash) == key))
    summary = f"removed the alias {aliases[key]} from {person.name}"
    await finish_decision(session, run, decision, summary, (author,))
    return summary


async def _aliases(session: AsyncSession, author: int) -> dict[int, str]:
    """By the hash of the name."""
    rows = await session.scalars(select(Alias).where(col(Alias.author) == author))
    return {row.name_hash: row.name for row in rows}


async def _start(session: AsyncSession, author: int) -> Run:
    run, _ = await start_decision(session)
    await keep_replaced_rows(session, run.id, col(Author.id), [author])
    await keep_replaced_rows(session, run.id, col(Alias.author), [author])
    return run
