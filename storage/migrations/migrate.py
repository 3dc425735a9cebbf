"""Brings a store to today's schema. Two processes that start at once take turns by the write lock."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.facts import name_store
from storage.store import Store


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config(toml_file=Path(__file__).parents[2] / "pyproject.toml")
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(alembic_config(connection), "head")


async def migrate(store: Store) -> None:
    async with store.writing() as session:
        await (await session.connection()).run_sync(_upgrade)
        await name_store(session)
