"""Referrals, what they grant, what is planned under them, how they end."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.people import Gender


class ClosingReason(StrEnum):
    """Why a support-person service ends (source: seed 004, the four cases)."""

    GOALS_MET = "goals_met"
    AGREED_WITH_MUNICIPALITY = "agreed_with_municipality"
    OTHER_SERVICE = "other_service"
    OTHER = "other"
    """Needs a free text."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a referral."""

    reason: ClosingReason
    on: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """More units than the ceiling, with the justified need and who approved it (seed 000)."""

    units: int
    justification: str
    approved_by: str
    on: date


@dataclass(frozen=True, slots=True)
class Referral:
    """A client's (or family's) way into a programme; nothing is booked without one."""

    id: str
    programme: str
    client: str
    on: date
    """The day of referral: months and working days count from here."""
    status: str = ""
    """Client's standing where the programme asks for it, e.g. ``unemployed``."""
    municipality: str = ""
    case_manager: str = ""
    case_manager_free: tuple[tuple[int, int], ...] = ()
    """Minutes of the week (from, to) in which the case manager can attend a three-party meeting."""
    extensions: tuple[Extension, ...] = ()
    closing: Closing | None = None
    first_met: date | None = None
    """Day of the first (three-party) meeting, None while it is owed."""
    planned_on: date | None = None
    """Day of the action plan, where planned components ask for one."""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """What of a component was delivered for a referral before this week."""

    referral: str
    component: str
    month: date
    """First day of the month of service."""
    minutes: int
    cents: int


@dataclass(frozen=True, slots=True)
class ParallelService:
    """A service of another system that may not run at the same time (both ends included)."""

    client: str
    kind: str
    first: date
    last: date | None = None


class PlaceMode(StrEnum):
    """Where a meeting is held."""

    HOME = "home"
    OFFICE = "office"
    ADAPTED = "adapted"
    RECEPTION = "reception"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class PlanItem:
    """What a client wants of one component this week."""

    id: str
    referral: str
    component: str
    meetings: int
    minutes: int
    weekdays: frozenset[int]
    """0 = Monday."""
    earliest: int
    """Earliest start, minutes of the day."""
    latest: int
    """Latest start, minutes of the day."""
    mode: PlaceMode = PlaceMode.HOME
    place: str | None = None
    """Place id; None: the client's home."""
    liked: tuple[int, int] | None = None
    """Starts the client likes best, minutes of the day (from, to)."""
    days_apart: int = 1
    """Days from one meeting to the next; 1 = not twice on a day."""
    workers: int = 1
    """Workers at the meeting at once (a two-person crisis visit: 2)."""
    pinned_worker: str | None = None
    pinned_start: int | None = None
    """Minutes of the week."""
    planned: bool = True
    """False: an unexpected crisis, not agreed beforehand."""


class Leading(StrEnum):
    """Who leads a group (seed 003)."""

    ALONE = "alone"
    """A peer counsellor trained for it, alone."""
    TOGETHER = "together"
    """A specialist together with a peer counsellor."""


@dataclass(frozen=True, slots=True)
class Group:
    """A support, self-help, activity or workshop group that meets this week."""

    id: str
    name: str
    component: str
    theme: str | None
    language: str
    place: str
    minutes: int
    weekdays: frozenset[int]
    earliest: int
    latest: int
    leading: Leading
    smallest: int
    largest: int
    referrals: tuple[str, ...]
    """The members, each by the referral under which they attend."""
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class InformationRequest:
    """A question of the municipality that must be answered within working days (seed 004)."""

    referral: str
    received: date
    answered: date | None = None
    id: str = ""
    """Empty where nobody keeps it."""
    client: str = ""
    """Whom the referral is for."""
    asked: str = ""
    """The question, in the municipality's words."""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A change of a client's situation or behaviour, of which the municipality is told at once.

    Also for the better (seed 004). Both moments are kept, so that the delay can be shown.
    """

    id: str
    referral: str
    client: str
    noticed: datetime
    what: str
    better: bool = False
    """For the better; False: it grew worse."""
    told: datetime | None = None
    """When the municipality was told; None: it is still owed."""
