"""Faults of a scenario as a whole: what cannot be although every single field can."""

from collections.abc import Iterator

from billing.grants import grants_of
from billing.prices import MONTH, clashes
from domain.clock import months_after
from domain.finding import Fact, Finding
from scenarios.arrivals import phase_days
from scenarios.demand import Demand
from scenarios.granting import NO_LIMIT, granted_minutes, part_of, rules_of
from scenarios.scenario import Scenario
from scenarios.size import megabytes_of

WHOLE = 100
IMPOSSIBLE, TOO_LARGE = "scenario.impossible", "scenario.too_large"


def examine(scenario: Scenario) -> list[Finding]:
    """Every fault of a scenario whose changes are carried out; how much memory it takes, last."""
    found = [*_of_demand(scenario), *_of_staff(scenario), *_of_money(scenario)]
    endless = [f for f in found if f.about.endswith("stay_days")]
    if not endless:
        needed = megabytes_of(scenario)
        if needed > scenario.megabytes:
            facts: dict[str, Fact] = {"megabytes": needed, "allowed": scenario.megabytes}
            found.append(Finding(TOO_LARGE, scenario.name, facts, amount=needed))
    return found


def _fault(field: str, value: object, expected: str) -> Finding:
    facts: dict[str, Fact] = {"field": field, "value": str(value), "expected": expected}
    return Finding(IMPOSSIBLE, field, facts)


def _of_demand(scenario: Scenario) -> Iterator[Finding]:
    rules = rules_of(scenario)
    for place, demand in enumerate(scenario.demand):
        field = f"demand.{place}"
        programme, component = part_of(rules, demand.component)
        ends = programme.until
        if scenario.begins < programme.since or (ends is not None and scenario.begins > ends):
            days = f"a day from {programme.since}" + (f" to {ends}" if ends else "")
            yield _fault("begins", scenario.begins, f"{days} ({demand.component})")
        yield from _of_length(scenario, demand, field)
        if demand.groups.percent and "group" not in component.activity:
            yield _fault(
                f"{field}.groups.percent", demand.groups.percent, "0: never given to groups"
            )
        if demand.groups.percent < WHOLE and "individual" not in component.activity:
            yield _fault(
                f"{field}.groups.percent", demand.groups.percent, "100: given to groups alone"
            )


def _of_length(scenario: Scenario, demand: Demand, field: str) -> Iterator[Finding]:
    programme, component = part_of(rules_of(scenario), demand.component)
    free = granted_minutes(programme, component, scenario.begins) == NO_LIMIT
    phase = phase_days(scenario, demand)
    if demand.then is not None and phase == NO_LIMIT:
        yield _fault(f"{field}.then.months", "", "months: the programme names no end of the phase")
    if demand.stay_days is None and free and phase == NO_LIMIT:
        yield _fault(f"{field}.stay_days", "", "working days: the referral grants no fixed units")


def _of_staff(scenario: Scenario) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, group in enumerate(scenario.staff):
        if group.id in seen:
            yield _fault(f"staff.{place}.id", group.id, "a name that no other group bears")
        seen.add(group.id)


def payers(scenario: Scenario) -> tuple[str, ...]:
    """Everybody who pays for what is asked for: whose budget may be set."""
    rules = rules_of(scenario)
    asked = {name for d in scenario.demand for name in (d.component, d.then and d.then.component)}
    found = [
        name
        for component in sorted(part for part in asked if part)
        for grant in grants_of(part_of(rules, component)[0])
        for name in grant.funders
    ]
    return tuple(dict.fromkeys(found))


def _of_money(scenario: Scenario) -> Iterator[Finding]:
    paying = payers(scenario)
    after = months_after(scenario.begins, scenario.months)
    funders = [budget.funder for budget in scenario.budgets]
    for place, budget in enumerate(scenario.budgets):
        if budget.funder not in paying:
            yield _fault(f"budgets.{place}.funder", budget.funder, " | ".join(paying))
        if budget.funder in funders[:place]:
            yield _fault(f"budgets.{place}.funder", budget.funder, "one budget for each funder")
        if budget.last < scenario.begins or budget.first >= after:
            days = f"{budget.first} to {budget.last}"
            yield _fault(f"budgets.{place}", days, f"days from {scenario.begins} until {after}")
    for one, other in clashes(scenario.prices):
        place = scenario.prices.index(other)
        yield _fault(f"prices.{place}.since", other.since, f"a day after {one.until}")
    for place, price in enumerate(scenario.prices):
        if price.unit == MONTH:
            yield _fault(f"prices.{place}.unit", price.unit, "minutes, meeting or participant")
