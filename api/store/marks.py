"""Marks by which it is known that nothing a week is made of has changed: one statement."""

from datetime import date
from hashlib import sha256

import sqlalchemy as sa

from api.store.people import PARTS
from api.store.schema import DRAFT, RECORDS, ROSTER, SETTING
from api.store.unit import Unit


def mark_of_week(unit: Unit, monday: date) -> str:
    """Equal as long as no record, setting, draft or published roster of a week is another.

    Counts, revisions and the last change of each kind of record: whatever is added, changed or
    taken away changes one of them.
    """
    parts = [
        sa.select(
            sa.literal(kind.name),
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(RECORDS[kind.name].c.revision), 0),
            sa.cast(sa.func.max(RECORDS[kind.name].c.changed), sa.String),
        ).where(RECORDS[kind.name].c.tenant == unit.tenant)
        for kind in PARTS.values()
    ]
    nothing = sa.cast(sa.null(), sa.String)
    parts += [
        sa.select(
            sa.literal(table.name),
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(number), 0),
            nothing,
        ).where(table.c.tenant == unit.tenant, *chosen)
        for table, number, chosen in (
            (SETTING, SETTING.c.revision, ()),
            (DRAFT, DRAFT.c.revision, (DRAFT.c.monday == monday,)),
            (ROSTER, ROSTER.c.number, (ROSTER.c.monday <= monday,)),
        )
    ]
    rows = unit.connection.execute(sa.union_all(*parts)).all()
    return sha256(repr(sorted(tuple(map(str, row)) for row in rows)).encode()).hexdigest()
