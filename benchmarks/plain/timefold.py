"""Timefold 1.24 (Python, on Java 17), local search on a list variable, two days at a time.

Its makers have halted the Python line; 1.24.0b0 is the last. The model is that of its own guide
to vehicle routing: workers hold lists of visits, a visit knows who makes it, what comes before and
after, and when its worker leaves it (a cascading shadow variable); visits may stay unassigned.
Hard: tags, windows, shifts, in minutes; soft: J. Settings: everything is counted per visit,
not per worker, so that a move touches few scores; the default phases (cheapest insertion, then
late acceptance). Nearby selection and move threads belong to the enterprise edition and are not
to be had. Starting Java and translating the model to it are not counted as time used. Ways are
letters of a string, since every number of a list is handed to Java and back by itself (18 s
instead of 4 for a day of L).
"""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Annotated, Any, Optional

import numpy as np

from benchmarks.plain.day import Day
from benchmarks.plain.instance import LEFT_OUT

SETTINGS = "list variable, scores per visit, default phases"
_solver: Any = import_module("timefold.solver")
_config: Any = import_module("timefold.solver.config")
_domain: Any = import_module("timefold.solver.domain")
_score: Any = import_module("timefold.solver.score")


@_domain.planning_entity
@dataclass
class Visit:
    """A visit as Timefold sees it."""

    id: Annotated[int, _domain.PlanningId]
    first: int
    last: int
    length: int
    ways: str
    """Minutes to every place of the day, visits, then homes: the numbers of its letters."""
    may: str
    """Per worker of the day, "1" where the worker may come."""
    worker: Annotated[
        Optional["Worker"], _domain.InverseRelationShadowVariable(source_variable_name="visits")
    ] = field(default=None)
    before: Annotated[
        Optional["Visit"], _domain.PreviousElementShadowVariable(source_variable_name="visits")
    ] = field(default=None)
    after: Annotated[
        Optional["Visit"], _domain.NextElementShadowVariable(source_variable_name="visits")
    ] = field(default=None)
    leaves: Annotated[
        int | None, _domain.CascadingUpdateShadowVariable(target_method_name="walk")
    ] = field(default=None)
    """Minute at which the worker leaves."""

    def walk(self) -> None:
        """When the worker leaves, given what comes before."""
        if self.worker is None:
            self.leaves = None
        elif self.before is None:
            self.leaves = (
                max(self.worker.begin + ord(self.worker.ways[self.id]), self.first) + self.length
            )
        elif self.before.leaves is None:
            self.leaves = None
        else:
            self.leaves = (
                max(self.before.leaves + ord(self.before.ways[self.id]), self.first) + self.length
            )

    def lacks_tag(self) -> int:
        """1 where the worker may not make the visit."""
        return 0 if self.may[self.worker.number] == "1" else 1  # type: ignore[union-attr]

    def late(self) -> int:
        """Minutes too late, at the visit or, after the last one, at home."""
        late = max(0, self.leaves - self.length - self.last)  # type: ignore[operator]
        if self.after is None:
            late += max(0, self.leaves + ord(self.ways[self.worker.place]) - self.worker.end)  # type: ignore[operator,union-attr]
        return late

    def way(self) -> int:
        """Minutes to the visit and, after the last one, back home."""
        ways = self.worker.ways if self.before is None else self.before.ways  # type: ignore[union-attr]
        way = ord(ways[self.id])
        if self.after is None:
            way += ord(self.ways[self.worker.place])  # type: ignore[union-attr]
        return way


@_domain.planning_entity
@dataclass
class Worker:
    """A worker's day as Timefold sees it."""

    id: Annotated[str, _domain.PlanningId]
    number: int
    place: int
    begin: int
    end: int
    ways: str
    visits: Annotated[list[Visit], _domain.PlanningListVariable(allows_unassigned_values=True)] = (
        field(default_factory=list)
    )


@_domain.planning_solution
@dataclass
class Plan:
    """A day as Timefold sees it."""

    workers: Annotated[list[Worker], _domain.PlanningEntityCollectionProperty]
    visits: Annotated[
        list[Visit], _domain.PlanningEntityCollectionProperty, _domain.ValueRangeProvider
    ]
    score: Annotated[_score.HardSoftScore, _domain.PlanningScore] = field(default=None)


def _rules(factory: Any) -> Any:
    hard, soft = _score.HardSoftScore.ONE_HARD, _score.HardSoftScore.ONE_SOFT
    left_out = _score.HardSoftScore.of_soft(LEFT_OUT)
    return [
        factory.for_each(Visit)
        .filter(lambda visit: visit.lacks_tag() > 0)
        .penalize(_score.HardSoftScore.of_hard(60))
        .as_constraint("tags"),
        factory.for_each(Visit)
        .filter(lambda visit: visit.late() > 0)
        .penalize(hard, lambda visit: visit.late())
        .as_constraint("windows and shifts"),
        factory.for_each(Visit).penalize(soft, lambda visit: visit.way()).as_constraint("travel"),
        factory.for_each_including_unassigned(Visit)
        .filter(lambda visit: visit.worker is None)
        .penalize(left_out)
        .as_constraint("left out"),
    ]


RULES = _score.constraint_provider(_rules)


def solve_day(day: Day, seconds: float, seed: int) -> list[list[int]]:
    """Positions of visits per worker, in order."""
    ways = ["".join(map(chr, row)) for row in day.minutes.tolist()]
    n = day.visits
    visits = [
        Visit(
            id=row,
            first=int(day.first[row]),
            last=int(day.last[row]),
            length=int(day.length[row]),
            ways=ways[row],
            may="".join("01"[may] for may in day.fits[:, row].tolist()),
        )
        for row in range(n)
    ]
    workers = [
        Worker(
            id=f"worker {row}",
            number=row,
            place=n + row,
            begin=int(day.begin[row]),
            end=int(day.end[row]),
            ways=ways[n + row],
        )
        for row in range(day.workers)
    ]
    asked = _config.SolverConfig(
        solution_class=Plan,
        entity_class_list=[Worker, Visit],
        environment_mode=_config.EnvironmentMode.NO_ASSERT,
        random_seed=seed,
        score_director_factory_config=_config.ScoreDirectorFactoryConfig(
            constraint_provider_function=RULES
        ),
        termination_config=_config.TerminationConfig(
            spent_limit=_config.Duration(milliseconds=max(100, int(seconds * 1000)))
        ),
    )
    found = _solver.SolverFactory.create(asked).build_solver().solve(Plan(workers, visits))
    return [[visit.id for visit in worker.visits] for worker in found.workers]


def prepare() -> None:
    """Translate the model to Java once, with nobody and nothing in it but one visit."""
    nobody = np.zeros(1, np.int64)
    one = Day(
        weekday=0,
        visit=nobody,
        worker=nobody,
        minutes=np.zeros((2, 2), np.int64),
        first=nobody,
        last=nobody,
        length=nobody,
        begin=nobody,
        end=nobody,
        tags=nobody,
        asked=nobody,
        fits=np.ones((1, 1), np.bool_),
    )
    solve_day(one, 0.1, 1)
