"""A database of an earlier version keeps its rows when it is migrated."""

from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL

from storage.database.database import Store, open_store
from storage.migrations.migrate import alembic_config, migrate

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


def fill(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "0006")
    for name, rows in CLUB.items():
        connection.execute(text(f"INSERT INTO {name} {rows}"))


async def test_a_journal_club_of_an_earlier_version_keeps_its_rounds_and_no_longer_loses_papers(bare_database: URL):
    store = open_store(bare_database)
    async with store.writing() as session:
        await (await session.connection()).run_sync(fill)
    before = await dump(store)
    await migrate(store)
    assert await dump(store) == before
    async with store.writing() as session:
        await session.execute(text("DELETE FROM paper"))
    assert (await dump(store))["nomination"] == before["nomination"]
    await store.close()
