"""Leases: a worker has a job for a while, keeps it by its beat, and ends it once.

A lease runs out by itself, so that the work of a worker that died is taken up by another. Each
lease counts one attempt further, and only the newest attempt may tell of progress or end the job:
whoever was slow, or thought dead, finds that its word no longer counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from pydantic_core import to_json

from api.store.engine import is_sqlite
from api.store.jobs import QUEUE, State, job_place
from api.store.schema import JOB
from api.store.unit import Store, Unit

MOST_ATTEMPTS = 3
"""A job that was begun so often and never ended is given up when it would be begun once more."""
GIVEN_UP = "job.given_up"


class LostLeaseError(RuntimeError):
    """Somebody else was given the job since, or it has ended: what this attempt did counts not."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A job in the hands of a worker, for one attempt."""

    tenant: int
    id: str
    kind: str
    attempt: int
    by: str
    worker: str


def lease_job(
    store: Store, worker: str, kinds: Iterable[str], at: datetime, length: timedelta
) -> Lease | None:
    """The oldest job that waits, or whose lease has run out, for ``length``; None: none does.

    Jobs that were begun ``MOST_ATTEMPTS`` times are given up on the way, and say so.
    """
    names = sorted(kinds)
    with store.door() as connection:
        if connection.execute(_due(names, at).limit(1)).first() is None:
            return None
    with store.door(writes=True) as connection:
        while True:
            due = _due(names, at).limit(1)
            if not is_sqlite(connection):
                due = due.with_for_update(skip_locked=True)
            row = connection.execute(due).first()
            if row is None:
                return None
            if row.attempt < MOST_ATTEMPTS:
                _set(
                    connection,
                    row,
                    state=State.RUNNING.value,
                    attempt=row.attempt + 1,
                    worker=worker,
                    leased_until=at + length,
                    progress=None,
                )
                return Lease(row.tenant, row.id, row.kind, row.attempt + 1, row.by, worker)
            _set(
                connection,
                row,
                state=State.FAILED.value,
                reason=GIVEN_UP,
                finished=at,
                leased_until=None,
            )


def renew_lease(
    unit: Unit, lease: Lease, length: timedelta, progress: dict[str, Any] | None = None
) -> bool:
    """Keep a job for ``length`` from now; whether its worker is asked to stop.

    LostLeaseError where this attempt no longer counts.
    """
    told = {} if progress is None else {"progress": progress}
    row = unit.connection.execute(
        _held(unit, lease).values(leased_until=unit.at + length, **told).returning(JOB.c.stop_asked)
    ).first()
    if row is None:
        raise LostLeaseError(lease.id)
    return bool(row.stop_asked)


def release_job(unit: Unit, lease: Lease) -> None:
    """Give a job back to the queue, to be begun anew; LostLeaseError as above."""
    done = unit.connection.execute(
        _held(unit, lease).values(state=State.QUEUED.value, worker=None, leased_until=None)
    )
    if done.rowcount != 1:
        raise LostLeaseError(lease.id)


def finish_job(
    unit: Unit, lease: Lease, answer: Any = None, reason: str = "", progress: Any = None
) -> None:
    """End a job: well, or with the reason why not; LostLeaseError as above.

    Whatever the job changes belongs into the same unit: then there are both or neither.
    """
    sealed = None
    if answer is not None:
        sealed = unit.keys.own().seal(to_json(answer), job_place(unit, lease.id, "answer"))
    told = {} if progress is None else {"progress": progress}
    done = unit.connection.execute(
        _held(unit, lease).values(
            state=(State.FAILED if reason else State.DONE).value,
            reason=reason or None,
            finished=unit.at,
            leased_until=None,
            answer=sealed,
            **told,
        )
    )
    if done.rowcount != 1:
        raise LostLeaseError(lease.id)
    unit.note("end", f"job/{lease.id}", kind=lease.kind, attempt=lease.attempt, reason=reason)


def _due(kinds: list[str], at: datetime) -> sa.Select[Any]:
    waits = JOB.c.state == State.QUEUED.value
    died = sa.and_(JOB.c.state == State.RUNNING.value, JOB.c.leased_until <= at)
    return (
        sa.select(JOB.c.tenant, JOB.c.id, JOB.c.kind, JOB.c.attempt, JOB.c.by)
        .where(JOB.c.kind.in_(kinds), sa.or_(waits, died))
        .order_by(JOB.c.created, JOB.c.id)
        .execution_options(**QUEUE)
    )


def _set(connection: sa.Connection, row: Any, **values: Any) -> None:
    connection.execute(
        sa.update(JOB)
        .where(JOB.c.tenant == row.tenant, JOB.c.id == row.id)
        .values(**values)
        .execution_options(**QUEUE)
    )


def _held(unit: Unit, lease: Lease) -> sa.Update:
    """The job as long as the lease's attempt is the newest and has not ended."""
    return sa.update(JOB).where(
        JOB.c.tenant == unit.tenant,
        JOB.c.id == lease.id,
        JOB.c.attempt == lease.attempt,
        JOB.c.state == State.RUNNING.value,
    )
