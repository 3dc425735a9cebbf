"""Rows as JSON and back: what a change replaced is kept so, and a library is exported so."""

import base64
import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Table

from storage.database.row_types import AnyRow
from storage.schema.utc import UtcDateTime


def row_to_json(table: Table, row: AnyRow) -> dict[str, Any]:
    """The row's columns as JSON takes them: days and moments in ISO 8601, bytes in base 64."""
    return {column.name: _plain(getattr(row, column.name)) for column in table.columns}


def row_from_json(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The row that `written` made the values of. Columns that are not named are left out.

    Raises ValueError for a column that the table has not, or a value that its column cannot be."""
    unknown = values.keys() - {column.name for column in table.columns}
    if unknown:
        raise ValueError(f"{table.name} has no {', '.join(sorted(unknown))}")
    return {name: _typed(table.columns[name], value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, dt.date) else value


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    try:
        if isinstance(column.type, LargeBinary):
            return base64.b64decode(value, validate=True)
        if isinstance(column.type, UtcDateTime):
            return dt.datetime.fromisoformat(value)
        return dt.date.fromisoformat(value) if isinstance(column.type, Date) else value
    except (TypeError, ValueError) as error:
        raise ValueError(f"{column.name}: {error}") from None
