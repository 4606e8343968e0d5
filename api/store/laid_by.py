"""Files that somebody handed in to look at first: laid by, sealed, until they are taken or left.

They lie among the jobs, as one that has ended: nobody works on it, and it goes when old jobs go.
"""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from pydantic_core import to_json

from api.store.jobs import State, find_job, job_place, read_asked
from api.store.schema import JOB
from api.store.unit import Unit


def lay_by(unit: Unit, kind: str, told: Any) -> str:
    """Keep anything that JSON can write until it is taken up; the id it is found by."""
    one = uuid4().hex
    unit.connection.execute(
        sa.insert(JOB).values(
            tenant=unit.tenant,
            id=one,
            kind=kind,
            state=State.DONE.value,
            asked=unit.keys.own().seal(to_json(told), job_place(unit, one, "asked")),
            by=unit.actor.name,
            created=unit.at,
            finished=unit.at,
            attempt=0,
            stop_asked=False,
        )
    )
    unit.note("lay_by", f"job/{one}", kind=kind)
    return one


def take_up(unit: Unit, kind: str, one: str) -> Any:
    """What was laid by; None where there is no such thing of this kind any more."""
    found = find_job(unit, one)
    return read_asked(unit, one) if found is not None and found.kind == kind else None


def let_go(unit: Unit, kind: str, one: str) -> None:
    """Forget what was laid by."""
    unit.connection.execute(
        sa.delete(JOB).where(JOB.c.tenant == unit.tenant, JOB.c.kind == kind, JOB.c.id == one)
    )
