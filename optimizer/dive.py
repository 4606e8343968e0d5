"""A whole roster of one share, dived for: tours fixed few at a time, the rest mixed anew.

A program of days mixes them in parts. The tours nearest to a whole one are fixed, days for what
is left are sought at its prices, and so on until nothing is left to be mixed. What is taken early
stands on prices that know of all that is left, which is what a search has to find by trying.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from optimizer.generation import FEW, Generation, Gone
from optimizer.linear import OPEN, Floats, Optimum
from optimizer.master import Master
from optimizer.recombine import Tour
from optimizer.watch import Stop

SECONDS = 60.0
"""For one program, at the most."""
FEW_NEW = 10
"""Days that a round brings when it is over with rounds."""
FIRST_ROUNDS, ROUNDS = 8, 1
"""Of new days before the first tour is fixed, and after each step."""
NEAR, SURE = 0.6, 0.999
"""Level from which tours besides the nearest are fixed too, and from which all are."""
PART = 0.03
"""Of the routes, that are fixed in one step unless they are sure."""
LEAST_STEP = 1e-3
"""Seconds."""
SOME = 1e-6


class Dive:
    """One dive in a program that knows days already."""

    def __init__(self, generation: Generation, master: Master, over: Stop) -> None:
        """Nothing is fixed yet."""
        self.generation, self.master, self._over = generation, master, over
        self.program = master.program
        self.taken: dict[int, int] = {}
        """Route -> position of its day."""
        self._position: dict[tuple[int, ...], int] = {}
        self._with: dict[int, list[int]] = defaultdict(list)
        """Need or, less one and negative, route -> positions of days."""
        self._needs: list[frozenset[int]] = []
        self._out: set[int] = set()
        """Positions that are held at nothing."""
        self._met: set[int] = set()
        self._begun, self._steps, self._hurried = 0.0, 0, False

    def run(self, kept: Sequence[Tour] = (), until: float | None = None) -> tuple[Tour, ...]:
        """Tours that can stand together; ``kept`` are among them.

        With ``until`` more are fixed at a time so as to end by then, roughly.
        """
        for tour in kept:
            self.program.add_day(tour.route, list(tour.calls), tour.minutes)
        self._read()
        for tour in kept:
            self._take(self._position[tour.route, *tour.calls])
        with ThreadPoolExecutor(1) as pool:
            found = self._solve(held=bool(kept))
            if found is not None:
                found = self._seek(found, pool, FIRST_ROUNDS)
            self._begun = time.perf_counter()
            while found is not None and not self._over():
                if not self._step(found.levels, self._pace(until)):
                    break
                found = self._solve(held=True)
                if found is not None:
                    found = self._seek(found, pool, ROUNDS)
        return self._end()

    def _solve(self, *, held: bool) -> Optimum | None:
        return self.program.lp.solve(SECONDS, self._over, held=held)

    def _seek(self, found: Optimum, pool: ThreadPoolExecutor, rounds: int) -> Optimum | None:
        """Seek days at the prices found, round after round."""
        for _ in range(rounds):
            gone = Gone(np.isin(self.program.need, list(self._met)), frozenset(self.taken))
            prices = self.program.rounded(found.duals)
            looks = self.generation.look(self.master, prices, pool, rough=True, many=FEW, gone=gone)
            if looks is None:
                return None
            added = self.generation.add(self.master, looks, found.duals)
            added += self.master.add_broken(found.levels)
            self._read()
            if not added:
                break
            again = self._solve(held=False)
            if again is None:
                return found
            found = again
            if added < FEW_NEW:
                break
        return found

    def _read(self) -> None:
        """Take note of days that are new."""
        for position in range(len(self._needs), len(self.program.days)):
            day = self.program.days[position]
            needs = frozenset(self.program.need[day.calls].tolist())
            self._needs.append(needs)
            self._position[day.route, *day.calls.tolist()] = position
            for key in (*needs, -1 - day.route):
                self._with[key].append(position)
            if len(needs) < len(day.calls):
                self._hold_out(position)

    def _pace(self, until: float | None) -> int:
        """Tours to fix in a step: more where the clock asks for it."""
        routes = len(self.generation.routes)
        usual = max(1, int(PART * routes))
        if until is None:
            return usual
        now, open_ = time.perf_counter(), routes - len(self.taken)
        self._steps += 1
        each = (now - self._begun) / self._steps
        steps = int((until - now) / max(each, LEAST_STEP))
        self._hurried = now > until or steps * usual < open_
        return -(-open_ // steps) if steps > 0 else open_

    def _step(self, levels: Floats, pace: int) -> bool:
        """Fix the tours that are nearest to a whole one; False where none is left."""
        days = self.program.days[: len(self._needs)]
        level = levels[[day.column for day in days]] if days else levels[:0]
        order = np.argsort(-level, kind="stable")
        fixed = 0
        for position in order[: int((level > SOME).sum())].tolist():
            near = level[position]
            is_near = near >= NEAR or self._hurried
            if fixed and near < SURE and (fixed >= pace or not is_near):
                break
            day = days[position]
            if day.route not in self.taken and position not in self._out:
                self._take(position)
                fixed += 1
        return fixed > 0

    def _take(self, position: int) -> None:
        """Fix a day, and what cannot stand beside it."""
        day, needs = self.program.days[position], self._needs[position]
        self.taken[day.route] = position
        self._met |= needs
        self.program.lp.hold(day.column, 1.0, 1.0)
        for key in (*needs, -1 - day.route):
            for other in self._with[key]:
                if other != position and other not in self._out:
                    self._hold_out(other)

    def _hold_out(self, position: int) -> None:
        self._out.add(position)
        self.program.lp.hold(self.program.days[position].column, 0.0, 0.0)

    def _end(self) -> tuple[Tour, ...]:
        """Let everything go again, and give the tours."""
        days = self.program.days
        for position in (*self.taken.values(), *self._out):
            self.program.lp.hold(days[position].column, 0.0, OPEN)
        return tuple(
            Tour(days[k].route, tuple(days[k].calls.tolist()), days[k].minutes)
            for k in self.taken.values()
        )
