"""Converts rows to JSON and back, for the undo log and for exports."""

import base64
import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Table

from storage.database.row_types import AnyRow
from storage.schema.utc import UtcDateTime


def row_to_json(table: Table, row: AnyRow) -> dict[str, Any]:
    """Column → value for JSON: dates and times in ISO 8601, bytes in Base64."""
    return {column.name: _plain(getattr(row, column.name)) for column in table.columns}


def row_from_json(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of `row_to_json`. Missing columns are left out.

    Raises ValueError for an unknown column, or a value that does not fit its column."""
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
