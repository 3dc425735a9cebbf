"""Shared by all tables: the names of constraints, and columns that SQLModel has no short form for."""

from typing import Any, cast

from sqlalchemy import BigInteger, Column, ForeignKey, MetaData, Table, inspect
from sqlalchemy.orm import InstrumentedAttribute, Mapped
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata


def column_of(attribute: Mapped[Any]) -> Column[Any]:
    """The table's column of a model's attribute, for code that needs its name, type or table."""
    return cast(InstrumentedAttribute[Any], attribute).property.columns[0]


def table_of(model: type[SQLModel]) -> Table:
    """For bulk writes and for code that handles all columns. Reads use the model's attributes instead."""
    return cast(Table, inspect(model).local_table)


def table_named(name: str) -> Table:
    """For names that come from the database, such as those of the undo log. Raises KeyError."""
    return metadata.tables[name]


def given_id() -> Column[int]:
    """A primary key that we assign, not the database."""
    return Column(BigInteger, primary_key=True, autoincrement=False)


def refers(target: str, *, key: bool = False, nullable: bool = False, index: bool = False) -> Column[int]:
    """A foreign key to `target` ("table.column"). `key`: part of the primary key."""
    return Column(BigInteger, ForeignKey(target), primary_key=key, nullable=nullable, index=index, autoincrement=False)


def lasting_id(*, key: bool = False, nullable: bool = False, index: bool = False) -> Column[int]:
    """The id of a paper, author or source in what people made. It stays when an undo takes that away, which has its
    id again when it comes back; so there is no foreign key. `key`: part of the primary key."""
    return Column(BigInteger, primary_key=key, nullable=nullable, index=index, autoincrement=False)


def big(*, nullable: bool = True, index: bool = False) -> Column[int]:
    """A 64-bit integer, as Discord ids and hashes need."""
    return Column(BigInteger, nullable=nullable, index=index)
