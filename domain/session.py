"""Meetings: wanted (need, seats), planned (meeting), held (who came, what became of it)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Literal

from domain.people import Gender, Level, Role

WEEK_DAYS = 7
DAY_MINUTES = 1440


class Asked(StrEnum):
    """Whose lived experience a seat asks for."""

    NOBODYS = "nobodys"
    OWN = "own"
    OWN_SEVERE = "own_severe"
    FAMILY = "family"
    """The worker's own or that of a member of the worker's family."""
    FAMILY_SEVERE = "family_severe"


@dataclass(frozen=True, slots=True)
class Window:
    """Starts in minutes of the week, both ends included, on one day."""

    start: int
    end: int
    liked: bool = True
    """False: possible, but not the time the client likes best."""

    @property
    def weekday(self) -> int:
        """0 = Monday."""
        return self.start // DAY_MINUTES


@dataclass(frozen=True, slots=True)
class Seat:
    """One worker wanted at a meeting."""

    roles: frozenset[Role]
    subject: str | None = None
    """Training subject asked for; None: no training."""
    level: Level | None = None
    """Competence asked for in that subject; None: any."""
    experience: Asked = Asked.NOBODYS
    talks: bool = True
    """Whether the worker must share the clients' language (or have an interpreter)."""
    paid: bool = True
    """Whether the component is billed: volunteers never take a billed seat."""


@dataclass(frozen=True, slots=True)
class Use:
    """How much of a budget one meeting takes."""

    budget: str
    amount: int


@dataclass(frozen=True, slots=True)
class Need:
    """One meeting wanted this week."""

    id: str
    component: str
    clients: tuple[str, ...]
    """One client, a family's members, or the members of a group."""
    minutes: int
    windows: tuple[Window, ...]
    place: str | None
    """Place id; None: remote, nobody travels."""
    seats: tuple[Seat, ...]
    language: str | None = None
    """Language of a group; None: each client's own languages count."""
    gender: Gender | None = None
    """Workers' gender that the need asks for, beside the clients' own wishes."""
    priority: int = 1
    """1 ordinary, 2 raised, 3 urgent, 4 crisis."""
    deadline: date | None = None
    """Last day on which the meeting is in time."""
    opens: date | None = None
    """First day on which the referral allows the meeting."""
    closes: date | None = None
    """Last day, included: the end of the referral's months or its closing."""
    planned_from: date | None = None
    """Day of the action plan where the component asks for one."""
    plan_owed: bool = False
    """The component asks for an action plan and there is none yet."""
    series: str = ""
    """Meetings of one plan item: ``days_apart`` speaks about a series."""
    days_apart: int = 1
    """Days from one meeting of the series to the next (1 = not twice on a day)."""
    uses: tuple[Use, ...] = ()
    includes: tuple[str, ...] = ()
    """Components whose support is included: none of them on the same day."""
    excludes: tuple[str, ...] = ()
    """Kinds of parallel services during which the programme may not serve the client."""
    group: str | None = None
    smallest: int = 0
    """Fewest members present for a group to meet."""
    pinned_workers: tuple[str | None, ...] = ()
    """Per seat, the worker pinned to it; empty: nobody."""
    pinned_start: int | None = None
    """Minutes of the week."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A need that is served: when, and who takes each seat."""

    need: str
    start: int
    """Minutes since Monday 00:00, local time."""
    workers: tuple[str, ...]
    """Worker ids, in the order of the need's seats."""


class Outcome(StrEnum):
    """What became of a meeting; what of it may be billed stands in ``billing/outcomes.yaml``."""

    PLANNED = "planned"
    """Agreed, and nothing is known of it yet."""
    DELIVERED = "delivered"
    CANCELLED_IN_TIME = "cancelled_in_time"
    CANCELLED_LATE = "cancelled_late"
    CANCELLED_BY_PROVIDER = "cancelled_by_provider"
    NO_SHOW = "no_show"


@dataclass(frozen=True, slots=True)
class Attendance:
    """A client's part in a meeting."""

    client: str
    referral: str = ""
    """Under which the client attended; empty: none is known."""
    outcome: Outcome | None = None
    """What became of this client's part; None: what became of the meeting."""
    theirs: str = ""
    """Number of the case in the payer's register."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a meeting, as recorded once: a correction is a new version, never an edit.

    Raises ValueError where a time names no zone, the end comes before the beginning, nobody was
    to attend, or somebody attends twice.
    """

    meeting: str
    version: int
    component: str
    provider: str
    """Registry code of who gave it."""
    clients: tuple[Attendance, ...]
    """Whoever was to attend; of a family, the one who was referred stands first."""
    workers: tuple[str, ...]
    begins: datetime
    ends: datetime
    outcome: Outcome
    recorded: date
    activity: Literal["individual", "group"] = "individual"
    beneficiary: Literal["person", "family"] = "person"
    confirmed: bool = False
    """Whether the client or partner has confirmed it."""
    planned: bool = True
    """False: an unexpected crisis, not agreed beforehand."""
    booked: date | None = None

    def __post_init__(self) -> None:
        if self.begins.utcoffset() is None or self.ends.utcoffset() is None:
            message = f"{self.meeting} begins or ends at a time without a zone"
            raise ValueError(message)
        if self.ends.astimezone(UTC) < self.begins.astimezone(UTC):
            message = f"{self.meeting} ends before it begins"
            raise ValueError(message)
        clients = {part.client for part in self.clients}
        if not clients or len(clients) != len(self.clients) or self.version < 1:
            message = f"{self.meeting} has nobody, somebody twice, or a version below 1"
            raise ValueError(message)

    def outcome_of(self, part: Attendance) -> Outcome:
        """What became of a client's part: the meeting's outcome where nothing else is told."""
        return self.outcome if part.outcome is None else part.outcome
