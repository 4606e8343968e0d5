"""A mark by which it is known that no record of some kinds has changed: one statement."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from api.store.forms import Kind
from api.store.schema import RECORDS
from api.store.unit import Unit


def mark_of_kinds(unit: Unit, kinds: Iterable[Kind[Any]]) -> str:
    """Equal as long as the provider's records of these kinds are the same.

    How many there are, the sum of their revisions, the last change: whatever is added, changed or
    taken away changes one of them.
    """
    parts = [
        sa.select(
            sa.literal(kind.name),
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(RECORDS[kind.name].c.revision), 0),
            sa.cast(sa.func.max(RECORDS[kind.name].c.changed), sa.String),
        ).where(RECORDS[kind.name].c.tenant == unit.tenant)
        for kind in kinds
    ]
    rows = unit.connection.execute(sa.union_all(*parts)).all()
    told = sorted(tuple(map(str, row)) for row in rows)
    return sha256(repr(told).encode()).hexdigest()
