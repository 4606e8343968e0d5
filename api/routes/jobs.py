"""Long work: how far it is, as often as it changes, and how to have it end soon."""

from asyncio import sleep
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi.concurrency import run_in_threadpool
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic import BaseModel, StringConstraints

from api.jobs.import_people import IMPORT_PEOPLE
from api.jobs.kind import read_findings
from api.jobs.month_files import KEEP_FILES, LOOK_AT_FILES
from api.jobs.month_work import CLOSE_MONTH, DELIVER_MONTH, RECONCILE_MONTH
from api.jobs.play_scenario import PLAY_SCENARIO
from api.jobs.replan_week import REPLAN_WEEK
from api.jobs.solve_week import SOLVE_WEEK
from api.routes.doors import Ask, Door, Reply, answer
from api.routes.problems import FindingTold, Refused, told_finding
from api.security.rights import Right
from api.store.jobs import ENDED, Job, State, ask_to_stop, find_job, newest_jobs, read_answer
from api.store.trouble import AWAY
from api.store.unit import Unit

HERE = "/api/v1/jobs"
EVENTS = "text/event-stream"
EVERY_SECONDS = 1
QUIET_SECONDS = 15
LONGEST_SECONDS = 600
"""After this a stream ends; whoever listens asks again by itself."""
AGAIN_MILLISECONDS = 2000
RIGHT_OF: Mapping[str, Right] = {
    SOLVE_WEEK.name: Right.WEEK_LOOK,
    REPLAN_WEEK.name: Right.WEEK_LOOK,
    IMPORT_PEOPLE.name: Right.PEOPLE_CHANGE,
    DELIVER_MONTH.name: Right.MONTH_LOOK,
    RECONCILE_MONTH.name: Right.MONTH_LOOK,
    CLOSE_MONTH.name: Right.MONTH_LOOK,
    LOOK_AT_FILES.name: Right.MONTH_CHANGE,
    KEEP_FILES.name: Right.MONTH_CHANGE,
    PLAY_SCENARIO.name: Right.SCENARIO_LOOK,
}
"""What one must be allowed to see what came of a kind of job; of others nobody sees it here."""
JobId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class JobTold(BaseModel):
    """A piece of long work."""

    id: str
    kind: str
    state: State
    by: str
    created: datetime
    attempt: int
    stop_asked: bool
    progress: dict[str, Any]
    finished: datetime | None
    reason: str
    answer: dict[str, Any] | None = None
    """What came of it, for whoever may look at that kind of thing."""
    findings: list[FindingTold] = []


class Jobs(BaseModel):
    """What was asked for last, the newest first."""

    items: list[JobTold]


def job_told(job: Job) -> JobTold:
    """A job as programs see it."""
    return JobTold(
        id=job.id,
        kind=job.kind,
        state=job.state,
        by=job.by,
        created=job.created,
        attempt=job.attempt,
        stop_asked=job.stop_asked,
        progress=job.progress,
        finished=job.finished,
        reason=job.reason,
    )


def accepted(job: Job) -> Reply:
    """The answer to work that was put into the queue."""
    return answer(job_told(job), 202, Location=f"{HERE}/{job.id}")


def _list(unit: Unit, _ask: Ask) -> Reply:
    return answer(Jobs(items=[job_told(one) for one in newest_jobs(unit)]))


def _look(unit: Unit, ask: Ask) -> Reply:
    job = _found(find_job(unit, ask.path["id"]))
    told = job_told(job)
    right = RIGHT_OF.get(job.kind)
    came = read_answer(unit, job.id) if right and ask.who.may(right) else None
    if isinstance(came, dict):
        findings = [told_finding(ask.language, one) for one in read_findings(came)]
        rest = {name: value for name, value in came.items() if name != "findings"}
        told = told.model_copy(
            update={
                "answer": rest,
                "findings": [FindingTold.model_validate(one) for one in findings],
            }
        )
        unit.note("look", f"job/{job.id}")
    return answer(told)


def _stop(unit: Unit, ask: Ask) -> Reply:
    return answer(job_told(_found(ask_to_stop(unit, ask.path["id"]))))


def _listen(ask: Ask) -> Reply:
    first = _found(_now(ask))
    return Reply(200, media=EVENTS, stream=_events(ask, first), headers={"X-Accel-Buffering": "no"})


async def _events(ask: Ask, job: Job) -> AsyncIterator[bytes]:
    """An event whenever the job's row has changed, until it has ended."""
    said, quiet = "", 0
    for _ in range(LONGEST_SECONDS // EVERY_SECONDS):
        told = job_told(job).model_dump_json()
        if told != said:
            said, quiet = told, 0
            yield format_sse_event(
                data_str=told,
                event="job",
                id=f"{job.attempt}-{job.state}",
                retry=AGAIN_MILLISECONDS,
            )
        if job.state in ENDED or ask.house.stopping.is_set():
            return
        await sleep(EVERY_SECONDS)
        quiet += EVERY_SECONDS
        if quiet % QUIET_SECONDS == 0:
            yield KEEPALIVE_COMMENT
        try:
            found = await run_in_threadpool(_now, ask)
        except AWAY:
            continue
        if found is None:
            return
        job = found


def _now(ask: Ask) -> Job | None:
    with ask.house.store.read(ask.actor, ask.at) as unit:
        return find_job(unit, ask.path["id"])


def _found(job: Job | None) -> Job:
    if job is None:
        raise Refused(404)
    return job


_IDS = {"id": JobId}
DOORS: tuple[Door, ...] = (
    Door("GET", HERE, Right.JOB_LOOK, _list, "What was asked for last", "read", gives=Jobs),
    Door("GET", f"{HERE}/{{id}}", Right.JOB_LOOK, _look, "How far a job is", "read",
         gives=JobTold, ids=_IDS),
    Door("POST", f"{HERE}/{{id}}/stop", Right.JOB_CHANGE, _stop, "Have a job end soon", "write",
         gives=JobTold, ids=_IDS),
    Door("GET", f"{HERE}/{{id}}/events", Right.JOB_LOOK, _listen, "Hear how far a job is", "free",
         media=EVENTS, ids=_IDS),
)  # fmt: skip
