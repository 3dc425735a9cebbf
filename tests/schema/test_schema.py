"""The migrations make just the tables that the models say, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from storage.migrations.migrate import migrate
from storage.schema.library import metadata
from storage.search.freshen import shown_by
from tests.conftest import Shelf


def differences(connection: Connection) -> list[object]:
    return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)


async def test_the_migrated_schema_is_the_one_of_the_models(shelf: Shelf):
    async with shelf.library.store.reading() as session:
        assert await (await session.connection()).run_sync(differences) == []


async def test_migrating_again_changes_nothing_and_keeps_the_store_s_name(shelf: Shelf):
    async with shelf.library.store.reading() as session:
        before = await shown_by(session)
    await migrate(shelf.library.store)
    async with shelf.library.store.reading() as session:
        assert await shown_by(session) == before
