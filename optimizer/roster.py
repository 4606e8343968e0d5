"""A roster and what is known of it: costs, bound, gap, what was left out."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.session import Meeting


@dataclass(frozen=True, slots=True)
class Roster:
    """The meetings of one week."""

    monday: date
    meetings: tuple[Meeting, ...] = ()


class Status(StrEnum):
    """How sure a result is."""

    PROVEN = "proven"
    """No cheaper roster exists."""
    FOUND = "found"
    """The best found in time; ``bound`` says how much better another could be."""


@dataclass(frozen=True, slots=True)
class RuleCost:
    """What missing one wish cost in a roster."""

    rule: str
    missed: int
    """Units missed: meetings, minutes, workers, as the rule counts."""
    cost: int


@dataclass(frozen=True, slots=True)
class EngineRun:
    """One engine's share in a result."""

    engine: str
    seconds: float
    cost: int | None
    bound: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of ``solve``."""

    status: Status
    roster: Roster
    cost: int
    bound: int
    """No roster is cheaper."""
    costs: tuple[RuleCost, ...]
    left_out: tuple[str, ...]
    """Needs without a meeting, by id."""
    left_out_bound: int
    """No roster leaves out fewer."""
    seconds: float
    seed: int
    log: tuple[EngineRun, ...] = field(default=())

    @property
    def gap(self) -> float:
        """Share of the cost that a perfect roster might save, 0..1."""
        return 0.0 if self.cost <= self.bound else (self.cost - self.bound) / self.cost
