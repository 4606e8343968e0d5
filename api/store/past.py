"""Versions of records that hold no more: kept as they lay, still sealed, and read again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from pydantic_core import to_jsonable_python

from api.store.forms import Kind
from api.store.schema import PAST
from api.store.unit import Unit

MANY = 200
"""Ids up to which they are asked for one by one; above, the whole kind is read."""
R = TypeVar("R")
Raw = Mapping[str, Any]
"""A row as the database has it."""


@dataclass(frozen=True, slots=True)
class Earlier(Generic[R]):
    """A version of a record that holds no more."""

    record: R
    revision: int
    changed: datetime
    ended: datetime
    ended_by: str
    taken_away: bool


def read_past(unit: Unit, kind: Kind[Any], one: str) -> list[Raw]:
    """Rows of the versions of a record, the first one first."""
    rows = unit.connection.execute(
        sa.select(PAST)
        .where(PAST.c.tenant == unit.tenant, PAST.c.kind == kind.name, PAST.c.id == one)
        .order_by(PAST.c.revision)
    )
    return [dict(row) for row in rows.mappings()]


def keep_past(unit: Unit, kind: Kind[Any], rows: Iterable[Raw], *, gone: bool) -> None:
    """Copy rows as they are, still sealed, into the past; ``gone``: nothing follows them."""
    kept = [
        {
            "tenant": row["tenant"],
            "kind": kind.name,
            "id": row["id"],
            "revision": row["revision"],
            "person": row["person"],
            "changed": row["changed"],
            "ended": unit.at,
            "ended_by": unit.actor.name,
            "taken_away": gone,
            "told": to_jsonable_python({name: row[name] for name in kind.hints}),
            "secret": row["secret"],
        }
        for row in rows
    ]
    unit.connection.execute(sa.insert(PAST), kept)
