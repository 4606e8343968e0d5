"""What is dropped when it is no longer needed; the table in the docs is checked against this."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from api.store.operations import KEPT
from api.store.schema import API_KEY, DRAFT, FEED, JOB, OPERATION
from api.store.unit import Unit

Order = Callable[[Unit, timedelta], sa.Delete]


@dataclass(frozen=True, slots=True)
class Retention:
    """How long something is kept, and how it is dropped."""

    what: str
    """Name of the table."""
    kept: timedelta
    after: str
    """From when the time counts."""
    order: Order


def _older(table: sa.Table, column: str) -> Order:
    def order(unit: Unit, kept: timedelta) -> sa.Delete:
        return sa.delete(table).where(
            table.c.tenant == unit.tenant, table.c[column] < unit.at - kept
        )

    return order


def _of_weeks(unit: Unit, kept: timedelta) -> sa.Delete:
    return sa.delete(DRAFT).where(
        DRAFT.c.tenant == unit.tenant, DRAFT.c.monday < (unit.at - kept).date()
    )


RETENTION: tuple[Retention, ...] = (
    Retention("operation", KEPT, "the answer", _older(OPERATION, "at")),
    Retention("job", timedelta(days=30), "its end", _older(JOB, "finished")),
    Retention("draft", timedelta(days=60), "its week", _of_weeks),
    Retention("feed", timedelta(days=365), "it was revoked", _older(FEED, "revoked")),
    Retention("api_key", timedelta(days=365), "it ended", _older(API_KEY, "ends")),
)
"""Everything that goes by itself. People go by being erased, accounting documents by nobody."""


def drop_old(unit: Unit) -> dict[str, int]:
    """Drop whatever was kept long enough; how many rows of each table."""
    found: dict[str, Any] = {
        one.what: unit.connection.execute(one.order(unit, one.kept)).rowcount for one in RETENTION
    }
    if any(found.values()):
        unit.note("drop", "", count=sum(found.values()))
    return found
