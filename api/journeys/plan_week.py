"""Plan a week: file in, checked and explained roster out.

``make_roster`` and ``explain_roster`` are its two halves, for weeks from a file and from the store
alike.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from api.exports.planned_week import PlannedWeek
from api.journeys.explain_need import unknown_need
from api.journeys.long_work import HERE, open_elsewhere
from api.journeys.open_week import OpenedWeek, forgives, open_week
from api.journeys.pin_week import pin_week
from api.journeys.start_from import Start, start_from
from domain.finding import Finding
from domain.session import Meeting
from domain.words import Language
from optimizer.check import check
from optimizer.differ import compare_rosters
from optimizer.elsewhere import Elsewhere
from optimizer.explain import explain_left_out
from optimizer.helps import what_would_help
from optimizer.policy import Policy, default_policy
from optimizer.roster import Result
from optimizer.runner_up import explain_choice
from optimizer.solve import Told, solve
from optimizer.why import Why

Stage = Literal["reading", "planning", "replanning", "explaining", "writing"]
Engine = Literal["auto", "exact", "search", "windows"]
Begun = Callable[[Stage], None]
Stop = Callable[[], bool]


class Search(Protocol):
    """How long and in which way to look for a roster."""

    @property
    def seconds(self) -> float:
        """Longest search."""

    @property
    def seed(self) -> int:
        """The same seed makes the same choices."""

    @property
    def engine(self) -> Engine:
        """Which engine looks; ``auto`` knows best."""

    @property
    def work(self) -> int | None:
        """Instead of the clock, as in ``PlanAsked``."""


class Telling(Protocol):
    """What to tell about a roster."""

    @property
    def today(self) -> date:
        """The day on which it is told."""

    @property
    def seconds(self) -> int:
        """What the search was given."""

    @property
    def need(self) -> str | None:
        """A need to say everything about."""

    @property
    def helps(self) -> bool:
        """Whether to look for what would help those left out."""


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
    executor: str = HERE
    """URL of where parts of a large week are improved."""


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
    policy = default_policy()
    with open_elsewhere(asked.executor, len(opened.problem.needs)) as (elsewhere, away):
        findings += away
        if not all(map(forgives, away)):
            return None, findings
        begin("planning")
        result = make_roster(
            opened, policy, asked, start, told=told, stop=stop, elsewhere=elsewhere
        )
    begin("explaining")
    return explain_roster(opened, policy, result, asked), findings


def make_roster(
    opened: OpenedWeek,
    policy: Policy,
    how: Search,
    start: Sequence[Meeting],
    *,
    told: Told | None = None,
    stop: Stop | None = None,
    elsewhere: Elsewhere | None = None,
) -> Result:
    """The best roster of an opened week, checked once more; AssertionError where it has faults."""
    problem = opened.problem
    result = solve(
        problem,
        policy,
        how.seconds,
        how.seed,
        start,
        told=told,
        stop=stop,
        work=how.work,
        engine=how.engine,
        elsewhere=elsewhere,
    )
    faults = check(problem, policy, result.roster.meetings).faults
    if faults:
        message = f"a roster with faults was about to be handed out: {faults[:3]}"
        raise AssertionError(message)
    return result


def explain_roster(
    opened: OpenedWeek,
    policy: Policy,
    result: Result,
    asked: Telling,
    whys: Sequence[Why] | None = None,
) -> PlannedWeek:
    """A roster with why each need is left out, and what has changed since publishing.

    ``whys``: these reasons, where they were worked out before.
    """
    problem, meetings = opened.problem, result.roster.meetings
    helps = what_would_help(problem, policy, meetings) if asked.helps else None
    if whys is None:
        whys = helps.whys if helps else explain_left_out(problem, policy, meetings)
    published = tuple(problem.published.values())
    served = {meeting.need for meeting in meetings}
    return PlannedWeek(
        provider=opened.provider,
        problem=problem,
        policy=policy,
        result=result,
        reasons=helps.whys if helps else whys,
        kept_out=opened.kept_out,
        printed_on=asked.today,
        seconds_asked=asked.seconds,
        comparison=compare_rosters(problem, policy, published, meetings) if published else None,
        helps=helps,
        choice=explain_choice(problem, policy, meetings, asked.need)
        if asked.need in served
        else None,
    )
