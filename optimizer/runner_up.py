"""Why this worker: what a meeting costs by rule, beside the next best worker for it.

Prices are those of the check: the roster with the meeting against the roster without it.
Being served at all is left aside, as it is the same whoever comes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.session import DAY_MINUTES, Meeting
from optimizer.board import Board
from optimizer.check import Checked, check_tables, faults_of
from optimizer.choices import choices_of, pair_of
from optimizer.columns import make_columns
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.roster import RuleCost
from optimizer.tables import make_tables
from optimizer.ways import ways_of
from optimizer.why import Obstacle

SERVED = "wanted_meeting"
CLOSEST = 6
"""Teams whose prices are worked out in full: their seats' prices need not add up."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A way of serving a need: what it costs by rule, and what it would break."""

    meeting: Meeting
    costs: tuple[RuleCost, ...]
    """Per wish, against the roster without the meeting; negative where it makes good."""
    obstacles: tuple[Obstacle, ...] = ()
    """Musts that it would miss; none where it is possible."""

    @property
    def cost(self) -> int:
        """Sum over the rules."""
        return sum(line.cost for line in self.costs)


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was chosen for a need, and who comes next."""

    need: str
    chosen: Priced
    runner_up: Priced | None
    """The cheapest way with another worker; where nobody else may come, the nearest to
    possible. None where nobody else suits at all."""

    @property
    def differences(self) -> tuple[RuleCost, ...]:
        """What the runner-up would cost more (or, negative, less), by rule."""
        if self.runner_up is None:
            return ()
        return tuple(cost_difference(self.runner_up.costs, self.chosen.costs))


def cost_difference(one: Iterable[RuleCost], other: Iterable[RuleCost]) -> Iterator[RuleCost]:
    """What ``one`` costs more than ``other``, by rule, where they differ."""
    missed: dict[str, int] = {}
    cost: dict[str, int] = {}
    for lines, sign in ((one, 1), (other, -1)):
        for line in lines:
            missed[line.rule] = missed.get(line.rule, 0) + sign * line.missed
            cost[line.rule] = cost.get(line.rule, 0) + sign * line.cost
    return (RuleCost(rule, n, cost[rule]) for rule, n in missed.items() if n or cost[rule])


def explain_choice(
    problem: Problem, policy: Policy, meetings: Sequence[Meeting], need: str
) -> Choice:
    """The price by rule of the meeting that serves a need, and of the runner-up for it.

    The other meetings stay as they are. The runner-up has another worker in some seat, at
    whatever start is cheapest. Raises KeyError where the roster does not serve the need.
    """
    chosen = {meeting.need: meeting for meeting in meetings}[need]
    others = [meeting for meeting in meetings if meeting.need != need]
    c = make_columns(make_tables(problem, policy))
    without = check_tables(c.tables, others)
    board = Board(c)
    board.put_all(choices_of(c, others))

    def priced(meeting: Meeting, checked: Checked) -> Priced:
        costs = cost_difference(checked.costs, without.costs)
        before = faults_of(without.faults)
        obstacles = tuple(
            Obstacle(rule, need, n - before.get(rule, 0))
            for rule, n in faults_of(checked.faults).items()
            if n > before.get(rule, 0)
        )
        return Priced(meeting, tuple(line for line in costs if line.rule != SERVED), obstacles)

    teams = dict.fromkeys(_closest(board, chosen))
    found = [priced(m, check_tables(c.tables, [*others, m])) for m in teams]
    best = min(
        found,
        key=lambda p: (bool(p.obstacles), _missed(p), p.cost, p.meeting.start, p.meeting.workers),
        default=None,
    )
    return Choice(need, priced(chosen, check_tables(c.tables, [*others, chosen])), best)


def _missed(priced: Priced) -> tuple[int, int]:
    return len(priced.obstacles), sum(one.missed for one in priced.obstacles)


def _closest(board: Board, chosen: Meeting) -> Iterator[Meeting]:
    """Ways with another team, the nearest to possible and then the cheapest first."""
    c = board.c
    need = c.tables.need_row[chosen.need]
    names = [worker.id for worker in c.tables.problem.workers]
    single = len(chosen.workers) == 1
    ways = [
        ((bool(way.obstacles), *way.distance), way.start, way.pairs) for way in ways_of(board, need)
    ]
    if not single:
        ways += _swaps(board, need, chosen)
    found = 0
    for _, start, pairs in sorted(ways):
        team = tuple(names[c.pair_worker[pair]] for pair in pairs)
        if team != chosen.workers:
            yield Meeting(chosen.need, start, team)
            found += 1
        if found >= (1 if single else CLOSEST):
            return


def _swaps(
    board: Board, need: int, chosen: Meeting
) -> Iterator[tuple[tuple[bool, int, int, int], int, tuple[int, ...]]]:
    """The team as chosen, at its start, with somebody else in one seat; priced seat by seat."""
    c = board.c
    seats = range(int(c.tables.need_seat[need]), int(c.tables.need_seat[need + 1]))
    rows = [c.tables.worker_row[who] for who in chosen.workers]
    team = [pair_of(c, seat, row) for seat, row in zip(seats, rows, strict=True)]
    if min(team) < 0:
        return
    for rank, seat in enumerate(seats):
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1])):
            days = int(c.pair_days[pair]) >> (chosen.start // DAY_MINUTES) & 1
            if not days or int(c.pair_worker[pair]) in {int(c.pair_worker[p]) for p in team}:
                continue
            cost, obstacles = board.price_of_seat(seat, pair, chosen.start)
            missed = sum(obstacles.values())
            pairs = (*team[:rank], pair, *team[rank + 1 :])
            yield (bool(obstacles), len(obstacles), missed, cost), chosen.start, pairs
