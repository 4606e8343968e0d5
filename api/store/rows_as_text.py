"""Rows of any table as lines of JSON, and back: the same on both databases."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from api.store.forms import Moment

Turn = Callable[[Any], Any]
_FORMS: tuple[tuple[type[Any], Turn, Turn], ...] = (
    (Moment, lambda value: value.astimezone(UTC).isoformat(), datetime.fromisoformat),
    (sa.Date, lambda value: value.isoformat(), date.fromisoformat),
    (sa.LargeBinary, lambda value: b64encode(value).decode(), b64decode),
)


def write_row(table: sa.Table, row: Mapping[str, Any]) -> bytes:
    """A row as a line."""
    told = {column.name: _turned(column, row[column.name], 0) for column in table.c}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_row(table: sa.Table, line: bytes) -> dict[str, Any]:
    """The row of a line; ValueError where it is none of the table's."""
    told = json.loads(line)
    if not isinstance(told, dict) or told.keys() != set(table.c.keys()):
        message = f"a line is no row of {table.name}"
        raise ValueError(message)
    return {column.name: _turned(column, told[column.name], 1) for column in table.c}


def _turned(column: sa.Column[Any], value: Any, way: int) -> Any:
    if value is None:
        return None
    for kind, *ways in _FORMS:
        if isinstance(column.type, kind):
            return ways[way](value)
    return value
