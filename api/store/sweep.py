"""What came back of people who were erased: an old backup knows nothing of it, the keys do."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from api.store import kinds
from api.store.forms import Kind
from api.store.repository import Repository
from api.store.schema import RECORDS
from api.store.unit import Unit


def left_of_erased(unit: Unit) -> dict[str, list[str]]:
    """Ids of records, by kind, that were sealed with a key that is forgotten."""
    erased = unit.keys.erased()
    found = {}
    for kind in kinds.KINDS if erased else ():
        table = RECORDS[kind.name]
        rows = unit.connection.execute(
            sa.select(table.c.id, table.c.person).where(table.c.tenant == unit.tenant)
        )
        ids = sorted(row.id for row in rows if row.person in erased)
        if ids:
            found[kind.name] = ids
    return found


def sweep_erased(unit: Unit) -> dict[str, int]:
    """Take away what came back of people who were erased, and their ids from groups and families.

    How many records of each kind. The rows cannot be read, so nothing of them goes to the past.
    """
    left = left_of_erased(unit)
    referrals = set(left.get(kinds.REFERRAL.name, ()))
    found = {name: _drop(unit, name, ids) for name, ids in left.items()}
    for kind in (kinds.PLAN_ITEM, kinds.USED):
        records = Repository[Any](unit, kind)
        gone = [one for one, kept in records.all().items() if kept.record.referral in referrals]
        found[kind.name] = len(records.take_away(gone))
    _leave(unit, kinds.GROUP, "referrals", referrals)
    _leave(unit, kinds.FAMILY, "members", unit.keys.erased())
    if left:
        unit.note("erase again", "", count=sum(found.values()))
    return {name: count for name, count in found.items() if count}


def _drop(unit: Unit, name: str, ids: Iterable[str]) -> int:
    table = RECORDS[name]
    order = sa.delete(table).where(
        table.c.tenant == unit.tenant, table.c.id == sa.bindparam("of_id")
    )
    return unit.connection.execute(order, [{"of_id": one} for one in ids]).rowcount


def _leave(unit: Unit, kind: Kind[Any], field: str, gone: Iterable[str]) -> None:
    """Take ids out of the lists of records that name them."""
    without, records = frozenset(gone), Repository[Any](unit, kind)
    changed = []
    for kept in records.all().values():
        held = getattr(kept.record, field)
        left = tuple(one for one in held if one not in without)
        if left != held:
            changed.append(replace(kept.record, **{field: left}))
    records.put(changed)
