"""Marks by which it is known that nothing a month is made of has changed: one statement."""

import sqlalchemy as sa

from api.store.keys import FORGOTTEN
from api.store.kinds import CLIENT, WORKER
from api.store.schema import PERSON_KEY, PROVIDER, RECORDS
from api.store.unit import Unit


def mark_of_books(unit: Unit) -> str:
    """Equal as long as neither the books nor anybody who is named beside them is another.

    How often the books were changed, how many clients and workers there are and how often they
    were changed, and how many people were erased.
    """
    nothing = sa.cast(sa.null(), sa.String)
    parts = [
        sa.select(sa.literal("books"), PROVIDER.c.books, sa.literal(0), nothing).where(
            PROVIDER.c.id == unit.tenant
        ),
        sa.select(sa.literal("erased"), sa.func.count(), sa.literal(0), nothing).where(
            PERSON_KEY.c.tenant == unit.tenant, PERSON_KEY.c.wrapped == FORGOTTEN
        ),
    ]
    for kind in (CLIENT, WORKER):
        table = RECORDS[kind.name]
        revisions = sa.func.coalesce(sa.func.sum(table.c.revision), 0)
        changed = sa.cast(sa.func.max(table.c.changed), sa.String)
        parts.append(
            sa.select(sa.literal(kind.name), sa.func.count(), revisions, changed).where(
                table.c.tenant == unit.tenant
            )
        )
    rows = unit.connection.execute(sa.union_all(*parts)).all()
    return repr(sorted(tuple(map(str, row)) for row in rows))
