"""The job of solving a week: the best roster found in the time given becomes its draft."""

import logging
from dataclasses import replace

from api.jobs.drafting import keep_roster, tell_progress
from api.jobs.kind import TOO_LARGE, Ended, JobKind, Task, refused
from api.jobs.size import refuse_too_large
from api.journeys.long_work import open_elsewhere
from api.journeys.week_solve import SolveAsked, solve_week
from api.journeys.week_stored import open_stored
from optimizer.solve import Progress

LOG = logging.getLogger("tugiplaan.jobs")


def run_solve_week(task: Task[SolveAsked]) -> Ended:
    """Read the week, search while there is time, keep the draft.

    The search ends early by as long as the reading took: checking and keeping take about that.
    """
    asked = task.asked
    task.tell({"status": "reading"})
    with task.store.read(task.actor, task.clock()) as unit:
        week = open_stored(unit, asked.monday)
    problem = week.opened.problem
    findings = refuse_too_large(problem, task.memory, TOO_LARGE)
    if findings:
        return refused(findings, TOO_LARGE)
    task.tell({"status": "planning"})

    def told(one: Progress) -> None:
        task.tell(tell_progress(one))

    left = replace(asked, seconds=max(1, int(asked.seconds - 2 * task.spent())))
    with open_elsewhere(task.parts, len(problem.needs)) as (elsewhere, away):
        for one in away:
            LOG.warning("job %s is done here: %s", task.lease.id, one.facts["value"])
        found = solve_week(week, left, told=told, stop=task.stop, elsewhere=elsewhere)
    found = replace(found, seconds_asked=asked.seconds)
    return Ended(keep=lambda unit: keep_roster(unit, problem, found, asked.revision))


SOLVE_WEEK = JobKind("solve_week", SolveAsked, lambda asked: asked.seconds, run_solve_week)
