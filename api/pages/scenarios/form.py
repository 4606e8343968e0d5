"""A scenario as a form: a few fields that stand for typed operations, and back again.

What a planner changes becomes operations upon the base, so that the answer is always told beside
what the scenario was copied from. Operations for which the form has no field stay as they are, in
their places, and are shown in words.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from scenarios import operations as ops
from scenarios.demand import Demand
from scenarios.scenario import Scenario

Slot = tuple[str, ...]
WHOLE = 100
HOUR = 60
CENTS = 100
LEAST_ROWS = 2
MOST_LANGUAGES = 2
ASKED = ("clients", "referrals")
"""How demand is counted: at once, or referrals a year."""


def counted(demand: Demand) -> str:
    """By which of the two numbers a demand is told."""
    return "clients" if demand.clients is not None else "referrals"


def number_of(demand: Demand) -> int:
    """The number by which it is told."""
    return int(getattr(demand, counted(demand)))


@dataclass
class Slots:
    """The changes of a scenario, each with the field of the form that stands for it."""

    scenario: Scenario
    order: list[tuple[Slot, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Give every change its slot; what has no field, or has one already, is ``kept``."""
        taken: set[Slot] = set()
        for place, change in enumerate(self.scenario.changes):
            slot = self._slot(change, place)
            if slot in taken:
                slot = ("kept", str(place))
            taken.add(slot)
            self.order.append((slot, change))

    @property
    def demands(self) -> dict[str, Demand]:
        """What is asked for, by component; the first of each."""
        found: dict[str, Demand] = {}
        for one in self.scenario.demand:
            found.setdefault(one.component, one)
        return found

    @property
    def budgets(self) -> dict[str, Any]:
        """Budgets by funder: those of the base, then those that a change sets."""
        found = {one.funder: one for one in self.scenario.budgets}
        for slot, change in self.order:
            if slot[0] == "budget":
                found.setdefault(slot[1], change.budget)
        return found

    def rows(self, kind: str) -> list[Any]:
        """Changes of a kind of which there may be several."""
        return [change for slot, change in self.order if slot[0] == kind]

    def one(self, *slot: str) -> Any | None:
        """The change of a field; None: there is none."""
        return next((change for known, change in self.order if known == slot), None)

    def kept(self) -> list[tuple[str, Any]]:
        """Changes without a field, by their places."""
        return [(slot[1], change) for slot, change in self.order if slot[0] == "kept"]

    def _slot(self, change: Any, place: int) -> Slot:  # noqa: PLR0911 - one kind, one line
        known = self.demands
        match change:
            case ops.DemandSet() if self._is_plain_set(change):
                return ("set", change.component)
            case ops.DemandScale(component=None):
                return ("scale",)
            case ops.DemandAdd(demand=more) if more.component in known and len(more.counties) == 1:
                return ("more", str(place))
            case ops.StaffScale(staff=None):
                return ("staff",)
            case ops.StaffAdd() if _is_plain_hire(change):
                return ("hire", str(place))
            case ops.DeadlineSet():
                return ("deadline",)
            case ops.BudgetSet():
                return ("budget", change.budget.funder)
            case _:
                return ("kept", str(place))

    def _is_plain_set(self, change: ops.DemandSet) -> bool:
        base = self.demands.get(change.component)
        return base is not None and getattr(change, counted(base)) is not None


def _is_plain_hire(change: ops.StaffAdd) -> bool:
    one_role = len(change.roles) == 1 and len(change.languages) <= MOST_LANGUAGES
    return one_role and not change.experiences and (change.week_minutes or 0) % HOUR == 0


def plain_values(scenario: Scenario) -> dict[str, str]:
    """What stands in the fields of the form before anybody has changed them."""
    return {name: str(value) for name, value in _values(scenario) if value is not None}


def _values(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    slots = Slots(scenario)
    yield from (
        ("title", scenario.title or scenario.name),
        ("question", scenario.question),
        ("begins", scenario.begins.isoformat()),
        ("months", scenario.months),
        ("warm_up_months", scenario.warm_up_months),
        ("fewest", scenario.replications.fewest),
        ("most", scenario.replications.most),
    )
    for place, (component, base) in enumerate(slots.demands.items()):
        change = slots.one("set", component)
        yield f"demand{place}", getattr(change, counted(base)) if change else number_of(base)
    scale, staff, deadline = (slots.one(name) for name in ("scale", "staff", "deadline"))
    yield "scale", scale.percent if scale else WHOLE
    yield "staff", staff.percent if staff else WHOLE
    yield "days", deadline.days if deadline else scenario.target.days
    percent = deadline.percent if deadline and deadline.percent is not None else None
    yield "percent", scenario.target.percent if percent is None else percent
    for place, more in enumerate(slots.rows("more")):
        yield f"more{place}_component", more.demand.component
        yield f"more{place}_county", next(iter(more.demand.counties))
        yield f"more{place}_number", number_of(more.demand)
    for place, hire in enumerate(slots.rows("hire")):
        yield from _hire_values(f"hire{place}_", hire)
    for place, funder in enumerate(slots.budgets):
        change = slots.one("budget", funder)
        budget = change.budget if change else slots.budgets[funder]
        yield f"budget{place}", budget.cents // CENTS


def _hire_values(begin: str, hire: ops.StaffAdd) -> Iterator[tuple[str, Any]]:
    yield f"{begin}count", hire.count
    yield f"{begin}role", hire.roles[0].value
    yield f"{begin}county", hire.county
    for number, code in enumerate(hire.languages, 1):
        yield f"{begin}language{number}", code
    yield f"{begin}hours", hire.week_minutes and hire.week_minutes // HOUR


def row_count(values: Collection[str], kind: str, part: str) -> int:
    """Rows of a kind that a form has."""
    count = 0
    while f"{kind}{count}_{part}" in values:
        count += 1
    return count
