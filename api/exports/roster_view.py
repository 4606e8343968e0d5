"""One view of a planned week for every output: rows and words, computed once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from api.exports.reasons import Reason
from domain.words import Language


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to know about a meeting: a key for the eye and words for everybody."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Visit:
    """A meeting as one worker lives it."""

    need: str
    worker: str
    seat: int
    """1 for the first seat of the meeting."""
    day: date
    start: int
    """Minutes of the day."""
    end: int
    component: str
    """Id."""
    component_name: str
    code: str
    """Two letters of the programme."""
    clients: tuple[str, ...]
    whom: str
    place: str
    """Name; empty when remote."""
    way_in: int
    """Minutes from home or from the meeting before."""
    from_home: bool
    way_home: int
    """Minutes home after the last meeting of the day, else 0."""
    colleagues: tuple[str, ...]
    """Names of the others who come along."""
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class WorkerDay:
    """One cell of the week: what a worker does on a day, or why nothing."""

    day: date
    visits: tuple[Visit, ...]
    away: bool
    holiday: bool
    on_duty: bool


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """One row of the week: a worker, the load against the contract, seven days."""

    id: str
    name: str
    roles: str
    languages: str
    meetings: int
    minutes: int
    """Minutes with clients."""
    contract: int
    """Minutes with clients in a week under the contract."""
    most: int
    """Minutes that are never passed."""
    travel: int
    days: tuple[WorkerDay, ...]

    @property
    def days_worked(self) -> int:
        """Days with meetings."""
        return sum(bool(day.visits) for day in self.days)


@dataclass(frozen=True)
class LeftOut:
    """A need without a meeting, and why."""

    need: str
    whom: str
    clients: tuple[str, ...]
    component: str
    component_name: str
    code: str
    minutes: int
    priority: int
    deadline: date | None
    pressing: bool
    """The last day allowed falls in this week or before it."""
    tell: Callable[[], Reason]

    @cached_property
    def reason(self) -> Reason:
        """All that is said about it; written when it is first looked at."""
        return self.tell()


@dataclass(frozen=True, slots=True)
class CostLine:
    """What missing one wish cost."""

    rule: str
    name: str
    sentence: str
    missed: str
    price: int
    cost: int


@dataclass(frozen=True, slots=True)
class ProgrammeCount:
    """Meetings of one programme."""

    code: str
    name: str
    meetings: int


@dataclass(frozen=True)
class RosterView:
    """Everything an output shows, in one language."""

    language: Language
    provider: str
    days: tuple[date, ...]
    """The days shown: Monday to Friday, and the weekend where something happens."""
    holidays: frozenset[date]
    workers: tuple[WorkerRow, ...]
    left_out: tuple[LeftOut, ...]
    costs: tuple[CostLine, ...]
    programmes: tuple[ProgrammeCount, ...]
    kept_out: tuple[str, ...]
    served: int
    wanted: int

    @property
    def travel(self) -> int:
        """Minutes on the way, all workers together."""
        return sum(row.travel for row in self.workers)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """Every visit, worker by worker, in order of time."""
        return tuple(visit for row in self.workers for day in row.days for visit in day.visits)
