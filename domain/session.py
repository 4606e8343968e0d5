"""Meetings: wanted (need, seats), planned (meeting), held (outcome)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
    """What became of a planned meeting."""

    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
