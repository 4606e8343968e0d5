"""What may happen after a week is published: a closed list."""

from dataclasses import dataclass
from datetime import date

from domain.people import Client, Shift
from domain.session import Need
from optimizer.problem import Budget


@dataclass(frozen=True, slots=True)
class Absent:
    """A worker cannot come, from a minute of the first day until the end of the last."""

    worker: str
    first: date
    last: date
    since: int = 0
    """Minute of the first day."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NewNeed:
    """Somebody asks for a meeting this week: an urgent referral, a crisis."""

    need: Need
    clients: tuple[Client, ...] = ()
    """People of the need whom the week does not know yet."""
    budgets: tuple[Budget, ...] = ()


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The client calls a meeting off; its workers are free then."""

    need: str


@dataclass(frozen=True, slots=True)
class Overrun:
    """A meeting lasts so many minutes longer than planned."""

    need: str
    minutes: int


@dataclass(frozen=True, slots=True)
class CameBack:
    """A worker who was to be away is there again from a day on."""

    worker: str
    first: date


@dataclass(frozen=True, slots=True)
class ExtraShift:
    """A worker agrees to be called upon at more hours; a day without a shift is a day more."""

    worker: str
    shift: Shift


Event = Absent | NewNeed | Cancelled | Overrun | CameBack | ExtraShift
