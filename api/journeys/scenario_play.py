"""Playing what was opened: here, in processes or on a cluster, until done or told to stop."""

from collections.abc import Callable
from dataclasses import dataclass

from api.journeys.long_work import HERE, open_executor
from api.journeys.scenario_read import Opened
from domain.finding import Finding
from scenarios.marginal import Helps, what_helps
from scenarios.scenario import Scenario
from scenarios.sweep import Swept, sweep

Told = Callable[[int, int], None]


class StoppedError(Exception):
    """Somebody asked to end: raised by whoever is told of the progress."""


@dataclass(frozen=True, slots=True)
class PlayAsked:
    """How it is to be played."""

    engine: str = HERE
    replications: int | None = None
    """Instead of the scenarios' own number."""
    seed: int | None = None
    """Instead of the scenarios' own."""


def play(
    opened: Opened, asked: PlayAsked, told: Told | None = None
) -> tuple[Swept | None, list[Finding]]:
    """Play all scenarios with the same luck; None, and why, where the engine cannot be.

    StoppedError goes through from ``told``: nothing is kept.
    """
    scenarios = [_seeded(one, asked.seed) for one in opened.scenarios]
    with open_executor(asked.engine) as (executor, findings):
        if executor is None:
            return None, findings
        done = sweep(scenarios, replications=asked.replications, told=told, executor=executor)
        return done, []


def find_help(
    scenario: Scenario, asked: PlayAsked, told: Told | None = None
) -> tuple[Helps | None, list[Finding]]:
    """What would help a scenario most; None, and why, where the engine cannot be."""
    with open_executor(asked.engine) as (executor, findings):
        if executor is None:
            return None, findings
        seeded = _seeded(scenario, asked.seed)
        helps = what_helps(seeded, replications=asked.replications, told=told, executor=executor)
        return helps, []


def _seeded(scenario: Scenario, seed: int | None) -> Scenario:
    return scenario if seed is None else scenario.model_copy(update={"seed": seed})
