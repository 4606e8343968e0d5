"""The cheapest roster of a small week by looking at all of them, judged by the oracle alone.

Two things keep it short, neither of which can hide a roster:

- what a meeting misses whatever else is planned (rules of meeting, day and seat) is judged
  once; ways that break a must there are dropped;
- a part of a roster is given up when it breaks a must that more meetings never mend, or when
  what it costs, which more meetings never lower, reaches the best roster known.

Never mended, never cheaper: sums of what is used (``NEVER_MENDED``). The order of a day
(``MENDED_ON_DETOURS``) is the same as long as no way round is shorter than the way itself and
every meeting lasts: a stop more then starts a day no later, ends it no earlier and takes no
less way, and two meetings too close stay too close. ``shift`` and the rests ask further that
``worker_free`` is a must, for a day out of order may end with its first meeting.
``client_free`` is never mended, but its minutes may fall, so as a wish it is not counted.
Left until the roster is whole: ``breaks`` (a meeting more may bring the pause),
``guaranteed_minutes`` and ``wanted_meeting`` (they fall), each with a floor for the bound.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, count, product

from domain.session import DAY_MINUTES, Meeting, Need
from optimizer.policy import Policy
from optimizer.problem import Problem
from tests.optimizer.dice import Dice
from tests.optimizer.people import is_metric
from tests.oracle import Look, alone, judge, price_of, together, weight

NEVER_MENDED = (
    "served_once",
    "units_left",
    "euros_left",
    "one_a_day",
    "days_apart",
    "no_included_component",
    "worker_day_minutes",
    "worker_week_minutes",
    "overtime",
    "even_load",
    "worker_days",
    "caseload",
    "one_supporter",
    "most_supporters",
    "interpreter_minutes",
)
MENDED_ON_DETOURS = ("worker_free", "shift", "daily_rest", "weekly_rest")
POOL = 6
"""Meetings of one pool of ``every_subset``: 64 rosters."""


def starts_of(need: Need, grid: int) -> list[int]:
    """Every start that the need's windows (or its pin) and the grid allow."""
    if need.pinned_start is not None:
        return [need.pinned_start]
    found = {s for w in need.windows for s in range(w.start, w.end + 1) if s % grid == 0}
    return sorted(found)


def ways_of(look: Look, need: Need) -> list[tuple[int, Meeting]]:
    """Each start by each team, with its own cost, cheapest first; none that breaks a must."""
    teams = product(sorted(look.workers), repeat=len(need.seats))
    found = []
    for start, team in product(starts_of(need, look.policy.grid), list(teams)):
        meeting = Meeting(need.id, start, team)
        missed = alone(look, meeting)
        if not any(n for rule, n in missed.items() if rule not in look.policy.prices):
            found.append((price_of(look.policy, missed), meeting))
    return sorted(found, key=lambda way: (way[0], way[1].start, way[1].workers))


@dataclass(frozen=True, slots=True)
class Way:
    """One way to serve a need, with what it costs whatever else is planned."""

    number: int
    cost: int
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a roster: what is held, what it has cost so far, and what is still open."""

    open_ways: dict[str, list[Way]]
    """Need -> its ways that stand together with every meeting held, cheapest first."""
    meetings: tuple[Meeting, ...]
    spent: int
    """Cost of each meeting alone, and of the needs left out."""


@dataclass
class Hunt:
    """Depth first over the needs, each with its ways and with being left out."""

    problem: Problem
    policy: Policy
    look: Look = field(init=False)
    musts: list[str] = field(init=False)
    wishes: list[str] = field(init=False)
    pairs: dict[tuple[int, int], bool] = field(default_factory=dict)
    cost: int | None = None
    meetings: tuple[Meeting, ...] = ()

    def __post_init__(self) -> None:
        self.look = Look(self.problem, self.policy)
        steady = is_metric(self.problem.travel) and all(n.minutes > 0 for n in self.problem.needs)
        prices = self.policy.prices
        self.musts = [r for r in (*NEVER_MENDED, "client_free") if r not in prices]
        self.wishes = [r for r in NEVER_MENDED if r in prices]
        if steady and "worker_free" not in prices:
            self.musts += [r for r in MENDED_ON_DETOURS if r not in prices]
        if steady and "travel" in prices:
            self.wishes.append("travel")

    def run(self) -> None:
        """Look at every roster."""
        numbers = count()
        open_ways = {
            need.id: [Way(next(numbers), cost, m) for cost, m in ways_of(self.look, need)]
            for need in self.problem.needs
        }
        self._go_on(Step(open_ways, (), 0))

    def _left_out(self, need: str) -> int:
        price = self.policy.prices.get("wanted_meeting", 0)
        return price * weight(self.look, self.look.needs[need])

    def _least(self, open_ways: dict[str, list[Way]]) -> int:
        """What the needs still open cost at least: their cheapest way, or to be left out."""
        return sum(
            min(self._left_out(need), ways[0].cost) if ways else self._left_out(need)
            for need, ways in open_ways.items()
        )

    def _promised(self, step: Step) -> int:
        """What guaranteed minutes cost at least, had every worker all meetings still open."""
        needs = self.look.needs
        all_open = sum(needs[n].minutes * len(needs[n].seats) for n in step.open_ways)
        had = dict.fromkeys(self.look.workers, all_open)
        for meeting in step.meetings:
            for worker in meeting.workers:
                had[worker] += needs[meeting.need].minutes
        short = sum(max(0, w.guaranteed_minutes - had[w.id]) for w in self.problem.workers)
        return short * self.policy.prices.get("guaranteed_minutes", 0)

    def _stand_together(self, one: Way, other: Way) -> bool:
        """Whether two meetings break no must that more meetings never mend."""
        key = (one.number, other.number)
        if key not in self.pairs:
            missed = together(self.look, (one.meeting, other.meeting))
            self.pairs[key] = not any(missed[rule] for rule in self.musts)
        return self.pairs[key]

    def _least_cost(self, step: Step) -> int | None:
        """What a part of a roster costs at least; None where a must is broken for good."""
        missed = together(self.look, step.meetings)
        if any(missed[rule] for rule in self.musts):
            return None
        shared = sum(self.policy.prices[rule] * missed[rule] for rule in self.wishes)
        return step.spent + shared + self._promised(step) + self._least(step.open_ways)

    def _next_steps(self, step: Step) -> Iterator[Step]:
        """The need with the fewest ways is served in each of them, or left out."""
        need = min(step.open_ways, key=lambda n: (len(step.open_ways[n]), n))
        others = {n: ways for n, ways in step.open_ways.items() if n != need}
        for way in step.open_ways[need]:
            fitting = {
                n: [w for w in ways if self._stand_together(way, w)] for n, ways in others.items()
            }
            yield Step(fitting, (*step.meetings, way.meeting), step.spent + way.cost)
        yield Step(others, step.meetings, step.spent + self._left_out(need))

    def _go_on(self, step: Step) -> None:
        """Decide the next need, the most promising way first."""
        if not step.open_ways:
            verdict = judge(self.problem, self.policy, step.meetings)
            if not verdict.faults and (self.cost is None or verdict.cost < self.cost):
                self.cost, self.meetings = verdict.cost, step.meetings
            return
        steps = [(self._least_cost(s), s) for s in self._next_steps(step)]
        able = [(least, s) for least, s in steps if least is not None]
        for least, following in sorted(able, key=lambda pair: pair[0]):
            if self.cost is None or least < self.cost:
                self._go_on(following)


def best(problem: Problem, policy: Policy) -> tuple[int, tuple[Meeting, ...]] | None:
    """The cheapest roster without a fault and its cost; None where no roster is without one."""
    hunt = Hunt(problem, policy)
    hunt.run()
    return None if hunt.cost is None else (hunt.cost, hunt.meetings)


def _candidate(dice: Dice, problem: Problem, policy: Policy) -> Meeting:
    """A meeting such as a careless hand might write: often possible, now and then nonsense."""
    need = dice.one(problem.needs)
    starts = starts_of(need, policy.grid) or [need.windows[0].start]
    start = dice.one(starts)
    if dice.chance(30):
        start = dice.between(0, 6) * DAY_MINUTES + dice.between(60, 255) * 5 + dice.one((0, 0, 1))
    ids = [w.id for w in problem.workers]
    seats = len(need.seats)
    if dice.chance(10):
        seats += dice.one((-1, 1))
    team = tuple(dice.one(ids) for _ in range(seats))
    return Meeting(need.id, start, team)


def every_subset(problem: Problem, policy: Policy, limit: int) -> Iterator[tuple[Meeting, ...]]:
    """Yield ``limit`` rosters, sound and broken: every subset of one pool after another."""
    given, pool = 0, 0
    while given < limit:
        dice = Dice(limit, pool)
        candidates = [_candidate(dice, problem, policy) for _ in range(POOL)]
        for size in range(POOL + 1):
            for subset in combinations(candidates, size):
                if given == limit:
                    return
                given += 1
                yield subset
        pool += 1
