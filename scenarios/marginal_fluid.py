"""A week as a fluid: minutes that kinds of clients ask, minutes that workers have, who suits whom.

The most minutes that can be served are a linear program; the prices of its rows bound what any
change of a worker can bring, and solving it again with the change tells what it does bring.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.linear import Linear, Optimum
from scenarios import operations as ops
from scenarios.changing import applied
from scenarios.core.state import NEVER
from scenarios.episodes import draw_episodes
from scenarios.marginal_candidates import Candidate
from scenarios.people import Person, people_of
from scenarios.presence import staffing_of
from scenarios.scenario import variant
from scenarios.services import suits_of
from scenarios.simulate import Stage

DRAWS = 3
"""Replications whose clients and absences are averaged."""
EXACT = 1e-6
SECONDS = 60.0
WEEK_DAYS = 5
WHOLE = 100
PRESSURES = (100, 120, 140, 170, 200, 300)
"""Percent of the usual demand: the first at which somebody is left out is taken, as peaks do."""
SHORT = 0.005
"""Share of the minutes that must be left out for prices to mean something."""


@dataclass(frozen=True)
class Change:
    """What a proposal makes of the workers: somebody new, somebody changed, or interpreting."""

    gone: int | None
    """Number of the worker who is another one now."""
    person: Person | None
    language: str = ""
    minutes: float = 0.0


class Fluid:
    """The linear program of a stage, solved once and again with single changes."""

    def __init__(self, stage: Stage, pressure: int) -> None:
        """Minutes a week by kind of client and by worker, at so many percent of the demand."""
        self.stage, self.pressure = stage, pressure
        self.load = load_of(stage) * pressure / WHOLE
        self.room, self.ratio = room_of(stage)
        self._linear = Linear()
        self._kinds = {int(g): k for k, g in enumerate(np.flatnonzero(self.load > 0))}
        self._kind_rows = {g: self._linear.add_row(0.0, float(self.load[g])) for g in self._kinds}
        self._worker_rows = [self._linear.add_row(0.0, float(room)) for room in self.room]
        for g, row in self._kind_rows.items():
            for p in self._suiting(stage.suits, g):
                self._linear.add_column(-1.0, np.inf, (row, self._worker_rows[p]), (1.0, 1.0))
        self.base = self._solve()
        duals = self.base.duals
        self.value = -self.base.value
        self.kind_price = np.zeros(len(self.load))
        for g, row in self._kind_rows.items():
            self.kind_price[g] = -duals[row]
        self.worker_price = -duals[self._worker_rows]
        self._prove()

    @property
    def left_out(self) -> float:
        """Minutes a week that nobody serves."""
        return float(self.load.sum()) - self.value

    def _suiting(self, suits: object, kind: int) -> list[int]:
        found: list[int] = suits.worker[suits.begin[kind] : suits.begin[kind + 1]].tolist()  # type: ignore[attr-defined]
        return found

    def _solve(self) -> Optimum:
        found = self._linear.solve(SECONDS, lambda: False)
        if found is None:
            message = f"{self.stage.scenario.name}: no optimum within {SECONDS} seconds"
            raise RuntimeError(message)
        return found

    def _prove(self) -> None:
        """Strong duality: what the prices say is what is served. RuntimeError otherwise."""
        told = self.kind_price @ self.load + self.worker_price @ self.room
        if abs(told - self.value) > EXACT * max(1.0, abs(self.value)):
            message = f"{self.stage.scenario.name}: prices say {told}, served are {self.value}"
            raise RuntimeError(message)

    def change_of(self, candidate: Candidate) -> Change | None:
        """What a proposal changes; None where it finds nothing to change."""
        return next(iter(self.changes_of([candidate])), None)

    def changes_of(self, candidates: Sequence[Candidate]) -> tuple[Change, ...]:
        """What proposals change together: a worker who takes two courses is changed once."""
        found, courses = [], []
        for operation in (one.operation for one in candidates):
            if isinstance(operation, ops.InterpreterAdd):
                one = operation.interpreter
                found.append(Change(None, None, one.language, float(one.week_minutes)))
            elif isinstance(operation, ops.StaffAdd):
                found.append(Change(None, hired(self.stage, operation)))
            else:
                courses.append(operation)
        if courses:
            new = {"staff": (), "courses": tuple(courses)}
            after = people_of(self.stage.scenario.model_copy(update=new), self.stage.people)
            pairs = enumerate(zip(self.stage.people, after, strict=True))
            found += [Change(n, now) for n, (old, now) in pairs if now != old]
        return tuple(found)

    def bound(self, change: Change) -> float:
        """Minutes a week that a change can bring at most: never below what it does bring.

        The old prices, with one for the changed worker that undercuts no arc, are prices of the
        changed program too.
        """
        worth = 1.0 - self.kind_price
        if change.person is None:
            best = 0.0
            for g, workers in self._interpreted(change.language).items():
                cheapest = min(self.worker_price[workers], default=1.0)
                best = max(best, worth[g] - cheapest)
            return change.minutes * best
        kinds = self._kinds_of(change.person)
        price = max([0.0, *(worth[g] for g in kinds)])
        before = (
            0.0 if change.gone is None else self.room[change.gone] * self.worker_price[change.gone]
        )
        return max(0.0, float(self._minutes(change) * price - before))

    def gain(self, *changes: Change) -> float:
        """Minutes a week that changes bring together: solved again."""
        rows, gone = self._linear.rows, [one.gone for one in changes if one.gone is not None]
        added = [self._let_in(change) for change in changes]
        for number in gone:
            rows[self._worker_rows[number]].upper_bound = 0.0
        found = -self._solve().value - self.value
        for row in added:
            rows[row].upper_bound = 0.0
        for number in gone:
            rows[self._worker_rows[number]].upper_bound = float(self.room[number])
        return float(found)

    def _let_in(self, change: Change) -> int:
        """Number of a new row: the minutes of whoever is new or changed, or of an interpreter."""
        linear = self._linear
        added = linear.add_row(0.0, self._minutes(change))
        if change.person is None:
            for g, workers in self._interpreted(change.language).items():
                for p in workers:
                    rows = (self._kind_rows[g], self._worker_rows[p], added)
                    linear.add_column(-1.0, np.inf, rows, (1.0, 1.0, 1.0))
            return added
        for g in self._kinds_of(change.person):
            linear.add_column(-1.0, np.inf, (self._kind_rows[g], added), (1.0, 1.0))
        return added

    def _minutes(self, change: Change) -> float:
        """Minutes a week of whoever is new or changed: as there as before, or as most are."""
        person = change.person
        if person is None:
            return change.minutes
        before = None if change.gone is None else self.stage.people[change.gone]
        if before is None or change.gone is None or not before.week_minutes:
            return person.week_minutes * self.ratio
        return float(self.room[change.gone]) * person.week_minutes / before.week_minutes

    def _kinds_of(self, person: Person) -> list[int]:
        """Kinds of clients who ask for something and whom a person suits."""
        suits = suits_of(self.stage.services, (person,))
        return [int(g) for g in np.flatnonzero(np.diff(suits.begin)) if int(g) in self._kinds]

    def _interpreted(self, language: str) -> Mapping[int, list[int]]:
        """Kinds of clients of a language, and whoever suits them in whatever language."""
        services = self.stage.services
        suits = suits_of(services, self.stage.people, interpreted=True)
        kinds = np.array(list(self._kinds), np.int64)
        spoken = services.language_of(kinds, [language])
        chosen = kinds[spoken == 0].tolist()
        return {g: found for g in chosen if (found := self._suiting(suits, g))}


def hired(stage: Stage, operation: ops.StaffAdd) -> Person:
    """The worker whom a hire would bring, as the scenario would draw them."""
    now, _ = applied(variant(stage.scenario, "hired", (operation,)))
    whole = tuple(course for course in now.courses if course.count is None)
    alone = now.model_copy(update={"staff": now.staff[-1:], "courses": whole})
    return people_of(alone)[0]


def load_of(stage: Stage) -> np.ndarray:
    """(kinds,) minutes of workers a week that clients of each kind ask for, in the long run."""
    found = np.zeros(stage.services.kinds)
    weeks = len(stage.calendar) / WEEK_DAYS
    for replication in range(DRAWS):
        drawn = draw_episodes(
            stage.scenario, stage.services, stage.granted, stage.calendar, replication
        )
        rows = drawn.rows
        meetings = np.minimum(
            -(-rows.total // np.maximum(rows.minutes, 1)), rows.stay // rows.every + 1
        )
        minutes = meetings * rows.use
        follows = np.zeros(len(minutes), bool)
        follows[rows.after[rows.after >= 0]] = True
        comes = (rows.arrives != NEVER) | follows
        found += np.bincount(drawn.kind[comes], weights=minutes[comes], minlength=len(found))
    return found / DRAWS / weeks


def room_of(stage: Stage) -> tuple[np.ndarray, float]:
    """(workers,) minutes a week that each is there for clients, and their share of contracts."""
    there = np.zeros(len(stage.people))
    for replication in range(DRAWS):
        staffing = staffing_of(stage.scenario, stage.people, stage.calendar, replication)
        there += staffing.there.mean(axis=0)
    there = np.minimum(there / DRAWS, staffing.room)
    contracts = sum(person.week_minutes for person in stage.people)
    return there, float(there.sum()) / contracts if contracts else 1.0


def fluid_of(stage: Stage, pressures: Sequence[int] = PRESSURES) -> Fluid:
    """The fluid at the first pressure at which somebody is left out; else at the last."""
    for pressure in pressures:
        found = Fluid(stage, pressure)
        if found.left_out > SHORT * max(float(found.load.sum()), 1.0):
            break
    return found
