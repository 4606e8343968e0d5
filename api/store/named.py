"""Which records name what in their sealed fields: asked without opening any of them.

A mark is a digest that the provider's own key alone makes, of a kind of thing and its id: whoever
has the rows of the table without that key learns nothing from them. They follow from the records,
so no backup holds them: an old one would tell of people who were erased since.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa

from api.store.forms import Kind
from api.store.schema import NAMED
from api.store.unit import Unit

Pair = tuple[str, str]
"""A kind of thing and an id of it."""
Names = Mapping[str, frozenset[Pair]]
"""Id of a record -> what it names in its sealed fields."""
MARK_BYTES = 16


def names_of(kind: Kind[Any], records: Mapping[str, Any]) -> Names:
    """What records name, by their ids."""
    return {one: frozenset(kind.names(record)) for one, record in records.items()}


def marks_of(unit: Unit, pairs: Iterable[Pair]) -> list[str]:
    """The marks of things, each once."""
    secret = unit.keys.own().derive("named").secret
    told = sorted({f"{kind}|{one}" for kind, one in pairs})
    return [blake2b(one.encode(), digest_size=MARK_BYTES, key=secret).hexdigest() for one in told]


def write_names(unit: Unit, kind: Kind[Any], before: Names, after: Names) -> None:
    """Keep what records name now in place of what they named; equal ones are left alone."""
    other = [one for one in {**before, **after} if before.get(one) != after.get(one)]
    gone = [{"of_id": one} for one in other if before.get(one)]
    if gone:
        order = sa.delete(NAMED).where(
            NAMED.c.tenant == unit.tenant,
            NAMED.c.kind == kind.name,
            NAMED.c.id == sa.bindparam("of_id"),
        )
        unit.connection.execute(order, gone)
    rows = [
        {"tenant": unit.tenant, "mark": mark, "kind": kind.name, "id": one}
        for one in other
        if after.get(one)
        for mark in marks_of(unit, after[one])
    ]
    if rows:
        unit.connection.execute(sa.insert(NAMED), rows)


def ids_naming(unit: Unit, kind: Kind[Any], pairs: Iterable[Pair]) -> sa.Select[tuple[str]]:
    """Ids of the records of a kind that name any of some things, for a condition."""
    return sa.select(NAMED.c.id).where(
        NAMED.c.tenant == unit.tenant,
        NAMED.c.kind == kind.name,
        NAMED.c.mark.in_(marks_of(unit, pairs)),
    )


def marks_kept(unit: Unit) -> set[tuple[str, str, str]]:
    """Kind, id and mark of every row."""
    rows = unit.connection.execute(
        sa.select(NAMED.c.kind, NAMED.c.id, NAMED.c.mark).where(NAMED.c.tenant == unit.tenant)
    )
    return {(row.kind, row.id, row.mark) for row in rows}


def forget_names(unit: Unit) -> None:
    """Drop every row, before all are made anew."""
    unit.connection.execute(sa.delete(NAMED).where(NAMED.c.tenant == unit.tenant))
