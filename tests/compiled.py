"""Statements are compiled once in a run, not once for each test's engine: SQLAlchemy keeps what it compiled by dialect,
and each engine has a dialect of its own. Here all dialects of a kind are equal."""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite


class OneOfAKind:
    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class Sqlite(OneOfAKind, SQLiteDialect_aiosqlite):
    supports_statement_cache = True


class Postgres(OneOfAKind, PGDialect_asyncpg):
    supports_statement_cache = True


def share_compiled_statements() -> None:
    registry.register("sqlite.aiosqlite", __name__, "Sqlite")
    registry.register("postgresql.asyncpg", __name__, "Postgres")
    compiled: dict[Any, Any] = {}

    @event.listens_for(Engine, "engine_connect")
    def share(connection: Connection) -> None:  # pyright: ignore[reportUnusedFunction]
        connection.execution_options(compiled_cache=compiled)
