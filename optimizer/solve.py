"""The front door: the best roster of a week within the time given, and how good it can be."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from domain.session import Meeting
from optimizer.background import Bounding
from optimizer.bound import Bound, find_bound
from optimizer.check import Checked, check_tables
from optimizer.choices import Choices, choices_of, meetings_of, nothing_chosen
from optimizer.columns import Columns, make_columns
from optimizer.construct import construct
from optimizer.exact import Effort, solve_exact
from optimizer.limit import NO_LIMIT
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.roster import EngineRun, Result, Roster, Status
from optimizer.size import arcs_of
from optimizer.tables import make_tables
from optimizer.watch import Stop
from optimizer.windows import Windows

SMALL = 1500
"""Pairs times days up to which the exact model is tried first."""
QUICK_SHARE, QUICK_SECONDS = 0.3, 10.0
"""Of the time, for windows before the whole week is solved: the better start is found there."""
AT_LEAST = 1.0
"""Seconds that a first roster is given, however short the time."""
BOUND_SHARE = 0.1
FIRST_SHARES = (0.7, 0.3)
"""Of the time, for a first roster in all, and for making room in it."""
MOST_ARCS = 400_000
"""Orders of two visits up to which the exact model of a week is built."""
ARCS_A_SECOND = 8_000
"""Of the time asked for: building takes some 30 microseconds an arc, and as much again to begin."""
ENGINES = ("auto", "exact", "search", "windows")
NEEDS_A_SECOND = 30
"""Needs in a second of the time up to which a bound is worth a processor."""
ITERATIONS = 1000
"""Iterations of the search that count as one piece of work."""
LAST_SECONDS = 1.0
"""Left of the time when the bound is asked to end."""
BOUND_SECONDS = 10.0
"""Seconds for a bound where work and not the clock ends the search: it moves no meeting."""
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
    solve, or thousands of iterations of the search) instead of the clock makes the result
    the same on every machine. ``engine`` is one of ``ENGINES``: ``auto`` takes the exact model
    for small weeks, the compiled search for larger ones, and windows while it is not compiled.
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
        self.lowest = NO_LIMIT
        self.chosen, self.cost = nothing_chosen(c), c.empty_cost

    def run(self, start: Sequence[Meeting], engine: str) -> Result:
        """Construct, prove or improve, bound, check."""
        given = choices_of(self.c, start) if start else None
        if engine == "search" or (engine == "auto" and not self._is_small(engine)):
            self._search_or_wait(given, engine)
            return self._result(proven=False)
        self._construct(given)
        proven = False
        if not self._is_small(engine):
            self._improve(self._left())
        else:
            if engine == "auto":
                self._improve(min(QUICK_SECONDS, self._left() * QUICK_SHARE))
            proven = self._prove()
        return self._result(proven=proven)

    def _construct(self, given: Choices | None) -> None:
        """A first roster, keeping what is given where it stands."""
        begun = time.perf_counter()
        over, no_more_room = (self._has_passed(share) for share in FIRST_SHARES)
        self.chosen = construct(self.c, given, over, no_more_room)
        self.cost = self._checked().cost
        self._note("construct", time.perf_counter() - begun, self.cost, None)

    def _search_or_wait(self, given: Choices | None, engine: str) -> None:
        """The compiled search; windows until it is compiled, where nobody asked for it by name."""
        # Only here: whoever has a small week never waits for numba to be loaded.
        from optimizer.search.ready import Compiling, is_compiled  # noqa: PLC0415

        if engine == "search" or self.work is not None or is_compiled():
            self._search(given)
            return
        compiling = Compiling()
        self._construct(given)
        self._improve(self._left(), enough=compiling.is_done)
        if not self._over():
            self._search(self.chosen)

    def _search(self, given: Choices | None) -> None:
        """Ruin and recreate; the bound beside it where it can be found in the time."""
        from optimizer.searching import Searching  # noqa: PLC0415

        begun = time.perf_counter()
        if given is not None and check_tables(self.c.tables, meetings_of(self.c, given)).faults:
            self._construct(given)
            given = self.chosen
        searching = Searching(self.c, self.seed, given)
        self._take(searching.best())
        self._note("fill", time.perf_counter() - begun, self.cost, None)
        begun = time.perf_counter()
        proving = len(self.c.need_price) <= NEEDS_A_SECOND * self.seconds or self.work is not None
        limit = max(0.0, self._left()) if self.work is None else BOUND_SECONDS
        bounding = Bounding(self.c, limit) if proving else None
        try:
            how = searching.improve(
                self._left(),
                work=None if self.work is None else self.work * ITERATIONS,
                told=lambda cost, left: self._tell_figures(cost, left),
                stop=lambda: self._is_enough(searching.cost, bounding),
            )
        finally:
            if bounding is not None:
                found = bounding.wait() if self._may_wait() else bounding.end()
                self.bound = _better(found, self.bound)
        self._take(searching.best())
        self._note(f"search ({how})", time.perf_counter() - begun, self.cost, None)
        if bounding is not None:
            self._note("bound", found.seconds, None, found.cost)

    def _take(self, chosen: Choices) -> None:
        """Keep a roster that is no dearer than the best so far."""
        cost = check_tables(self.c.tables, meetings_of(self.c, chosen)).cost
        if cost <= self.cost:
            self.chosen, self.cost = chosen, cost

    def _is_enough(self, cost: int, bounding: Bounding | None) -> bool:
        """Whether somebody said stop, or nothing better can be found."""
        if self.stop is not None and self.stop():
            return True
        if self.work is not None or bounding is None:
            return False
        if self._left() < LAST_SECONDS:
            bounding.hurry()
        self.bound = _better(bounding.so_far(), self.bound)
        return cost <= self.bound.cost

    def _is_small(self, engine: str) -> bool:
        """Whether the exact model is worth building; asked for by name, whether it can be."""
        everybody = np.ones(len(self.c.tables.worker_home), np.bool_)
        arcs = arcs_of(self.c, np.ones(len(self.c.need_price), np.bool_), everybody)
        most = MOST_ARCS if self.work is not None else min(MOST_ARCS, self.seconds * ARCS_A_SECOND)
        if engine == "exact":
            if arcs > most:
                self._note(f"exact (not tried: {arcs} arcs)", 0.0, None, None)
            return arcs <= most
        size = int(sum(days.bit_count() for days in self.c.pair_days.tolist()))
        return engine == "auto" and size <= SMALL and arcs <= most

    def _has_passed(self, share: float) -> Stop:
        """Ask whether a share of the time is over, or somebody said stop."""

        def passed() -> bool:
            if self.stop is not None and self.stop():
                return True
            spent = self.seconds - self._left()
            return self.work is None and spent > max(AT_LEAST, self.seconds * share)

        return passed

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
        if self.bound.cost == 0:
            limit = self._left() * BOUND_SHARE if self.work is None else BOUND_SECONDS
            self.bound = find_bound(self.c, limit, self.stop)
            self._note("bound", self.bound.seconds, None, self.bound.cost)
        share = self._left() if self.work is None else NO_CLOCK
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

    def _improve(self, seconds: float, enough: Stop = lambda: False) -> None:
        """Windows on one processor, the bound on the other, for so long or until it is enough."""
        begun = time.perf_counter()
        until = self._left() - seconds
        windows = Windows(self.c, self.chosen, self.cost, self.seed)
        limit = max(0.0, seconds) if self.work is None else BOUND_SECONDS
        bounding = Bounding(self.c, limit)
        try:
            windows.improve(
                lambda: self._enough(windows, bounding) or self._is_past(until) or enough(),
                self._tell,
                lambda: self._left() - until,
                by_work=self.work is not None,
            )
        finally:
            found = bounding.wait() if self._may_wait() else bounding.end()
        self.bound = _better(found, self.bound)
        self.chosen, self.cost = windows.chosen, windows.cost
        spent = time.perf_counter() - begun
        name = f"windows ({windows.solved} solved, {windows.gained} better"
        name += f", {windows.discarded} discarded)" if windows.discarded else ")"
        self._note(name, spent, self.cost, None)
        self._note("bound", found.seconds, None, found.cost)

    def _is_past(self, left: float) -> bool:
        return self.work is None and self._left() <= left

    def _may_wait(self) -> bool:
        return self.work is not None and not (self.stop is not None and self.stop())

    def _enough(self, windows: Windows, bounding: Bounding) -> bool:
        if self.work is not None:
            return windows.solved >= self.work or (self.stop is not None and self.stop())
        if self._left() < LAST_SECONDS:
            bounding.hurry()
        self.bound = _better(bounding.so_far(), self.bound)
        return self._over() or windows.cost <= self.bound.cost

    def _tell(self, chosen: Choices, cost: int) -> None:
        """Pass on a roster that is no dearer than what was told before."""
        self._tell_figures(cost, int((chosen.start < 0).sum()))

    def _tell_figures(self, cost: int, left: int) -> None:
        if self.told is not None and cost <= self.lowest:
            self.lowest = cost
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
