"""The compiled search against proven optima: never below, seldom above, and never dishonest."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from domain.session import Window
from optimizer.choices import choices_of, meetings_of
from optimizer.columns import Columns
from optimizer.search.engine import Search
from tests.optimizer.builders import TUE, a_client, a_need, a_problem, a_worker, at
from tests.optimizer.engines import columns_of, optimum, small_columns
from tests.optimizer.search.weeks import (
    EVERYBODY,
    TWISTS,
    assert_honest,
    hard_columns,
    hard_optimum,
    hard_week,
    proven,
    searched,
)

SMALL_BLOCKS, SMALL = 5, 40
HARD_BLOCKS, HARD = 6, 50
LONG = 360
"""Minutes after which a break is owed unless a week has trouble with breaks."""
MISSES = 20
"""One week in so many may end above its optimum."""


def assert_hardly_above(
    seeds: Iterable[int], columns: Callable[[int], Columns], least: Callable[[int], int]
) -> None:
    seeds, above = list(seeds), []
    for seed in seeds:
        search = searched(columns(seed))
        assert_honest(search)
        assert search.cost >= least(seed), seed
        if search.cost > least(seed):
            above.append(seed)
    assert len(above) * MISSES <= len(seeds), above


@pytest.mark.parametrize("block", range(SMALL_BLOCKS))
def test_with_every_rule_on_the_search_ends_at_the_proven_optimum(block: int) -> None:
    seeds = range(block * SMALL, block * SMALL + SMALL)
    assert_hardly_above(seeds, small_columns, lambda seed: optimum(seed)[0])


@pytest.mark.parametrize("block", range(HARD_BLOCKS))
def test_where_order_decides_the_search_ends_at_the_proven_optimum(block: int) -> None:
    seeds = range(block * HARD, block * HARD + HARD)
    assert_hardly_above(seeds, hard_columns, hard_optimum)


def test_where_any_minute_will_do_short_days_without_a_break_are_told_exactly() -> None:
    weeks = {}
    for seed in range(12 * HARD):
        problem, policy = hard_week(seed)
        if policy.break_after < LONG:
            weeks[seed] = columns_of(problem, policy.model_copy(update={"grid": 1}))
    assert len(weeks) > HARD
    assert_hardly_above(weeks, lambda seed: weeks[seed], lambda seed: proven(weeks[seed]))


def test_in_those_weeks_somebody_is_left_out_and_somebody_served() -> None:
    left = [searched(hard_columns(seed), iterations=200).left_out for seed in range(HARD)]
    wanted = [len(hard_week(seed)[0].needs) for seed in range(HARD)]
    assert any(n == 0 for n in left)
    assert sum(left) * 10 > sum(wanted)
    assert sum(left) * 2 < sum(wanted)
    assert len(TWISTS) == 7


@pytest.mark.parametrize("first", [0, 2 * HARD])
def test_a_sound_roster_is_taken_over_and_never_made_worse(first: int) -> None:
    for seed in range(first, first + HARD):
        c = hard_columns(seed)
        given = searched(c, seed=2, iterations=20)
        search = Search(c, 3, EVERYBODY)
        assert search.begin_from(given.choices()), seed
        assert (search.cost, search.left_out) == (given.cost, given.left_out), seed
        assert_honest(search)
        search.fill()
        assert_honest(search)
        assert search.cost <= given.cost


def test_the_cheapest_roster_of_all_is_taken_over_as_it_is() -> None:
    for seed in range(SMALL):
        c = small_columns(seed)
        cost, meetings = optimum(seed)
        search = Search(c, 1, EVERYBODY)
        assert search.begin_from(choices_of(c, meetings)), seed
        assert search.cost == cost, seed
        served = {(m.need, m.workers) for m in meetings_of(c, search.choices())}
        assert served == {(m.need, m.workers) for m in meetings}, seed


def left_out_by(**changes: Any) -> int:
    """How many the search leaves out of two clients, on Monday and Tuesday, with one worker."""
    needs = (
        a_need("n1"),
        a_need("n2", clients=("c2",), windows=(Window(at(TUE, 10), at(TUE, 12)),)),
    )
    clients = (a_client("c1"), a_client("c2"))
    record = {"clients": clients, "needs": needs} | changes
    search = searched(columns_of(a_problem(**record)), iterations=200)
    assert_honest(search)
    return search.left_out


def test_who_works_one_day_a_week_is_there_on_one_day() -> None:
    one_day = (a_worker(week_days=1),)
    assert left_out_by() == 0
    assert left_out_by(workers=one_day) == 1
    both = (a_need("n1"), a_need("n2", clients=("c2",)))
    assert left_out_by(workers=one_day, needs=both) == 0


def test_a_client_already_known_takes_no_new_place_in_a_caseload() -> None:
    one_place = (a_worker(caseload=1),)
    assert left_out_by(workers=one_place) == 1
    assert left_out_by(workers=one_place, known=frozenset({("w1", "c1")})) == 1
    assert left_out_by(workers=one_place, known=frozenset({("w1", "gone")})) == 2
    two_places = (a_worker(caseload=2),)
    assert left_out_by(workers=two_places, known=frozenset({("w1", "c1")})) == 0
