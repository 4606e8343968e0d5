"""Every kind of job that may be asked for, and how to ask."""

from collections.abc import Mapping
from typing import Any

from api.jobs.import_people import IMPORT_PEOPLE
from api.jobs.kind import JobKind
from api.jobs.month_files import KEEP_FILES, LOOK_AT_FILES
from api.jobs.month_work import CLOSE_MONTH, DELIVER_MONTH, RECONCILE_MONTH
from api.jobs.play_scenario import PLAY_SCENARIO
from api.jobs.replan_week import REPLAN_WEEK
from api.jobs.solve_week import SOLVE_WEEK
from api.store.jobs import Job, add_job
from api.store.unit import Unit

JOBS: tuple[JobKind[Any], ...] = (
    SOLVE_WEEK,
    REPLAN_WEEK,
    IMPORT_PEOPLE,
    DELIVER_MONTH,
    RECONCILE_MONTH,
    CLOSE_MONTH,
    LOOK_AT_FILES,
    KEEP_FILES,
    PLAY_SCENARIO,
)
KINDS: Mapping[str, JobKind[Any]] = {kind.name: kind for kind in JOBS}


def ask_for(unit: Unit, kind: JobKind[Any], asked: Any, job: str | None = None) -> Job:
    """Put a job into the queue; ``asked`` is what its kind asks for."""
    return add_job(unit, kind.name, kind.tell(asked), job)
