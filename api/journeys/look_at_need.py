"""Look at one meeting that is wanted: who could come when, and what each way would break."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.session import Meeting
from optimizer.check import Checked, check
from optimizer.explain import explain_left_out, open_desk
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.ways import Way, nearest_ways, ways_of
from optimizer.why import Candidate, Obstacle, Why

MOST = 40


@dataclass(frozen=True, slots=True)
class Choices:
    """Everybody who may come to a meeting, the nearest to possible first."""

    why: Why
    """As if it were left out: whom the rules removed, who is nearest."""
    ways: tuple[Candidate, ...]
    """The nearest way of each worker (or team) on each day; without obstacles it is possible."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a change would break and cost, before anybody makes it."""

    obstacles: tuple[Obstacle, ...]
    """Musts that it would miss by more than they are missed now."""
    cost: int
    """Points of wishes more (or, negative, fewer)."""


def look_at_choices(
    problem: Problem, policy: Policy, meetings: tuple[Meeting, ...], need: str
) -> Choices:
    """Who could come to a need, held or left out; KeyError where the week does not know it."""
    others = tuple(one for one in meetings if one.need != need)
    board = open_desk(problem, policy, others).board
    columns = board.c
    workers = columns.tables.problem.workers
    ways = nearest_ways(ways_of(board, columns.tables.need_row[need]))
    (why,) = explain_left_out(problem, policy, others, [need])
    found = tuple(
        Candidate(
            tuple(workers[columns.pair_worker[pair]].id for pair in way.pairs),
            way.start,
            tuple(_obstacles(way, need, [workers[columns.pair_worker[p]].id for p in way.pairs])),
        )
        for way in ways[:MOST]
    )
    return Choices(why, found)


def _obstacles(way: Way, need: str, workers: Sequence[str]) -> Iterator[Obstacle]:
    """What a way would break: of the meeting whoever comes, and of each worker."""
    for rule, missed in way.of_need.items():
        yield Obstacle(rule, need, missed)
    for who, stands in zip(workers, way.of_seats, strict=True):
        for rule, missed in stands.items():
            yield Obstacle(rule, who, missed)


def try_change(
    problem: Problem,
    policy: Policy,
    checked: Checked,
    meetings: tuple[Meeting, ...],
    change: Meeting,
) -> Tried:
    """What a meeting at another time or with others would break and cost.

    ``checked``: the roster as it is, with ``meetings``.
    """
    after = check(problem, policy, [*(m for m in meetings if m.need != change.need), change])
    stood: Counter[tuple[str, str]] = Counter()
    for fault in checked.faults:
        stood[fault.rule, fault.about] += fault.amount
    missed: Counter[tuple[str, str]] = Counter()
    for fault in after.faults:
        missed[fault.rule, fault.about] += fault.amount
    return Tried(
        tuple(
            Obstacle(rule, about, many - stood[rule, about])
            for (rule, about), many in missed.items()
            if many > stood[rule, about]
        ),
        after.cost - checked.cost,
    )
