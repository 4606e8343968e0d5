"""Re-plan a published week: file in, what happened, the fewest changes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from api.exports.planned_week import PlannedWeek
from api.exports.roster_xlsx import headings_read_back, sheets_read_back
from api.imports.happened import Happened, read_happened, read_now
from api.imports.roster_file import read_roster_file
from api.journeys.open_week import OpenedWeek, forgives, open_week
from api.journeys.plan_week import Begun, Stop
from api.journeys.start_from import PUBLISHED, Start, start_from
from domain.clock import CLOCK_HOUR, monday_of
from domain.finding import Finding
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting
from optimizer.check import check, faults_of
from optimizer.explain import explain_left_out
from optimizer.policy import Policy, default_policy
from optimizer.problem import Problem
from optimizer.replan import Event, Replanned, replan
from optimizer.replan.happening import apply_events


@dataclass(frozen=True, slots=True)
class ReplanAsked:
    """What somebody asks for when something has happened to a published week."""

    path: Path
    """Workbook or CSV folder."""
    clock: datetime
    """Local time now: which week it is, and how much of it has passed."""
    happened: Happened
    monday: date | None = None
    """None: that of the roster in the file, else this week's."""
    start: Start = PUBLISHED
    """The published roster: a file, or what the workbook says is published."""
    seconds: int = 5
    seed: int = 1
    travel: Path | None = None
    """The provider's own matrix of ways."""


@dataclass(frozen=True)
class ReplannedWeek:
    """The week as it is now, and how it differs from what was published."""

    planned: PlannedWeek
    before: Problem
    """The week as it was published, with the needs that were called off since."""
    answer: Replanned
    now: int
    """Minute of the week: what began before it stays."""


def replan_week(
    asked: ReplanAsked, *, begun: Begun | None = None, stop: Stop | None = None
) -> tuple[ReplannedWeek | None, list[Finding]]:
    """The published week after what happened; None, and every finding, where that is unclear.

    ``begun`` hears of each stage; ``stop`` ends the search and keeps the best so far. The
    roster is checked once more before it is handed out: it may miss no more of any must than
    the meetings that have been held already.
    """
    begin = begun or (lambda _: None)
    begin("reading")
    monday = _week_of(asked)
    opened, findings = open_week(asked.path, monday, asked.travel)
    if opened is None:
        return None, findings
    published, faults = _published(asked.start, opened.problem)
    heard, unclear = hear(
        opened.problem, published, asked.happened, minutes_passed(asked.clock, monday)
    )
    findings = [*findings, *faults, *unclear]
    if not all(map(forgives, findings)):
        return None, findings
    begin("replanning")
    answer = replan(
        opened.problem,
        default_policy(),
        published,
        heard.events,
        heard.now,
        asked.seconds,
        seed=asked.seed,
        stop=stop,
    )
    begin("explaining")
    planned = tell_replanned(
        opened, answer, heard.now, today=asked.clock.date(), seconds=asked.seconds
    )
    return ReplannedWeek(planned, opened.problem, answer, heard.now), findings


@dataclass(frozen=True, slots=True)
class Heard:
    """What has happened to a week, understood."""

    events: tuple[Event, ...]
    now: int
    """Minute of the week: what began before it stays."""


def hear(
    problem: Problem, published: Sequence[Meeting], happened: Happened, passed: int
) -> tuple[Heard, list[Finding]]:
    """The events that somebody tells of a published week, and all that is unclear of them.

    ``passed``: the minute of the week now, where nobody says another one.
    """
    events, misread = read_happened(happened, problem)
    said, misread_now = read_now(happened, problem.monday)
    now = passed if said is None else said
    by_need = {meeting.need: meeting for meeting in published}
    unclear = apply_events(problem, by_need, events, now).findings if published else []
    return Heard(events, now), [*misread, *misread_now, *unclear]


def tell_replanned(
    opened: OpenedWeek, answer: Replanned, now: int, *, today: date, seconds: int
) -> PlannedWeek:
    """A re-planned week as outputs show it, checked once more.

    AssertionError where it misses more of a must than the meetings that have been held already.
    """
    policy, meetings = default_policy(), answer.result.roster.meetings
    added = faults_to_come(answer.problem, policy, meetings, now)
    if added:
        message = f"a roster with faults was about to be handed out: {added[:3]}"
        raise AssertionError(message)
    return PlannedWeek(
        provider=opened.provider,
        problem=answer.problem,
        policy=policy,
        result=answer.result,
        reasons=explain_left_out(answer.problem, policy, meetings),
        kept_out=opened.kept_out,
        printed_on=today,
        seconds_asked=seconds,
        held_faults=check(answer.problem, policy, meetings).faults,
    )


def faults_to_come(
    problem: Problem, policy: Policy, meetings: Sequence[Meeting], now: int
) -> list[Finding]:
    """What a roster misses of musts that meetings held before ``now`` do not miss as much of."""
    faults = check(problem, policy, meetings).faults
    held = [meeting for meeting in meetings if meeting.start < now]
    before = faults_of(check(problem, policy, held).faults) if faults else {}
    added = {rule for rule, missed in faults_of(faults).items() if missed > before.get(rule, 0)}
    return [fault for fault in faults if fault.rule in added]


def _week_of(asked: ReplanAsked) -> date:
    """Monday of the week: asked for, that of the roster file, or this week's."""
    if asked.monday is not None:
        return asked.monday
    if isinstance(asked.start, Path):
        # Whatever is wrong with the file is told when its meetings are read.
        file, _ = read_roster_file(asked.start, headings_read_back(), sheets_read_back())
        if file is not None:
            return file.monday
    return monday_of(asked.clock.date())


def _published(start: Start, problem: Problem) -> tuple[tuple[Meeting, ...], list[Finding]]:
    """What is published of the week; a finding where nothing is."""
    meetings, faults = start_from(start if isinstance(start, Path) else None, problem)
    if not meetings and not faults:
        week = problem.monday.isoformat()
        return (), [Finding("nothing_to_replan", week, {"week": week})]
    return meetings, faults


def minutes_passed(clock: datetime, monday: date) -> int:
    """Minutes of the week that have passed by the clock on the wall: none before it, then all."""
    days = (clock.date() - monday).days
    passed = days * DAY_MINUTES + clock.hour * CLOCK_HOUR + clock.minute
    return min(max(passed, 0), WEEK_DAYS * DAY_MINUTES)
