"""Scenarios by replications: the same luck for all, until the answer is narrow enough.

All scenarios of a sweep are played with the same replications, so that each difference is taken
replication by replication. What is done is kept, and not done again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from scenarios.core.compiled import sources
from scenarios.executor import Engine, open_engine
from scenarios.intervals import half_width, needed
from scenarios.keeping import keep, kept, key_of
from scenarios.outcome import Outcome, outcome_of
from scenarios.people import Person
from scenarios.scenario import Scenario
from scenarios.simulate import Stage, play_once, set_stage
from scenarios.tables import KEYS, TABLES

HUNDREDTHS = 100
JUDGED = "share_in_time"
"""Figure whose interval says whether there are replications enough."""
Told = Callable[[int, int], None]
"""Hears how many replications are done, of how many so far known of."""


@dataclass(frozen=True)
class Swept:
    """What came of a sweep."""

    scenarios: tuple[Scenario, ...]
    replications: int
    """Of each scenario."""
    narrow: bool
    """Whether every interval is as narrow as its scenario asks."""
    tables: Mapping[str, pd.DataFrame]
    """As ``TABLES`` says, with scenario and replication before; ordered by both."""


@dataclass(frozen=True, slots=True)
class _Task:
    scenario: Scenario
    replication: int
    key: str


def sweep(
    scenarios: Sequence[Scenario],
    engine: Engine | None = None,
    folder: Path | None = None,
    *,
    given: Iterable[Person] = (),
    replications: int | None = None,
    told: Told | None = None,
    executor: Executor | None = None,
) -> Swept:
    """Play all scenarios, each as often as the one that needs most.

    ``folder`` keeps outcomes as they come and is asked first. ``given`` are workers of a provider's
    records, the same in every scenario. ``replications`` instead of the scenarios' own number.
    ``executor`` instead of ``engine`` (by default nothing but this process). Raises ValueError
    where two scenarios bear one name, or changes cannot be carried out.
    """
    names = [scenario.name for scenario in scenarios]
    if len(set(names)) < len(names) or not names:
        message = f"a sweep takes scenarios of different names, not {names}"
        raise ValueError(message)
    people = tuple(given)
    if executor is not None:
        return _sweep(scenarios, people, executor, folder, replications, told)
    with open_engine(engine or Engine()) as opened:
        return _sweep(scenarios, people, opened, folder, replications, told)


def _sweep(
    scenarios: Sequence[Scenario],
    people: tuple[Person, ...],
    executor: Executor,
    folder: Path | None,
    replications: int | None,
    told: Told | None,
) -> Swept:
    fewest = replications or max(s.replications.fewest for s in scenarios)
    most = replications or max(fewest, *(s.replications.most for s in scenarios))
    done: dict[tuple[str, int], Outcome] = {}
    upto, wanted = 0, fewest
    while upto < wanted:
        tasks = [
            _Task(s, replication, key_of(s, people, replication))
            for replication in range(upto, wanted)
            for s in scenarios
        ]
        _do(tasks, people, executor, folder, done, told)
        upto = wanted
        more = (needed(_shares(s, done, upto), _goal(s), most) for s in scenarios)
        wanted = max(upto, *more) if upto < most else upto
    narrow = all(half_width(_shares(s, done, upto)) <= _goal(s) for s in scenarios)
    return Swept(tuple(scenarios), upto, narrow, together(done.values(), scenarios))


def _do(
    tasks: Sequence[_Task],
    people: tuple[Person, ...],
    executor: Executor,
    folder: Path | None,
    done: dict[tuple[str, int], Outcome],
    told: Told | None,
) -> None:
    """Do what is not kept, and keep it as it comes."""
    total, left = len(done) + len(tasks), []
    for task in tasks:
        name = task.scenario.name
        found = folder and kept(folder, task.key, name, task.replication)
        if found:
            done[name, task.replication] = found
        else:
            left.append(task)
    texts = {task.scenario.name: task.scenario.model_dump_json() for task in left}
    version = sources()
    running = {
        executor.submit(play_task, texts[t.scenario.name], people, t.replication, version): t
        for t in left
    }
    for future in as_completed(running):
        task = running[future]
        outcome = future.result()
        done[task.scenario.name, task.replication] = outcome
        if folder:
            keep(folder, task.key, outcome)
        if told:
            told(len(done), total)


def play_task(text: str, people: tuple[Person, ...], replication: int, version: int) -> Outcome:
    """One replication, wherever it is done; the stage stands for the next one.

    Raises RuntimeError where the code is not the one that asks.
    """
    if version != sources():
        message = "this machine of the cluster holds another version of the simulation"
        raise RuntimeError(message)
    return outcome_of(play_once(_stage(text, people), replication))


@lru_cache(maxsize=4)
def _stage(text: str, people: tuple[Person, ...]) -> Stage:
    return set_stage(Scenario.model_validate_json(text), people)


def _shares(scenario: Scenario, done: Mapping[tuple[str, int], Outcome], upto: int) -> list[float]:
    return [done[scenario.name, replication].figure(JUDGED) for replication in range(upto)]


def _goal(scenario: Scenario) -> float:
    return scenario.replications.half_width / HUNDREDTHS


def joined(one: Swept, other: Swept) -> Swept:
    """Two sweeps of one world and as many replications, as if all had been played at once."""
    if one.replications != other.replications:
        message = f"{one.replications} replications are not {other.replications}"
        raise ValueError(message)
    tables = {
        name: pd.concat([table, other.tables[name]], ignore_index=True)
        for name, table in one.tables.items()
    }
    return Swept(
        (*one.scenarios, *other.scenarios), one.replications, one.narrow and other.narrow, tables
    )


def together(
    outcomes: Iterable[Outcome], scenarios: Sequence[Scenario] = ()
) -> dict[str, pd.DataFrame]:
    """The tables of many outcomes, one below the other: by scenario as given, by replication."""
    place = {scenario.name: number for number, scenario in enumerate(scenarios)}
    ordered = sorted(outcomes, key=lambda o: (place.get(o.scenario, 0), o.scenario, o.replication))
    found = {}
    for name in TABLES:
        frames = [
            outcome.tables[name].assign(scenario=outcome.scenario, replication=outcome.replication)
            for outcome in ordered
        ]
        whole = pd.concat(frames, ignore_index=True)
        found[name] = whole[[*KEYS, *TABLES[name].columns]]
    return found
