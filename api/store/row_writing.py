"""Rows of records as they are written: where new ones begin, changed ones, those that go.

A row is written over or deleted only as it was read: whether every one still was is told.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from api.store.forms import Kind
from api.store.past import MANY
from api.store.schema import PAST, RECORDS
from api.store.unit import Unit

_POSITION = ""
"""In place of an id, which is never empty: the last position of the kind."""


def begin_rows(unit: Unit, kind: Kind[Any], ids: list[str]) -> tuple[int, dict[str, int]]:
    """Position after the last record, and last revisions of those that were taken away.

    Who comes back goes on from the revision that was the last one.
    """
    if not ids:
        return 0, {}
    table = RECORDS[kind.name]
    some = [PAST.c.id.in_(ids)] if len(ids) <= MANY else []
    position = sa.select(
        sa.literal(_POSITION).label("id"),
        sa.func.coalesce(sa.func.max(table.c.position), 0).label("last"),
    ).where(table.c.tenant == unit.tenant)
    before = (
        sa.select(PAST.c.id, sa.func.max(PAST.c.revision).label("last"))
        .where(PAST.c.tenant == unit.tenant, PAST.c.kind == kind.name, *some)
        .group_by(PAST.c.id)
    )
    rows = unit.connection.execute(sa.union_all(position, before))
    found: dict[str, int] = {row.id: row.last for row in rows}
    return found.pop(_POSITION) + 1, found


def write_over(unit: Unit, kind: Kind[Any], rows: list[dict[str, Any]]) -> bool:
    """Write rows over those of one revision less; whether there were all of these."""
    table = RECORDS[kind.name]
    names = [name for name in rows[0] if name not in {"tenant", "id"}]
    order = (
        sa.update(table)
        .where(
            table.c.tenant == unit.tenant,
            table.c.id == sa.bindparam("of_id"),
            table.c.revision == sa.bindparam("of_revision"),
        )
        .values({name: sa.bindparam(f"to_{name}") for name in names})
    )
    told = [
        {f"to_{name}": row[name] for name in names}
        | {"of_id": row["id"], "of_revision": row["revision"] - 1}
        for row in rows
    ]
    return unit.connection.execute(order, told).rowcount == len(rows)


def delete_rows(unit: Unit, kind: Kind[Any], revisions: Mapping[str, int]) -> bool:
    """Delete rows by id at their revisions; whether there were all of these."""
    table = RECORDS[kind.name]
    order = sa.delete(table).where(
        table.c.tenant == unit.tenant,
        table.c.id == sa.bindparam("of_id"),
        table.c.revision == sa.bindparam("of_revision"),
    )
    told = [{"of_id": one, "of_revision": at} for one, at in revisions.items()]
    return unit.connection.execute(order, told).rowcount == len(revisions)
