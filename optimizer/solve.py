"""The front door: the best roster of a week within the time given, and how good it can be."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Event

import numpy as np

from domain.session import Meeting
from optimizer.bound import Bound, find_bound
from optimizer.check import Checked, check_tables
from optimizer.choices import Choices, choices_of, meetings_of
from optimizer.columns import Columns, make_columns
from optimizer.construct import construct
from optimizer.exact import Effort, solve_exact
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.roster import EngineRun, Result, Roster, Status
from optimizer.tables import make_tables
from optimizer.watch import Stop
from optimizer.windows import Windows

SMALL = 1500
"""Pairs times days up to which the exact model is tried first."""
EXACT_SHARE = 0.7
BOUND_SHARE = 0.1
NO_CLOCK = 3600.0
"""Seconds, where work and not the clock ends an engine."""
EXACT_THREADS = 8
"""CP-SAT proves nothing with fewer: its linear relaxations run from here on."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search has come."""

    seconds: float
    cost: int
    left_out: int
    bound: int


Told = Callable[[Progress], None]


def solve(
    problem: Problem,
    policy: Policy,
    seconds: float,
    seed: int = 1,
    start: Sequence[Meeting] = (),
    *,
    told: Told | None = None,
    stop: Stop | None = None,
    work: int | None = None,
    engine: str = "auto",
) -> Result:
    """The best roster found in ``seconds``, its cost by rule and a proven bound.

    ``start`` is a roster to start from; what of it a must forbids is dropped. ``told`` hears
    of progress, ``stop`` ends the search and keeps the best so far. ``work`` (windows to
    solve) instead of the clock makes the result the same on every machine. ``engine`` is
    ``auto``, ``exact`` or ``windows``.
    """
    columns = make_columns(make_tables(problem, policy))
    return _Search(columns, seconds, seed, told, stop, work).run(start, engine)


class _Search:
    """One run: the clock, the best so far, the log."""

    def __init__(
        self,
        c: Columns,
        seconds: float,
        seed: int,
        told: Told | None,
        stop: Stop | None,
        work: int | None,
    ) -> None:
        self.c, self.seed, self.work = c, seed, work
        self.seconds, self.begun = seconds, time.perf_counter()
        self.told, self.stop = told, stop
        self.bound = Bound(0, 0, 0.0)
        self.log: list[EngineRun] = []

    def run(self, start: Sequence[Meeting], engine: str) -> Result:
        """Construct, prove or improve, bound, check."""
        given = self._sound(choices_of(self.c, start)) if start else None
        self.chosen = construct(self.c, given)
        self.cost = self._checked().cost
        self._note("construct", 0.0, self.cost, None)
        size = int(sum(days.bit_count() for days in self.c.pair_days.tolist()))
        exact = engine == "exact" or (engine == "auto" and size <= SMALL)
        proven = self._prove() if exact else False
        if not proven and engine != "exact":
            self._improve()
        return self._result(proven=proven)

    def _sound(self, chosen: Choices) -> Choices:
        """The roster to start with, without the meetings that break a must together."""
        while True:
            meetings = meetings_of(self.c, chosen)
            faults = check_tables(self.c.tables, meetings).faults
            if not faults or not meetings:
                return chosen
            worst = max(range(len(meetings)), key=lambda k: self._faults_without(meetings, k))
            kept = [m for k, m in enumerate(meetings) if k != worst]
            chosen = choices_of(self.c, kept)

    def _faults_without(self, meetings: Sequence[Meeting], k: int) -> int:
        rest = [m for j, m in enumerate(meetings) if j != k]
        faults = check_tables(self.c.tables, rest).faults
        return -sum(finding.amount for finding in faults)

    def _checked(self) -> Checked:
        return check_tables(self.c.tables, meetings_of(self.c, self.chosen))

    def _left(self) -> float:
        return self.seconds - (time.perf_counter() - self.begun)

    def _over(self) -> bool:
        return self._left() <= 0 or (self.stop is not None and self.stop())

    def _effort(self, seconds: float) -> Effort:
        work = float(self.work) if self.work is not None else None
        return Effort(max(0.1, seconds), self.seed, EXACT_THREADS, work)

    def _prove(self) -> bool:
        """Bound the week by counting, then solve it whole."""
        limit = self._left() * BOUND_SHARE if self.work is None else NO_CLOCK
        self.bound = find_bound(self.c, limit, self.stop)
        self._note("bound", self.bound.seconds, None, self.bound.cost)
        share = self._left() * EXACT_SHARE if self.work is None else NO_CLOCK
        found = solve_exact(self.c, self.chosen, self._effort(share), self._tell_exact, self.stop)
        if found.chosen is not None and found.cost is not None and found.cost <= self.cost:
            self.chosen = found.chosen
            self.cost = self._checked().cost
        self._note("exact", found.seconds, found.cost, found.bound)
        self.bound = replace(self.bound, cost=max(found.bound, self.bound.cost))
        return found.proven

    def _tell_exact(self, chosen: Choices, cost: int, bound: int) -> None:
        self.bound = replace(self.bound, cost=max(bound, self.bound.cost))
        self._tell(chosen, cost)

    def _improve(self) -> None:
        """Windows on one core, the bound on the other."""
        begun = time.perf_counter()
        windows = Windows(self.c, self.chosen, self.cost, self.seed)
        limit = max(1.0, self._left() * 0.8) if self.work is None else NO_CLOCK
        with ThreadPoolExecutor(1) as pool:
            done = Event()
            stop = done.is_set if self.work is None else self.stop
            bounding: Future[Bound] = pool.submit(find_bound, self.c, limit, stop)
            try:
                windows.improve(
                    lambda: self._enough(windows, bounding),
                    self._tell,
                    self._left,
                    by_work=self.work is not None,
                )
            finally:
                done.set()
            found = bounding.result()
        self.bound = _better(found, self.bound)
        self.chosen, self.cost = windows.chosen, windows.cost
        spent = time.perf_counter() - begun
        name = f"windows ({windows.solved} solved, {windows.gained} better"
        name += f", {windows.discarded} discarded)" if windows.discarded else ")"
        self._note(name, spent, self.cost, None)
        self._note("bound", found.seconds, None, found.cost)

    def _enough(self, windows: Windows, bounding: "Future[Bound]") -> bool:
        if self.work is not None:
            return windows.solved >= self.work or (self.stop is not None and self.stop())
        if bounding.done():
            self.bound = _better(bounding.result(), self.bound)
        return self._over() or windows.cost <= self.bound.cost

    def _tell(self, chosen: Choices, cost: int) -> None:
        if self.told is not None:
            left = int((chosen.start < 0).sum())
            spent = time.perf_counter() - self.begun
            self.told(Progress(spent, cost, left, self.bound.cost))

    def _note(self, engine: str, seconds: float, cost: int | None, bound: int | None) -> None:
        self.log.append(EngineRun(engine, round(seconds, 3), cost, bound))
        self._tell(self.chosen, self.cost)

    def _result(self, *, proven: bool) -> Result:
        meetings = meetings_of(self.c, self.chosen)
        checked = check_tables(self.c.tables, meetings)
        if checked.faults or checked.cost != self.cost:
            message = f"an engine broke a rule: {checked.faults[:3]}, {checked.cost}, {self.cost}"
            raise AssertionError(message)
        needs = self.c.tables.problem.needs
        left = np.flatnonzero(self.chosen.start < 0).tolist()
        bound = self.cost if proven else min(self.bound.cost, self.cost)
        return Result(
            status=Status.PROVEN if proven or bound == self.cost else Status.FOUND,
            roster=Roster(self.c.tables.problem.monday, meetings),
            cost=self.cost,
            bound=bound,
            costs=checked.costs,
            left_out=tuple(needs[n].id for n in left),
            left_out_bound=min(self.bound.left_out, len(left)),
            seconds=round(time.perf_counter() - self.begun, 2),
            seed=self.seed,
            log=tuple(self.log),
        )


def _better(one: Bound, other: Bound) -> Bound:
    """Two bounds of the same week hold both."""
    cost, left_out = max(one.cost, other.cost), max(one.left_out, other.left_out)
    return Bound(cost, left_out, one.seconds)
