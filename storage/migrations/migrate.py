"""Brings a store to today's schema. Two processes that start at once take turns by the write lock."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.database.database import Store
from storage.database.facts import STORE_ID, ensure_store_id, read_fact


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config(toml_file=Path(__file__).parents[2] / "pyproject.toml")
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "head")


@cache
def _heads() -> tuple[str, ...]:
    return tuple(ScriptDirectory.from_config(alembic_config()).get_heads())


def _is_current(connection: Connection) -> bool:
    return MigrationContext.configure(connection).get_current_heads() == _heads()


async def migrate(store: Store) -> None:
    """Takes the write lock only where there is something to do: another process may be importing for minutes."""
    async with store.reading() as session:
        if await (await session.connection()).run_sync(_is_current) and await read_fact(session, STORE_ID):
            return
    async with store.writing() as session:
        await (await session.connection()).run_sync(_upgrade)
        await ensure_store_id(session)
