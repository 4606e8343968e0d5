"""The queue of long work, as whoever asks for it sees it: asked, looked at, stopped, forgotten.

What is asked and what is answered lie sealed with the provider's key; how a worker takes a job
and ends it stands in ``api.store.leases``.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from pydantic_core import from_json, to_json

from api.store.guard import UNSCOPED
from api.store.schema import JOB
from api.store.unit import Store, Unit

STOPPED = "job.stopped"
QUEUE = {UNSCOPED: "the queue is one, whose ever its jobs are"}


class State(StrEnum):
    """How far a job has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    """Called off before it was begun: there is nothing to keep."""


ENDED = frozenset({State.DONE, State.FAILED, State.STOPPED})


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of long work as anybody who asked for it may see it."""

    id: str
    kind: str
    state: State
    by: str
    created: datetime
    attempt: int
    """How often it was begun."""
    stop_asked: bool
    progress: dict[str, Any]
    """What the newest attempt told last; empty: nothing yet."""
    finished: datetime | None
    reason: str
    """Why it failed or was stopped; empty where it was not."""


def add_job(unit: Unit, kind: str, asked: Any, job: str | None = None) -> Job:
    """Put work at the end of the queue; ``asked`` is anything that JSON can write.

    ``job``: an id chosen by whoever asks. IntegrityError where it is taken.
    """
    one = job or uuid4().hex
    row = {
        "tenant": unit.tenant,
        "id": one,
        "kind": kind,
        "state": State.QUEUED.value,
        "asked": unit.keys.own().seal(to_json(asked), job_place(unit, one, "asked")),
        "by": unit.actor.name,
        "created": unit.at,
        "attempt": 0,
        "stop_asked": False,
    }
    unit.connection.execute(sa.insert(JOB).values(**row))
    unit.note("ask", f"job/{one}", kind=kind)
    return Job(one, kind, State.QUEUED, unit.actor.name, unit.at, 0, False, {}, None, "")  # noqa: FBT003


def find_job(unit: Unit, job: str) -> Job | None:
    """A job; None where there is none."""
    return next(iter(_read(unit, [JOB.c.id == job], 1)), None)


def newest_jobs(unit: Unit, most: int = 50) -> list[Job]:
    """The jobs that were asked for last, the newest first."""
    return _read(unit, [], most)


def read_asked(unit: Unit, job: str) -> Any:
    """What is asked; KeyError where there is no such job."""
    return _opened(unit, job, "asked")


def read_answer(unit: Unit, job: str) -> Any:
    """What came of it; None where nothing did yet. KeyError where there is no such job."""
    return _opened(unit, job, "answer")


def ask_to_stop(unit: Unit, job: str) -> Job | None:
    """Have a job end soon and keep the best so far; one that waits is called off at once.

    None where there is no such job; one that has ended stays as it is.
    """
    mine = (JOB.c.tenant == unit.tenant, JOB.c.id == job)
    unit.connection.execute(
        sa.update(JOB)
        .where(*mine, JOB.c.state == State.QUEUED.value)
        .values(state=State.STOPPED.value, reason=STOPPED, finished=unit.at, stop_asked=True)
    )
    unit.connection.execute(
        sa.update(JOB).where(*mine, JOB.c.state == State.RUNNING.value).values(stop_asked=True)
    )
    found = find_job(unit, job)
    if found is not None:
        unit.note("stop", f"job/{job}")
    return found


def forget_jobs(unit: Unit, before: datetime) -> int:
    """Drop jobs that ended before a moment, with what was asked and answered; how many."""
    done = unit.connection.execute(
        sa.delete(JOB).where(JOB.c.tenant == unit.tenant, JOB.c.finished < before)
    )
    return done.rowcount


@dataclass(frozen=True, slots=True)
class Queue:
    """How much work there is, whose ever it is."""

    waiting: int
    running: int
    oldest: datetime | None
    """When the job was asked for that has waited longest; None: none waits."""


def look_at_queue(store: Store) -> Queue:
    """How much waits and runs, for the health of the house."""
    order = (
        sa.select(
            JOB.c.state,
            sa.func.count().label("many"),
            sa.func.min(JOB.c.created).label("oldest"),
        )
        .where(JOB.c.state.in_([State.QUEUED.value, State.RUNNING.value]))
        .group_by(JOB.c.state)
    )
    with store.door() as connection:
        found = {row.state: row for row in connection.execute(order, execution_options=QUEUE)}
    waits, runs = found.get(State.QUEUED.value), found.get(State.RUNNING.value)
    return Queue(
        waits.many if waits else 0, runs.many if runs else 0, waits.oldest if waits else None
    )


def _read(unit: Unit, chosen: list[sa.ColumnElement[bool]], most: int) -> list[Job]:
    rows = unit.connection.execute(
        sa.select(
            *(JOB.c[name] for name in ("id", "kind", "state", "by", "created", "attempt")),
            *(JOB.c[name] for name in ("stop_asked", "progress", "finished", "reason")),
        )
        .where(JOB.c.tenant == unit.tenant, *chosen)
        .order_by(JOB.c.created.desc(), JOB.c.id)
        .limit(most)
    )
    return [
        Job(
            row.id,
            row.kind,
            State(row.state),
            row.by,
            row.created,
            row.attempt,
            row.stop_asked,
            row.progress or {},
            row.finished,
            row.reason or "",
        )
        for row in rows
    ]


def _opened(unit: Unit, job: str, part: str) -> Any:
    row = unit.connection.execute(
        sa.select(JOB.c[part].label("sealed")).where(JOB.c.tenant == unit.tenant, JOB.c.id == job)
    ).first()
    if row is None:
        raise KeyError(job)
    if row.sealed is None:
        return None
    return from_json(unit.keys.own().open(row.sealed, job_place(unit, job, part)))


def job_place(unit: Unit, job: str, part: str) -> str:
    """Where a sealed part of a job stands."""
    return f"{unit.tenant}|job|{job}|{part}"
