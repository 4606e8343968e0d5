"""Tell a week from the store: its draft, or what is published, as every output shows a roster."""

from dataclasses import dataclass, replace
from datetime import date

from api.exports.planned_week import PlannedWeek
from api.journeys.plan_week import explain_roster
from api.journeys.week_reasons import reasons_now
from api.journeys.week_solve import known_meetings, proof_today
from api.journeys.week_stored import StoredWeek, open_published, open_stored
from api.store.drafts import DraftRoster, Proof
from api.store.rosters import PublishedRoster
from api.store.unit import Unit
from domain.finding import Finding
from optimizer.check import check
from optimizer.policy import default_policy
from optimizer.roster import Result, Roster, Status


@dataclass(frozen=True)
class ToldWeek:
    """A roster of the store with its figures, its reasons and what is wrong with it by now."""

    planned: PlannedWeek
    week: StoredWeek
    faults: tuple[Finding, ...]
    """Musts that the roster breaks as the records stand today, and meetings that are gone."""


@dataclass(frozen=True, slots=True)
class _Telling:
    today: date
    seconds: int
    need: str | None
    helps: bool


def tell_draft(
    unit: Unit, monday: date, today: date, *, need: str | None = None, helps: bool = False
) -> ToldWeek | None:
    """The draft of a week with its reasons; None where there is none.

    ``need``: one to say everything about; ``helps``: whether to look for what would help those
    left out.
    """
    week = open_stored(unit, monday)
    if week.draft.roster is None:
        return None
    unit.note("look", f"draft/{monday.isoformat()}")
    roster = week.draft.roster
    asked = _Telling(today, roster.seconds_asked, need, helps)
    return _told(week, roster, proof_today(week, roster), asked)


def tell_published(
    unit: Unit,
    monday: date,
    today: date,
    number: int | None = None,
    *,
    need: str | None = None,
    helps: bool = False,
) -> tuple[ToldWeek, PublishedRoster] | None:
    """A published roster (None: the one that holds) as its week stands today; None: no such one."""
    opened = open_published(unit, monday, number)
    if opened is None:
        return None
    week, found = opened
    unit.note("look", f"roster/{monday.isoformat()}", number=found.number)
    roster = DraftRoster(week.published, week.pins, found.number, week.proof)
    return _told(week, roster, proof_today(week, roster), _Telling(today, 0, need, helps)), found


def _told(week: StoredWeek, roster: DraftRoster, proof: Proof, asked: _Telling) -> ToldWeek:
    policy, problem = default_policy(), week.opened.problem
    meetings, strange = known_meetings(week, roster.meetings)
    checked = check(problem, policy, meetings)
    held = {meeting.need for meeting in meetings}
    left = tuple(need.id for need in problem.needs if need.id not in held)
    bound = min(proof.bound, checked.cost)
    result = Result(
        status=Status.PROVEN if bound == checked.cost else Status.FOUND,
        roster=Roster(problem.monday, meetings),
        cost=checked.cost,
        bound=bound,
        costs=checked.costs,
        left_out=left,
        left_out_bound=min(proof.left_out, len(left)),
        seconds=roster.seconds,
        seed=roster.seed,
        log=roster.log,
    )
    # Whoever looks for what would help is told the reasons with it.
    whys = None if asked.helps else reasons_now(week, replace(roster, meetings=meetings))
    planned = explain_roster(week.opened, policy, result, asked, whys)
    held_faults = checked.faults if week.now is not None else ()
    return ToldWeek(replace(planned, held_faults=held_faults), week, (*strange, *checked.faults))
