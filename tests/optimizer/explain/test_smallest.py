"""Of two hundred needs left out and more: the smallest change serves, and no smaller one does.

Small weeks are judged by the oracle alone; made-up providers, too large for it, by the
engine that puts a first roster together, on the whole week and not on a trial's part of it.
"""

from collections import Counter
from datetime import date

import pytest

from api.sample import Size, sample
from optimizer.board import Board
from optimizer.build import build_problem
from optimizer.choices import choices_of, meetings_of
from optimizer.columns import make_columns
from optimizer.construct import best_way, construct
from optimizer.explain import explain_left_out
from optimizer.policy import default_policy
from optimizer.tables import make_tables
from tests.optimizer.explain.apply import State, applied, serves, steps_of
from tests.optimizer.explain.rosters import BLOCKS, block_of, week, whys
from tests.optimizer.explain.smaller import smaller_ones

MONDAY = date(2026, 11, 23)
SAMPLES: tuple[tuple[Size, int], ...] = (
    ("small", 1),
    ("small", 2),
    ("small", 3),
    ("provider", 1),
    ("provider", 4),
)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_one_step_less_in_the_same_kind_serves_nobody(block: int) -> None:
    tried: Counter[str] = Counter()
    needs = 0
    for seed in block_of(block):
        state = week(seed)
        for why in whys(seed):
            if why.change is None or why.change.kind == "change.none":
                continue
            assert serves(applied(state, why.need, why.change), why.need), (seed, why)
            needs += 1
            for less in smaller_ones(state[0], why.change):
                after = state if less is None else applied(state, why.need, less)
                assert not serves(after, why.need), (seed, why, less)
                tried[why.change.kind] += less is not None
    assert needs > 40
    assert len(tried) > 5


def fits(state: State, need: str) -> bool:
    """Whether the need can be put in beside the meetings that stand, in the whole week."""
    problem, policy, meetings = state
    c = make_columns(make_tables(problem, policy))
    board = Board(c)
    board.put_all(choices_of(c, meetings))
    return best_way(board, c.tables.need_row[need]) is not None


@pytest.mark.parametrize(("size", "seed"), SAMPLES)
def test_in_a_providers_week_the_smallest_change_serves_and_no_smaller_one(
    size: Size, seed: int
) -> None:
    problem, _ = build_problem(sample(size, MONDAY, seed), MONDAY)
    policy = default_policy()
    c = make_columns(make_tables(problem, policy))
    state = problem, policy, meetings_of(c, construct(c))
    found = 0
    for why in explain_left_out(*state):
        steps = list(steps_of(why.change))
        if not steps or steps[0].kind == "change.none":
            continue
        assert why.change is not None
        assert fits(applied(state, why.need, why.change), why.need), why
        assert not fits(state, why.need), why
        few = [less for less in smaller_ones(problem, why.change) if less is not None]
        for less in few[:: max(1, len(few) // 3)]:
            assert not fits(applied(state, why.need, less), why.need), (why, less)
        found += 1
    assert found >= (1 if size == "small" else 15)
