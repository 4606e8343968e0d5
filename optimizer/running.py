"""A run of the front door: the clock, the best roster so far, its bound, the log, the result."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from optimizer.bound import Bound, better
from optimizer.check import Checked, check_tables
from optimizer.choices import Choices, meetings_of, nothing_chosen
from optimizer.columns import Columns
from optimizer.elsewhere import Elsewhere
from optimizer.limit import NO_LIMIT
from optimizer.roster import EngineRun, Result, Roster, Status
from optimizer.watch import Stop

AT_LEAST = 1.0
"""Seconds that a first roster is given, however short the time."""

DISCARDED = "discarded"
"""Name in the log of a roster that broke a rule."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search has come."""

    seconds: float
    cost: int
    left_out: int
    bound: int


Told = Callable[[Progress], None]


class Running:
    """What every engine's turn reads and writes."""

    def __init__(
        self,
        c: Columns,
        seconds: float,
        seed: int,
        told: Told | None,
        stop: Stop | None,
        work: int | None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        """Start the clock on the empty roster; ``elsewhere``: who improves parts of it."""
        self.c, self.seed, self.work, self.elsewhere = c, seed, work, elsewhere
        self.seconds, self.begun = seconds, time.perf_counter()
        self.told, self.stop = told, stop
        self.bound = Bound(0, 0, 0.0)
        self.log: list[EngineRun] = []
        self.lowest = NO_LIMIT
        self.chosen, self.cost = nothing_chosen(c), c.empty_cost

    def left(self) -> float:
        """Seconds left."""
        return self.seconds - (time.perf_counter() - self.begun)

    def is_stopped(self) -> bool:
        """Whether somebody said stop."""
        return self.stop is not None and self.stop()

    def is_best(self) -> bool:
        """Whether no roster is cheaper."""
        return self.cost <= self.bound.cost

    def is_over(self) -> bool:
        """Whether the time is over, or somebody said stop."""
        return self.left() <= 0 or self.is_stopped()

    def has_passed(self, share: float) -> Stop:
        """Ask whether a share of the time is over, or somebody said stop."""

        def passed() -> bool:
            if self.is_stopped():
                return True
            spent = self.seconds - self.left()
            return self.work is None and spent > max(AT_LEAST, self.seconds * share)

        return passed

    def checked(self, chosen: Choices) -> Checked:
        """What the check says of a roster."""
        return check_tables(self.c.tables, meetings_of(self.c, chosen))

    def take(self, chosen: Choices) -> None:
        """Keep a roster that is no dearer than the best so far.

        One that breaks a rule is never kept, and the log tells which: an engine is at fault.
        """
        checked = self.checked(chosen)
        if checked.faults:
            broken = ", ".join(sorted({fault.rule for fault in checked.faults}))
            self.note(f"{DISCARDED} ({broken})", 0.0, checked.cost, None)
        elif checked.cost <= self.cost:
            self.chosen, self.cost = chosen, checked.cost

    def raise_bound(self, found: Bound) -> None:
        """Two bounds of the same week hold both."""
        # What is known of the shares is large, and nobody asks a run for it.
        self.bound = better(replace(found, generations=()), self.bound)

    def tell(self, chosen: Choices, cost: int) -> None:
        """Pass on a roster that is no dearer than what was told before."""
        self.tell_figures(cost, int((chosen.start < 0).sum()))

    def tell_figures(self, cost: int, left_out: int) -> None:
        """The same, where only the figures are known."""
        if self.told is not None and cost <= self.lowest:
            self.lowest = cost
            spent = time.perf_counter() - self.begun
            self.told(Progress(spent, cost, left_out, self.bound.cost))

    def note(self, engine: str, seconds: float, cost: int | None, bound: int | None) -> None:
        """Log an engine's turn."""
        self.log.append(EngineRun(engine, round(seconds, 3), cost, bound))
        self.tell(self.chosen, self.cost)

    def result(self, *, proven: bool) -> Result:
        """The answer, checked once more. AssertionError where an engine broke a rule."""
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
