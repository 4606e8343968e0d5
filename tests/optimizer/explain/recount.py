"""Who is ruled out of a seat, and on which days, counted again by asking the oracle alone."""

from collections import Counter
from dataclasses import dataclass

from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.rules import PAIR_RULES, START_RULES
from tests.optimizer.brute_force import starts_of
from tests.oracle.days import OF_ONE_MEETING
from tests.oracle.look import Look
from tests.oracle.pairs import OF_ONE_SEAT

OF_SEAT = {rule.__name__: rule for rule in OF_ONE_SEAT}
OF_MEETING = {rule.__name__: rule for rule in OF_ONE_MEETING}
BY_DAY = ("trained", "competence_level", "worker_present")
"""Rules that may speak on one day and not on another."""


@dataclass(frozen=True)
class Recount:
    """One need of a week, looked at by the oracle."""

    problem: Problem
    policy: Policy
    need: str

    @property
    def look(self) -> Look:
        """The oracle's lookups."""
        return Look(self.problem, self.policy)

    def _first_refusal(self, start: int) -> str | None:
        """The first must of starts that a start misses."""
        for rule in START_RULES:
            name = rule.__name__
            must = self.policy.price(name) is None
            if must and OF_MEETING[name](self.look, Meeting(self.need, start, ())):
                return name
        return None

    def refusals(self) -> dict[int, str | None]:
        """Start -> what refuses it."""
        starts = starts_of(self.look.needs[self.need], self.policy.grid)
        return {start: self._first_refusal(start) for start in starts}

    def refused_days(self) -> dict[str, int]:
        """Days on which each rule refuses starts."""
        found = {(rule, s // DAY_MINUTES) for s, rule in self.refusals().items() if rule}
        return dict(Counter(rule for rule, _ in found))

    def days(self) -> list[int]:
        """Weekdays on which the need may begin."""
        return sorted({s // DAY_MINUTES for s, rule in self.refusals().items() if rule is None})

    def missed(self, rank: int, worker: str, day: int) -> dict[str, int]:
        """Units missed under each must of pairs by a worker on a seat."""
        meeting = Meeting(self.need, day * DAY_MINUTES, (worker,) * (rank + 1))
        chair = self.look.chairs(meeting)[rank]
        return {
            rule.__name__: OF_SEAT[rule.__name__](self.look, chair)
            for rule in PAIR_RULES
            if self.policy.price(rule.__name__) is None
        }

    def on_shift(self, worker: str, day: int) -> bool:
        """Whether the worker has a shift that day."""
        return any(shift.weekday == day for shift in self.look.workers[worker].shifts)

    def _removed_by(self, rank: int, worker: str) -> str | None:
        """The first rule that takes the last day on which the worker might take the seat."""
        days = self.days()
        by_day = {day: self.missed(rank, worker, day) for day in days or range(WEEK_DAYS)}
        left = set(by_day)
        for rule in (r.__name__ for r in PAIR_RULES if self.policy.price(r.__name__) is None):
            if not days and rule in BY_DAY:
                continue
            left -= {day for day in left if by_day[day][rule]}
            if not left:
                return rule
        return None if not days or any(self.on_shift(worker, d) for d in left) else "shift"

    def removed(self, rank: int) -> dict[str, int]:
        """Workers whom each rule takes from a seat, the order of the rules kept."""
        found = Counter(self._removed_by(rank, worker.id) for worker in self.problem.workers)
        order = [*(rule.__name__ for rule in PAIR_RULES), "shift"]
        return {rule: found[rule] for rule in order if found[rule]}

    def stands_between(self, rank: int, worker: str) -> list[dict[str, int]]:
        """For each day of the need, what keeps the worker from the seat."""
        minutes = self.look.needs[self.need].minutes
        found = []
        for day in self.days() or range(WEEK_DAYS):
            missed = {rule: n for rule, n in self.missed(rank, worker, day).items() if n}
            if self.days() and not self.on_shift(worker, day):
                missed["shift"] = minutes
            found.append(missed)
        return found
