"""The migrations make just the tables that the models say, on both databases."""

import ast

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Connection, UniqueConstraint

from storage.history.redo_log import NUMBERED
from storage.migrations import frozen_abstract_hash
from storage.migrations.migrate import migrate
from storage.schema.columns import metadata
from storage.search.sync import current_state
from storage.text.keys import abstract_hash
from tests.conftest import ROOT, Shelf


def differences(connection: Connection) -> list[object]:
    return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)


async def test_the_migrated_schema_is_the_one_of_the_models(shelf: Shelf):
    async with shelf.library.store.reading() as session:
        assert await (await session.connection()).run_sync(differences) == []


async def test_migrating_again_changes_nothing_and_keeps_the_store_s_name(quick_shelf: Shelf):
    async with quick_shelf.library.store.reading() as session:
        before = await current_state(session)
    await migrate(quick_shelf.library.store)
    async with quick_shelf.library.store.reading() as session:
        assert await current_state(session) == before


@given(st.text(max_size=300))
@example("Ünïcode ﬁgures, 𝐀 bold claim and Łukasz's “quotes” — " * 3)
def test_the_hash_that_a_migration_filled_is_the_one_in_use(abstract: str):
    assert frozen_abstract_hash.abstract_hash(abstract) == abstract_hash(abstract)


def test_migrations_import_no_code_that_may_change():
    for file in (ROOT / "storage/migrations/versions").glob("*.py"):
        imported = {
            node.module or "" for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.ImportFrom)
        }
        assert {name for name in imported if name.startswith("storage")} <= {"storage.migrations.frozen_abstract_hash"}


def test_whatever_refers_to_a_row_that_an_undo_deletes_is_found_by_an_index():
    """Else the database looks through the whole table for each row that is deleted: an undo took hours."""
    for table in metadata.sorted_tables:
        by_index = [next(iter(index.columns)) for index in (*table.indexes, table.primary_key)]
        by_index += [next(iter(key.columns)) for key in table.constraints if isinstance(key, UniqueConstraint)]
        for key in table.foreign_keys:
            if key.column.table.name in NUMBERED:
                assert key.parent in by_index, f"{table.name}.{key.parent.name}"
