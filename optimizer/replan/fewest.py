"""The fewest changes, exactly: a neighbourhood of what was hit, in three levels.

First the weight of what is left out, then the people who hear of a change, then the cost of
the policy. The neighbourhood holds every change that takes up to so many people more than
hear in any case; it grows until no change beyond it could matter, or time is up.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from optimizer.check import check_tables, faults_of
from optimizer.choices import Choices, meetings_of
from optimizer.columns import DAY_BITS, Columns
from optimizer.exact import Effort, Solved, run
from optimizer.model import Linear
from optimizer.replan.heard import Hearing
from optimizer.replan.levels import Levels
from optimizer.replan.near import Near, near_of
from optimizer.replan.reach import FAR, reach_of
from optimizer.replan.standing import adds_fault
from optimizer.roster import EngineRun
from optimizer.rules.wanted_meeting import weights
from optimizer.watch import Stop

WHOLE = 3_000
"""Orders of two visits up to which all that could matter is looked at from the start."""
ARCS_A_SECOND = 25_000
"""Of the time left: a model that is being built or read in cannot be stopped."""
LEAST_SECONDS = 0.05
THREADS = 4
"""CP-SAT proves little with fewer, and a neighbourhood is too small for more."""

Score = tuple[int, int, int]
"""Weight left out, people who hear, cost: the smaller the better, in this order."""


def score_of(hearing: Hearing, chosen: Choices) -> Score | None:
    """The three levels of a roster; None where it misses a must that the past did not miss."""
    t = hearing.c.tables
    checked = check_tables(t, meetings_of(hearing.c, chosen))
    if adds_fault(faults_of(checked.faults), hearing.standing.faults):
        return None
    weight = weights(t)
    left = [n for n in np.flatnonzero(chosen.start < 0).tolist() if n not in hearing.standing.begun]
    return int(weight[left].sum()), len(hearing.people(chosen)), checked.cost


@dataclass
class Fewest:
    """The best answer so far, and what no answer can beat."""

    hearing: Hearing
    best: Choices
    score: Score
    seconds_left: Callable[[], float]
    stop: Stop | None
    seed: int
    pace: float = 1.0
    """Share of a processor that there is."""
    left_floor: int = 0
    """No roster leaves out less (weight)."""
    heard_floor: int = 0
    """No roster that leaves out as little as the best has fewer people hear."""
    nearest: Choices = field(init=False)
    """The best answer of the last neighbourhood: it lies in the next one, too."""
    log: list[EngineRun] = field(default_factory=list)
    last: Near | None = None
    """The last neighbourhood that was solved ..."""
    levels: Levels | None = None
    """... its model ..."""
    bound: int = 0
    """... and what no answer in it can beat, both levels in one figure."""

    def __post_init__(self) -> None:
        """What cannot be served by anybody at any time is left out under every roster."""
        c, t = self.hearing.c, self.hearing.c.tables
        self.weight = weights(t)
        coming = set(range(len(t.need_minutes))) - self.hearing.standing.begun
        hopeless = coming - _servable(c)
        unserved = set(np.flatnonzero(self.hearing.standing.kept.start < 0).tolist())
        self.hopeless = frozenset(hopeless)
        self.open = sorted(coming - hopeless)
        self.sources = frozenset(unserved & coming - hopeless)
        self.people = 1 + len(t.problem.clients) + len(t.problem.workers)
        self.left_floor = int(self.weight[sorted(hopeless)].sum())
        self.heard_floor = len(self.hearing.told)
        self.nearest = self.hearing.standing.kept

    @property
    def proven(self) -> bool:
        """Whether no roster leaves out less, and none as good has fewer people hear."""
        return self.score[0] <= self.left_floor and self.score[1] <= self.heard_floor

    def improve(self) -> None:
        """Look farther and farther, and at the cost in the end."""
        if self._over():
            return
        self.heard_floor = max(self.heard_floor, len(self._sure()))
        whole = self._near(FAR)
        if whole.arcs <= min(WHOLE, self._affordable()):
            self._look(whole)
        else:
            self._look_farther()
        self._save()

    def _look_farther(self) -> None:
        """One person more at a time, until nothing beyond could matter or time is up."""
        for most in count(1):
            if self._over():
                return
            near = self._near(most)
            if near.arcs > self._affordable():
                return
            self._look(near)
            if near.most >= FAR or self.proven:
                return
            if most == 1:
                self._mend()

    def _over(self) -> bool:
        return self.seconds_left() <= LEAST_SECONDS or (self.stop is not None and self.stop())

    def _affordable(self) -> int:
        return int(self.seconds_left() * ARCS_A_SECOND * self.pace)

    def _sure(self) -> frozenset[int]:
        """People who hear under every roster that leaves out as little as the best."""
        hearing = self.hearing
        spare = self.score[0] - self.left_floor
        sure = set(hearing.told)
        for need in hearing.standing.surely:
            sure |= hearing.own(need)
        for need in self.sources:
            if need not in hearing.published and self.weight[need] > spare:
                sure |= set(hearing.clients[need])
        return frozenset(sure)

    def _near(self, most: int) -> Near:
        """Every change that takes up to ``most`` people more than hear in any case."""
        sure = self._sure()
        reach = reach_of(self.hearing, self.open, self.sources, sure, most)
        return near_of(self.hearing, reach, len(sure), self.hearing.standing.kept)

    def _look(self, near: Near) -> None:
        """Solve a neighbourhood, and learn what lies beyond it."""
        if self.last is not None and self.last.is_as_wide_as(near):
            self._learn(self.bound, near)
            return
        start = self.best if near.holds(self.hearing, self.best) else self.nearest
        levels = Levels(self.hearing, near, start, self.weight)
        self.last, self.levels, self.bound = near, levels, 0
        if not self.proven:
            found = self._solve(levels, levels.changes(self.people), start, "changes")
            if found.chosen is not None:
                self.nearest, self.bound = found.chosen, found.bound
                self._learn(found.bound, near)

    def _save(self) -> None:
        """Of the answers that are as good on the first two levels, the cheapest."""
        near, levels = self.last, self.levels
        if near is None or levels is None or self._over():
            return
        if near.holds(self.hearing, self.best):
            levels.keep(levels.left, self.score[0])
            levels.keep(levels.heard, self.score[1])
            self._solve(levels, levels.cost, self.best, "cost")

    def _mend(self) -> None:
        """Around each need still left out, the ones just hit first: change whoever it takes."""
        hearing = self.hearing
        for need in sorted(
            self.sources,
            key=lambda n: (n not in hearing.published, -self.weight[n], n),
        ):
            for most in (1, 2, 3):
                if self.best.start[need] >= 0 or self._over():
                    break
                sure = frozenset(hearing.people(self.best))
                reach = reach_of(hearing, self.open, [need], sure, most)
                near = near_of(hearing, reach, len(sure), self.best)
                if near.arcs > min(WHOLE, self._affordable()):
                    break
                levels = Levels(hearing, near, self.best, self.weight)
                levels.keep(levels.heard, self.score[1] + most)
                self._solve(levels, levels.changes(self.people), self.best, "room for one")

    def _learn(self, bound: int, near: Near) -> None:
        """What a neighbourhood proves of all rosters: those beyond it have many people hear."""
        left, heard = divmod(bound, self.people)
        if near.most >= FAR:
            self.left_floor = max(self.left_floor, left)
        floor = 0
        if left > self.score[0]:
            floor = self.score[1]
        elif left == self.score[0]:
            floor = heard
        floor = min(floor, near.sure + near.most + 1, self.score[1])
        self.heard_floor = max(self.heard_floor, floor)

    def _solve(self, levels: Levels, level: Linear, start: Choices, name: str) -> Solved:
        """Minimise one level, and keep what is better."""
        levels.minimise(level, start)
        effort = Effort(max(LEAST_SECONDS, self.seconds_left()), self.seed, THREADS)
        found = run(levels.model, effort, stop=self.stop)
        what = f"{name} ({len(levels.near.needs)} needs, {len(levels.near.workers)} workers)"
        self.log.append(EngineRun(what, round(found.seconds, 3), found.cost, found.bound))
        if found.chosen is not None:
            score = score_of(self.hearing, found.chosen)
            if score is not None and score < self.score:
                self.best, self.score = found.chosen, score
        return found


def _servable(c: Columns) -> set[int]:
    """Needs of which some worker may take each seat on some day that a start allows."""
    t = c.tables
    days = np.zeros(len(t.need_minutes), np.int64)
    np.bitwise_or.at(days, c.opt_need, DAY_BITS[c.opt_day])
    seats = np.zeros(len(t.seat_need), np.int64)
    np.bitwise_or.at(seats, c.pair_seat, c.pair_days)
    np.bitwise_and.at(days, t.seat_need, seats)
    return set(np.flatnonzero(days).tolist())
