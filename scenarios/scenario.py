"""A scenario: a world, who asks, who helps, whose money, what is promised; and what is changed.

``Scenario`` is what a file says: a base and, under ``changes``, the operations that make a variant
of it. ``applied`` carries the changes out; ``difference`` tells two scenarios of one base apart.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from billing.prices import Price
from domain.caps import Record
from scenarios.budgets import Budget
from scenarios.costs import Costs
from scenarios.demand import Demand, Percent
from scenarios.operations import HoursCapSet, OfStaff, Operation
from scenarios.staff import Interpreter, Leave, Staff, Turnover, Wave
from scenarios.world import WorldName

MEGABYTES = 1024
"""Most memory that one replication may take, unless the scenario says otherwise."""


class Target(Record):
    """What is promised: this share of clients has a first meeting in so many working days."""

    percent: Percent = 95
    days: int = Field(default=5, ge=1, le=2600)


class Matching(Record):
    """How those who wait come to a worker.

    ``flow``: a minimum-cost flow in minutes over kinds of clients and single workers, rounded
    down to whole clients, what is left over given to the cheapest who has room. ``greedy``: the
    latter alone. Both serve whoever waits longest first; neither makes a roster of the week.
    """

    policy: Literal["flow", "greedy"] = "flow"
    every_days: int = Field(default=1, ge=1, le=20)
    keep_free_percent: Percent = 15
    """Of a contract's minutes, kept free for days of leave and illness."""


class Replications(Record):
    """How often the same is played with other luck: until the interval is narrow enough."""

    fewest: int = Field(default=10, ge=2, le=10_000)
    most: int = Field(default=30, ge=2, le=10_000)
    half_width: int = Field(default=100, ge=1, le=10_000)
    """Of the 95 % interval of the share in time, in hundredths of a percent point."""

    @model_validator(mode="after")
    def _at_least_the_fewest(self) -> Self:
        if self.most < self.fewest:
            message = f"at most {self.most} replications, at least {self.fewest}"
            raise ValueError(message)
        return self


class Scenario(Record):
    """One question with everything that an answer needs."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = ""
    question: str = ""
    sources: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    world: WorldName = "estonia"
    begins: date
    """First day that counts in the results; the warm-up lies before it."""
    months: int = Field(default=12, ge=1, le=120)
    warm_up_months: int = Field(default=12, ge=0, le=120)
    demand: tuple[Demand, ...] = Field(min_length=1)
    staff: tuple[Staff, ...] = ()
    leave: Leave = Leave()
    waves: tuple[Wave, ...] = ()
    turnover: Turnover = Turnover()
    interpreters: tuple[Interpreter, ...] = ()
    costs: Costs = Costs()
    prices: tuple[Price, ...] = ()
    """The provider's own price list, beside what the programmes name."""
    budgets: tuple[Budget, ...] = ()
    target: Target = Target()
    matching: Matching = Matching()
    replications: Replications = Replications()
    seed: int = Field(default=2026, ge=0, lt=2**63)
    megabytes: int = Field(default=MEGABYTES, ge=16, le=1_000_000)
    """Most memory that one replication may take."""
    changes: tuple[Operation, ...] = ()
    caps: tuple[HoursCapSet, ...] = ()
    """Units that a referral grants in place of the programmes'."""
    courses: tuple[OfStaff, ...] = ()
    """What ``applied`` leaves to be carried out when workers are drawn."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Operations that tell two scenarios of one base apart."""

    only_one: tuple[Operation, ...]
    only_other: tuple[Operation, ...]


def difference(one: Scenario, other: Scenario) -> Difference | None:
    """What each of two scenarios does that the other does not; None where they have no one base.

    Operations are carried out in their order, so they are told from the first that differs.
    Names, questions and sources do not count: two variants differ by what they do.
    """
    if _base(one) != _base(other):
        return None
    same = 0
    for ours, theirs in zip(one.changes, other.changes, strict=False):
        if ours != theirs:
            break
        same += 1
    return Difference(one.changes[same:], other.changes[same:])


def variant(base: Scenario, name: str, changes: tuple[Operation, ...], title: str = "") -> Scenario:
    """The base with operations more, under a name of its own."""
    new = {"name": name, "title": title or name, "changes": (*base.changes, *changes)}
    return base.model_copy(update=new)


def _base(scenario: Scenario) -> Scenario:
    empty = {"name": "", "title": "", "question": "", "changes": ()}
    return scenario.model_copy(update={**empty, "sources": (), "assumptions": ()})
