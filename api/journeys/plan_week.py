"""Plan a week: file in, checked and explained roster out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from api.exports.planned_week import PlannedWeek
from api.journeys.explain_need import unknown_need
from api.journeys.open_week import OpenedWeek, forgives, open_week
from api.journeys.pin_week import pin_week
from api.journeys.start_from import Start, start_from
from domain.finding import Finding
from domain.session import Meeting
from domain.words import Language
from optimizer.check import check
from optimizer.differ import compare_rosters
from optimizer.explain import explain_left_out
from optimizer.helps import what_would_help
from optimizer.policy import default_policy
from optimizer.runner_up import explain_choice
from optimizer.solve import Told, solve

Stage = Literal["reading", "planning", "replanning", "explaining", "writing"]
Engine = Literal["auto", "exact", "search", "windows"]
Begun = Callable[[Stage], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class PlanAsked:
    """What somebody asks for when planning a week."""

    path: Path
    """Workbook or CSV folder."""
    monday: date
    today: date
    seconds: int = 60
    seed: int = 1
    engine: Engine = "auto"
    travel: Path | None = None
    """The provider's own matrix of ways."""
    start: Start | None = None
    """A roster to start from; None: what is published of this week, if anything is."""
    pins: tuple[str, ...] = ()
    """Pins as typed, such as ``P014-1=W03@E 10:00``."""
    need: str | None = None
    """A need to say everything about."""
    helps: bool = False
    """Whether to look for what would help those left out."""
    language: Language = "et"
    """In which pins that cannot stand together are written."""
    work: int | None = None
    """Windows to solve, or thousands of iterations of the search, instead of the clock: the same
    roster on every machine."""


def plan_week(
    asked: PlanAsked,
    *,
    begun: Begun | None = None,
    told: Told | None = None,
    stop: Stop | None = None,
) -> tuple[PlannedWeek | None, list[Finding]]:
    """The roster of a week with its reasons; None, and every finding, where a file has errors.

    ``begun`` hears of each stage, ``told`` of the search's progress; ``stop`` ends the search
    and keeps the best so far. The roster is checked once more before it is handed out.
    """
    begin = begun or (lambda _: None)
    begin("reading")
    opened, findings = open_week(asked.path, asked.monday, asked.travel)
    if opened is None:
        return None, findings
    opened, pinned = pin_week(opened, asked.pins, default_policy(), asked.language)
    start, faults = start_from(asked.start, opened.problem)
    findings += [*pinned, *faults, *unknown_need(asked.need, opened.problem)]
    if not all(map(forgives, findings)):
        return None, findings
    begin("planning")
    return _solve(asked, opened, start, begin, told, stop), findings


def _solve(
    asked: PlanAsked,
    opened: OpenedWeek,
    start: tuple[Meeting, ...],
    begin: Begun,
    told: Told | None,
    stop: Stop | None,
) -> PlannedWeek:
    problem, policy = opened.problem, default_policy()
    result = solve(
        problem,
        policy,
        asked.seconds,
        asked.seed,
        start,
        told=told,
        stop=stop,
        work=asked.work,
        engine=asked.engine,
    )
    meetings = result.roster.meetings
    faults = check(problem, policy, meetings).faults
    if faults:
        message = f"a roster with faults was about to be handed out: {faults[:3]}"
        raise AssertionError(message)
    begin("explaining")
    helps = what_would_help(problem, policy, meetings) if asked.helps else None
    published = tuple(problem.published.values())
    served = {meeting.need for meeting in meetings}
    return PlannedWeek(
        provider=opened.provider,
        problem=problem,
        policy=policy,
        result=result,
        reasons=helps.whys if helps else explain_left_out(problem, policy, meetings),
        kept_out=opened.kept_out,
        printed_on=asked.today,
        seconds_asked=asked.seconds,
        comparison=compare_rosters(problem, policy, published, meetings) if published else None,
        helps=helps,
        choice=explain_choice(problem, policy, meetings, asked.need)
        if asked.need in served
        else None,
    )
