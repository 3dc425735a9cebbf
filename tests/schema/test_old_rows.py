"""A database of an earlier version keeps its rows when it is migrated."""

from alembic import command
from sqlalchemy import Connection, select, text
from sqlalchemy.engine import URL
from sqlmodel import col

from storage.database.database import Store, open_store
from storage.migrations.migrate import alembic_config, migrate
from storage.schema.library import Paper
from storage.text.keys import abstract_hash
from tests.importing.test_title_edits import LONG

PAPER = "(id, title, title_hash, has_code, authors_cut, first_in, changed_in)"
CLUB = {
    "paper": f"{PAPER} VALUES (7, 'Bread', 1, false, false, 1, 1)",
    "nomination": "VALUES (1, 9, 7, 'Bread', 11, '2026-11-20 09:00:00', 'chosen')",
    "second": "VALUES (1, 12)",
    "club_round": "(id, guild, number, state, started_at, channel, tied, winner)"
    " VALUES (3, 9, 1, 'done', '2026-11-21 09:00:00', 5, 0, 1)",
    "ballot": "VALUES (3, 0, 1)",
}


async def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    async with store.reading() as session:
        return {name: [tuple(row) for row in await session.execute(text(f"SELECT * FROM {name}"))] for name in CLUB}  # noqa: S608


def fill(connection: Connection, revision: str, filled: dict[str, str]) -> None:
    command.upgrade(alembic_config(connection), revision)
    for name, rows in filled.items():
        connection.execute(text(f"INSERT INTO {name} {rows}"))


async def test_papers_of_an_earlier_version_get_the_key_of_their_abstract(bare_database: URL):
    store = open_store(bare_database)
    rivers = f"{PAPER.replace('title,', 'title, abstract,')} VALUES (7, 'Rivers', '{LONG}', 1, false, false, 1, 1)"
    async with store.writing() as session:
        await (await session.connection()).run_sync(fill, "0003", {"paper": rivers})
    await migrate(store)
    async with store.reading() as session:
        assert (await session.execute(select(col(Paper.abstract_hash)))).scalar_one() == abstract_hash(LONG)
    await store.close()


async def test_a_journal_club_of_an_earlier_version_keeps_its_rounds_and_no_longer_loses_papers(bare_database: URL):
    store = open_store(bare_database)
    async with store.writing() as session:
        await (await session.connection()).run_sync(fill, "0006", CLUB)
    before = await dump(store)
    await migrate(store)
    assert await dump(store) == before
    async with store.writing() as session:
        await session.execute(text("DELETE FROM paper"))
    assert (await dump(store))["nomination"] == before["nomination"]
    await store.close()
