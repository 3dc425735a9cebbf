"""Alembic's entry. It works on the connection handed in by migrate(); alone (a developer's
`alembic -x url=sqlite:///FILE revision --autogenerate -m "…"`) it opens the store named there."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from storage.database.database import open_store, store_url
from storage.schema.columns import metadata


def run_migrations(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


async def run_alone() -> None:
    store = open_store(store_url(context.get_x_argument(as_dictionary=True)["url"]))
    async with store.engine.begin() as connection:
        await connection.run_sync(run_migrations)
    await store.close()


handed_in = context.config.attributes.get("connection")
if handed_in is not None:
    run_migrations(handed_in)
else:
    asyncio.run(run_alone())
