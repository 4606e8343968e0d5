"""Marks by which it is known that nothing a week is made of has changed: one statement."""

from datetime import date

import sqlalchemy as sa

from api.store.mark_of_kinds import counts_of_kinds, digest_of_counts
from api.store.people import PARTS
from api.store.schema import DRAFT, ROSTER, SETTING
from api.store.unit import Unit


def mark_of_week(unit: Unit, monday: date) -> str:
    """Equal as long as no record, setting, draft or published roster of a week is another."""
    parts = counts_of_kinds(unit, PARTS.values())
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
    return digest_of_counts(unit.connection.execute(sa.union_all(*parts)).all())
