"""Find a roster for a week from the store: the draft it becomes, and how good it is known to be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from api.journeys.plan_week import Engine, Stop, make_roster
from api.journeys.week_mark import mark_of
from api.journeys.week_reasons import with_reasons
from api.journeys.week_stored import StoredWeek, open_stored
from api.store.drafts import DraftRoster, Proof
from api.store.unit import Unit
from domain.finding import Finding
from domain.session import Meeting
from optimizer.elsewhere import Elsewhere
from optimizer.pins import Pin
from optimizer.policy import default_policy
from optimizer.roster import Result
from optimizer.solve import Told
from optimizer.strangers import set_strangers_aside
from optimizer.tables import make_tables


@dataclass(frozen=True, slots=True)
class SolveAsked:
    """What somebody asks for when a roster is to be found."""

    monday: date
    seconds: int = 60
    """Longest search."""
    seed: int = 1
    engine: Engine = "auto"
    work: int | None = None
    """Instead of the clock, as in ``plan_week.PlanAsked``."""
    revision: int | None = None
    """Of the draft that may be replaced; None: whichever there is then."""
    afresh: bool = False
    """Whether to forget the draft's meetings, and not to start from them."""


def prepare_week(unit: Unit, monday: date) -> tuple[StoredWeek, list[Finding]]:
    """What a week asks for today, before anything is searched; ValueError on no Monday.

    The findings: members who cannot come to their group and why, and meetings of the draft that
    the week can hold no more.
    """
    week = open_stored(unit, monday)
    _, gone = known_meetings(week, week.meetings)
    return week, [*week.opened.kept_out, *gone]


def solve_week(
    week: StoredWeek,
    asked: SolveAsked,
    *,
    told: Told | None = None,
    stop: Stop | None = None,
    elsewhere: Elsewhere | None = None,
) -> DraftRoster:
    """The best roster found for the week as it is, as a draft; see ``make_roster``."""
    policy = default_policy()
    start = week.published if asked.afresh else week.meetings
    start, _ = known_meetings(week, start)
    result = make_roster(
        week.opened, policy, asked, start, told=told, stop=stop, elsewhere=elsewhere
    )
    return draft_of(week, result, asked.seconds)


def draft_of(week: StoredWeek, result: Result, seconds_asked: int) -> DraftRoster:
    """A result as the draft of a week."""
    roster = DraftRoster(
        meetings=result.roster.meetings,
        pins=week.pins,
        after=week.number,
        proof=Proof(result.bound, result.left_out_bound, week.mark, week.pins),
        seconds=result.seconds,
        seconds_asked=seconds_asked,
        seed=result.seed,
        log=result.log,
        happened=week.happened,
        now=week.now,
    )
    return with_reasons(week.opened.problem, roster)


def known_meetings(
    week: StoredWeek, meetings: Iterable[Meeting]
) -> tuple[tuple[Meeting, ...], tuple[Finding, ...]]:
    """The meetings that the week can hold, and why the others are none of it any more."""
    tables = make_tables(week.opened.problem, default_policy())
    known, findings = set_strangers_aside(tables, tuple(meetings))
    return tuple(known), tuple(findings)


def proof_today(week: StoredWeek, roster: DraftRoster) -> Proof:
    """What is proven of the week as it is today; of another week nothing is.

    A proof holds for the same week with the same pins and more of them: pins only take rosters
    away. What was proven before anything of the week was published holds afterwards too: to keep
    what is published is one wish more, and no roster becomes better by that.
    """
    held = {pin.need: pin for pin in roster.pins}
    kept = all(_holds(held.get(pin.need), pin) for pin in roster.proof.pins)
    if not kept or not roster.proof.week:
        return Proof()
    unpublished = replace(week.opened.problem, published={})
    same = roster.proof.week == week.mark or roster.proof.week == mark_of(
        unpublished, default_policy()
    )
    return roster.proof if same else Proof()


def _holds(now: Pin | None, then: Pin) -> bool:
    """Whether a pin holds all that another held."""
    if now is None or (then.start is not None and now.start != then.start):
        return False
    seats = [who for who in then.workers if who is not None]
    return not seats or replace(now, start=None) == replace(then, start=None)
