"""Scenarios of a provider: keep one, look at it, take it away, play some of them together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.journeys.scenario_read import Opened, base_of
from api.store.scenarios import KeptScenario, find_scenarios, save_scenario
from api.store.unit import Unit
from domain.finding import Finding
from scenarios.changing import applied
from scenarios.reading import scenario_from
from scenarios.scenario import Scenario
from scenarios.size import megabytes_of

GONE, TOO_LARGE = "scenario.gone", "scenario.too_large"
MEGABYTE = 2**20


@dataclass(frozen=True)
class OpenedKept:
    """Kept scenarios, ready to be played, and the revisions that they are of."""

    opened: Opened
    revisions: Mapping[str, int]


def keep_scenario(
    unit: Unit, one: str, told: Mapping[str, Any], expected: int | None
) -> tuple[KeptScenario | None, list[Finding]]:
    """Keep a scenario under its name; None, and every fault, where it cannot be.

    ChangedMeanwhileError where another revision than ``expected`` holds.
    """
    scenario, faults = scenario_from({**told, "name": one})
    if scenario is None:
        return None, faults
    plain = scenario.model_dump(mode="json", exclude_defaults=True)
    return save_scenario(unit, one, plain, expected), []


def open_kept(unit: Unit, ids: Sequence[str]) -> tuple[OpenedKept | None, list[Finding]]:
    """Kept scenarios, the base first; None, and every finding, where one is not there or faulty."""
    held = find_scenarios(unit, ids)
    findings = [Finding(GONE, one) for one in ids if one not in held]
    read: list[Scenario] = []
    for one in ids:
        if one in held:
            scenario, faults = scenario_from(held[one].told)
            findings += faults
            read += [scenario] if scenario else []
    if findings or not read:
        return None, findings
    if len(read) == 1 and read[0].changes:
        read.insert(0, base_of(read[0]))
    revisions = {one: held[one].revision for one in ids}
    return OpenedKept(Opened(tuple(read)), revisions), []


def too_large(opened: Opened, memory: int) -> list[Finding]:
    """Scenarios that take more than ``memory`` bytes, told before any is played; 0: no limit."""
    allowed = max(memory // MEGABYTE, 0)
    found = []
    for one in opened.scenarios:
        needed = megabytes_of(applied(one)[0])
        if memory and needed > allowed:
            facts = {"megabytes": needed, "allowed": allowed}
            found.append(Finding(TOO_LARGE, one.name, dict(facts), amount=needed))
    return found
