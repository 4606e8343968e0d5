"""Changes with names: what a variant does to a scenario, one typed operation after the other.

The difference of two scenarios of one base is a list of these. Operations on the staff as it
stands (training, language, hours, working days) are kept with the scenario and carried out when
its workers are drawn, so that each of them says of whom it speaks.
"""

from typing import Annotated, Literal

from pydantic import Field

from domain.caps import Record
from domain.people import Level, Role
from scenarios.budgets import Budget
from scenarios.demand import Days, Demand, Groups, Percent
from scenarios.names import ComponentId, County, Kind, LanguageCode
from scenarios.staff import Count, Course, Interpreter, Leave, Minutes, Turnover, Wave


class DemandSet(Record):
    """So many clients at once, or referrals a year."""

    op: Literal["demand.set"]
    component: ComponentId
    clients: int | None = Field(default=None, ge=0, le=10**12)
    referrals: int | None = Field(default=None, ge=0, le=10**12)


class DemandScale(Record):
    """So many percent of what was asked; 100 changes nothing."""

    op: Literal["demand.scale"]
    percent: int = Field(ge=0, le=100_000)
    component: ComponentId | None = None
    """None: of everything."""


class DemandAdd(Record):
    """A stream of clients more."""

    op: Literal["demand.add"]
    demand: Demand


class StaffAdd(Record):
    """Workers more; what is left out is as the world's workers are."""

    op: Literal["staff.add"]
    count: Count
    roles: tuple[Role, ...] = Field(min_length=1)
    county: County | None = None
    languages: tuple[LanguageCode, ...] = ()
    experiences: tuple[Kind, ...] = ()
    level: Level | None = None
    week_minutes: Minutes | None = None
    week_days: int | None = Field(default=None, ge=1, le=5)
    reach: Literal["county", "neighbours", "country"] | None = None


class StaffScale(Record):
    """So many percent of the workers (of one group, or of all)."""

    op: Literal["staff.scale"]
    percent: int = Field(ge=0, le=100_000)
    staff: str | None = None


class StaffLose(Course):
    """Workers (who speak a language) are there no longer."""

    op: Literal["staff.lose"]
    language: LanguageCode | None = None


class TrainingAdd(Course):
    """Workers are trained to a level of competence."""

    op: Literal["training.add"]
    level: Level


class LanguageAdd(Course):
    """Workers learn a language."""

    op: Literal["language.add"]
    language: LanguageCode


class HoursAdd(Course):
    """Contracts of some workers grow by minutes with clients in a week."""

    op: Literal["hours.add"]
    minutes: int = Field(ge=-2880, le=2880)


class WeekdayAdd(Course):
    """Workers work on one weekday more, with the same minutes in the week."""

    op: Literal["weekday.add"]


class InterpreterAdd(Record):
    """Minutes of interpreting at hand in the week."""

    op: Literal["interpreter.add"]
    interpreter: Interpreter


class BudgetSet(Record):
    """The budget of a funder, in place of what stood of that funder before."""

    op: Literal["budget.set"]
    budget: Budget


class DeadlineSet(Record):
    """The first meeting is in time within so many working days; for so many percent."""

    op: Literal["deadline.set"]
    days: Days
    percent: Percent | None = None


class HoursCapSet(Record):
    """Units that a referral grants."""

    op: Literal["hours_cap.set"]
    component: ComponentId
    units: int = Field(gt=0, le=10_000)
    unit_minutes: int = Field(gt=0, le=600)
    extended_percent: Percent | None = None
    extended_units: int | None = Field(default=None, ge=0, le=1000)


class StaySet(Record):
    """How long clients stay, in working days (mean)."""

    op: Literal["stay.set"]
    component: ComponentId
    days: Days


class PhaseSet(Record):
    """How many months the first component is given before what follows it."""

    op: Literal["phase.set"]
    component: ComponentId
    months: int = Field(ge=1, le=120)


class GroupsSet(Record):
    """How many of the clients meet in groups."""

    op: Literal["groups.set"]
    component: ComponentId
    groups: Groups


class PatienceSet(Record):
    """How long clients wait before they give up, in working days (mean)."""

    op: Literal["patience.set"]
    days: Days
    component: ComponentId | None = None


class LeaveSet(Record):
    """How much workers are away."""

    op: Literal["leave.set"]
    leave: Leave


class WaveAdd(Record):
    """A wave of illness among the workers."""

    op: Literal["wave.add"]
    wave: Wave


class TurnoverSet(Record):
    """How many workers leave for good."""

    op: Literal["turnover.set"]
    turnover: Turnover


OfStaff = StaffLose | TrainingAdd | LanguageAdd | HoursAdd | WeekdayAdd
"""Carried out when workers are drawn."""
Operation = Annotated[
    DemandSet
    | DemandScale
    | DemandAdd
    | StaffAdd
    | StaffScale
    | StaffLose
    | TrainingAdd
    | LanguageAdd
    | HoursAdd
    | WeekdayAdd
    | InterpreterAdd
    | BudgetSet
    | DeadlineSet
    | HoursCapSet
    | StaySet
    | PhaseSet
    | GroupsSet
    | PatienceSet
    | LeaveSet
    | WaveAdd
    | TurnoverSet,
    Field(discriminator="op"),
]
