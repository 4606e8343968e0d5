"""Playing what was opened: here, in processes or on a cluster, until done or told to stop."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from api.journeys.scenario_read import Opened
from domain.finding import Finding
from scenarios.executor import open_engine, read_engine
from scenarios.marginal import Helps, what_helps
from scenarios.scenario import Scenario
from scenarios.sweep import Swept, sweep

AWAY = "executor.away"
HERE = "serial:"
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
    with _engine(asked.engine) as (executor, findings):
        if executor is None:
            return None, findings
        done = sweep(scenarios, replications=asked.replications, told=told, executor=executor)
        return done, []


def find_help(
    scenario: Scenario, asked: PlayAsked, told: Told | None = None
) -> tuple[Helps | None, list[Finding]]:
    """What would help a scenario most; None, and why, where the engine cannot be."""
    with _engine(asked.engine) as (executor, findings):
        if executor is None:
            return None, findings
        seeded = _seeded(scenario, asked.seed)
        helps = what_helps(seeded, replications=asked.replications, told=told, executor=executor)
        return helps, []


def _seeded(scenario: Scenario, seed: int | None) -> Scenario:
    return scenario if seed is None else scenario.model_copy(update={"seed": seed})


@contextmanager
def _engine(url: str) -> Iterator[tuple[Executor | None, list[Finding]]]:
    """The executor of a URL; in this process a thread beside, so that progress can be told."""
    engine, findings = read_engine(url)
    if engine is None:
        yield None, findings
        return
    if url == HERE:
        with ThreadPoolExecutor(1) as here:
            try:
                yield here, []
            finally:
                here.shutdown(cancel_futures=True)
        return
    with ExitStack() as stack:
        try:
            executor = stack.enter_context(open_engine(engine))
        except OSError as error:
            yield None, [Finding(AWAY, url, {"value": str(error)})]
            return
        yield executor, []
