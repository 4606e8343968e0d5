"""Carrying changes out: from a base with operations to the scenario that is played.

Every operation has its one function here; the visible table below says which. An operation that
finds nothing to change is a fault, told with its place.
"""

from collections.abc import Callable
from typing import Any

from domain.finding import Finding
from scenarios import operations as ops
from scenarios.demand import Demand
from scenarios.scenario import Scenario
from scenarios.staff import Staff

WHOLE = 100
IMPOSSIBLE = "scenario.impossible"


def applied(scenario: Scenario) -> tuple[Scenario, list[Finding]]:
    """The scenario with its changes carried out, in their order; and each that changed nothing.

    Idempotent: the result has no changes left.
    """
    now, found = scenario, []
    for place, operation in enumerate(scenario.changes):
        after = CARRY_OUT[type(operation)](now, operation)
        if after is None:
            about = f"changes.{place}"
            facts = {"value": operation.op, "expected": _expected(now, operation)}
            found.append(Finding(IMPOSSIBLE, about, facts))
        else:
            now = after
    return now.model_copy(update={"changes": ()}), found


def _expected(scenario: Scenario, operation: Any) -> str:
    if hasattr(operation, "component"):
        return "a component of its demand: " + ", ".join(d.component for d in scenario.demand)
    return "a group of its staff: " + ", ".join(s.id for s in scenario.staff)


def _demand(
    scenario: Scenario, component: str | None, change: Callable[[Demand], Demand]
) -> Scenario | None:
    if component is not None and component not in {d.component for d in scenario.demand}:
        return None
    new = tuple(change(d) if component in {None, d.component} else d for d in scenario.demand)
    return scenario.model_copy(update={"demand": new})


def _demand_set(scenario: Scenario, change: ops.DemandSet) -> Scenario | None:
    if (change.clients is None) == (change.referrals is None):
        return None
    new = {"clients": change.clients, "referrals": change.referrals}
    return _demand(scenario, change.component, lambda d: d.model_copy(update=new))


def _demand_scale(scenario: Scenario, change: ops.DemandScale) -> Scenario | None:
    def scaled(demand: Demand) -> Demand:
        name = "clients" if demand.clients is not None else "referrals"
        many = (getattr(demand, name) * change.percent + WHOLE // 2) // WHOLE
        return demand.model_copy(update={name: many})

    return _demand(scenario, change.component, scaled)


def _demand_add(scenario: Scenario, change: ops.DemandAdd) -> Scenario:
    return scenario.model_copy(update={"demand": (*scenario.demand, change.demand)})


def _staff_add(scenario: Scenario, change: ops.StaffAdd) -> Scenario:
    taken = {group.id for group in scenario.staff}
    name = next(f"more-{n}" for n in range(1, len(taken) + 2) if f"more-{n}" not in taken)
    group = Staff.model_validate({"id": name, **change.model_dump(exclude={"op"})})
    return scenario.model_copy(update={"staff": (*scenario.staff, group)})


def _staff_scale(scenario: Scenario, change: ops.StaffScale) -> Scenario | None:
    if change.staff is not None and change.staff not in {g.id for g in scenario.staff}:
        return None
    new = tuple(
        group.model_copy(update={"count": (group.count * change.percent + WHOLE // 2) // WHOLE})
        if change.staff in {None, group.id}
        else group
        for group in scenario.staff
    )
    return scenario.model_copy(update={"staff": new})


def _course(scenario: Scenario, change: ops.OfStaff) -> Scenario:
    return scenario.model_copy(update={"courses": (*scenario.courses, change)})


def _interpreter(scenario: Scenario, change: ops.InterpreterAdd) -> Scenario:
    new = (*scenario.interpreters, change.interpreter)
    return scenario.model_copy(update={"interpreters": new})


def _budget(scenario: Scenario, change: ops.BudgetSet) -> Scenario:
    others = tuple(b for b in scenario.budgets if b.funder != change.budget.funder)
    return scenario.model_copy(update={"budgets": (*others, change.budget)})


def _deadline(scenario: Scenario, change: ops.DeadlineSet) -> Scenario:
    percent = scenario.target.percent if change.percent is None else change.percent
    target = scenario.target.model_copy(update={"days": change.days, "percent": percent})
    return scenario.model_copy(update={"target": target})


def _hours_cap(scenario: Scenario, change: ops.HoursCapSet) -> Scenario | None:
    def extended(demand: Demand) -> Demand:
        more = {
            name: value
            for name in ("extended_percent", "extended_units")
            if (value := getattr(change, name)) is not None
        }
        return demand.model_copy(update=more)

    after = _demand(scenario, change.component, extended)
    if after is None:
        return None
    others = tuple(cap for cap in scenario.caps if cap.component != change.component)
    return after.model_copy(update={"caps": (*others, change)})


def _stay(scenario: Scenario, change: ops.StaySet) -> Scenario | None:
    new = {"stay_days": change.days}
    return _demand(scenario, change.component, lambda d: d.model_copy(update=new))


def _phase(scenario: Scenario, change: ops.PhaseSet) -> Scenario | None:
    if not any(d.then for d in scenario.demand if d.component == change.component):
        return None

    def longer(demand: Demand) -> Demand:
        then = demand.then and demand.then.model_copy(update={"months": change.months})
        return demand.model_copy(update={"then": then})

    return _demand(scenario, change.component, longer)


def _groups(scenario: Scenario, change: ops.GroupsSet) -> Scenario | None:
    new = {"groups": change.groups}
    return _demand(scenario, change.component, lambda d: d.model_copy(update=new))


def _patience(scenario: Scenario, change: ops.PatienceSet) -> Scenario | None:
    new = {"patience_days": change.days}
    return _demand(scenario, change.component, lambda d: d.model_copy(update=new))


def _leave(scenario: Scenario, change: ops.LeaveSet) -> Scenario:
    return scenario.model_copy(update={"leave": change.leave})


def _wave(scenario: Scenario, change: ops.WaveAdd) -> Scenario:
    return scenario.model_copy(update={"waves": (*scenario.waves, change.wave)})


def _turnover(scenario: Scenario, change: ops.TurnoverSet) -> Scenario:
    return scenario.model_copy(update={"turnover": change.turnover})


CARRY_OUT: dict[type, Callable[[Scenario, Any], Scenario | None]] = {
    ops.DemandSet: _demand_set,
    ops.DemandScale: _demand_scale,
    ops.DemandAdd: _demand_add,
    ops.StaffAdd: _staff_add,
    ops.StaffScale: _staff_scale,
    ops.StaffLose: _course,
    ops.TrainingAdd: _course,
    ops.LanguageAdd: _course,
    ops.HoursAdd: _course,
    ops.WeekdayAdd: _course,
    ops.InterpreterAdd: _interpreter,
    ops.BudgetSet: _budget,
    ops.DeadlineSet: _deadline,
    ops.HoursCapSet: _hours_cap,
    ops.StaySet: _stay,
    ops.PhaseSet: _phase,
    ops.GroupsSet: _groups,
    ops.PatienceSet: _patience,
    ops.LeaveSet: _leave,
    ops.WaveAdd: _wave,
    ops.TurnoverSet: _turnover,
}
