"""Random small weeks with rosters that keep every must, and what is said of those left out."""

from collections.abc import Iterable, Iterator
from functools import cache

from optimizer.board import Board
from optimizer.choices import meetings_of
from optimizer.construct import best_way, construct
from optimizer.explain import explain_left_out
from optimizer.why import Why
from tests.optimizer.engines import small_columns
from tests.optimizer.explain.apply import Roster, State
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import judge

BLOCKS, SEEDS = 5, 40


@cache
def first_come(seed: int) -> Roster:
    """The roster in which each need takes what is best for it, one after another."""
    board = Board(small_columns(seed))
    for need in range(len(small_problem(seed).needs)):
        best = best_way(board, need)
        if best is not None:
            board.put(need, best[1], best[2])
    return meetings_of(board.c, board.chosen)


@cache
def week(seed: int) -> State:
    """A week and a roster that keeps every must."""
    c = small_columns(seed)
    meetings = first_come(seed) if seed % 2 else meetings_of(c, construct(c))
    if judge(c.tables.problem, c.tables.policy, meetings).faults:
        meetings = ()
    return small_problem(seed), small_policy(seed), meetings


@cache
def whys(seed: int) -> tuple[Why, ...]:
    """Reasons for all that the roster leaves out."""
    return explain_left_out(*week(seed))


def block_of(number: int) -> range:
    """The seeds of a block."""
    return range(number * SEEDS, (number + 1) * SEEDS)


def whole_weeks(seeds: Iterable[int]) -> Iterator[State]:
    """Weeks, policies, and a roster of each without a fault."""
    for seed in seeds:
        c = small_columns(seed)
        meetings = meetings_of(c, construct(c))
        if not judge(c.tables.problem, c.tables.policy, meetings).faults:
            yield small_problem(seed), small_policy(seed), meetings
