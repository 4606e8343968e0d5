"""A mark by which it is known that no record of some kinds has changed: one statement."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from api.store.forms import Kind
from api.store.schema import PAST, RECORDS
from api.store.unit import Unit


def mark_of_kinds(unit: Unit, kinds: Iterable[Kind[Any]]) -> str:
    """Equal as long as the provider's records of these kinds are the same."""
    rows = unit.connection.execute(sa.union_all(*counts_of_kinds(unit, kinds))).all()
    return digest_of_counts(rows)


def counts_of_kinds(unit: Unit, kinds: Iterable[Kind[Any]]) -> list[sa.Select[Any]]:
    """How many records there are, the sum of their revisions, the last change; and past versions.

    What is added or changed changes the first, and what is changed or taken away the number of
    past versions: also where one is taken away and another added in the same moment.
    """
    some = tuple(kinds)
    parts = [
        sa.select(
            sa.literal(kind.name),
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(RECORDS[kind.name].c.revision), 0),
            sa.cast(sa.func.max(RECORDS[kind.name].c.changed), sa.String),
        ).where(RECORDS[kind.name].c.tenant == unit.tenant)
        for kind in some
    ]
    past = sa.select(
        sa.literal(PAST.name),
        sa.func.count(),
        sa.literal(0),
        sa.cast(sa.null(), sa.String),
    ).where(PAST.c.tenant == unit.tenant, PAST.c.kind.in_([kind.name for kind in some]))
    return [*parts, past]


def digest_of_counts(rows: Iterable[sa.Row[Any]]) -> str:
    """What was counted, as a mark."""
    told = sorted(tuple(map(str, row)) for row in rows)
    return sha256(repr(told).encode()).hexdigest()
