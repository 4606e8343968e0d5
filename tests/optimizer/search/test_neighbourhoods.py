"""Each neighbourhood by itself: what it takes out comes back honestly, and what it is for."""

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.session import Window
from optimizer.policy import default_policy
from optimizer.search.engine import Search, fresh_kinds, iterate
from optimizer.search.ruin import KINDS, SHARES
from tests.optimizer.builders import MON, a_client, a_need, a_problem, a_worker, at
from tests.optimizer.engines import columns_of
from tests.optimizer.search.larger import whole
from tests.optimizer.search.weeks import assert_honest, hard_columns

HOUSE = default_policy()


def only(name: str) -> NDArray[np.float64]:
    """Shares of which one neighbourhood has everything."""
    kinds = fresh_kinds()
    kinds[:, 0] = np.arange(len(KINDS)) >= KINDS.index(name)
    return kinds


def far_away() -> Search:
    """Four clients three hours' way there and back, none of whom alone is worth it."""
    prices = {**HOUSE.prices, "wanted_meeting": 100, "travel": 1}
    problem = a_problem(
        clients=tuple(a_client(f"c{i}", home="far") for i in range(4)),
        needs=tuple(
            a_need(
                f"n{i}",
                clients=(f"c{i}",),
                place="far",
                windows=(Window(at(MON, 10), at(MON, 15)),),
            )
            for i in range(4)
        ),
        workers=(a_worker(reach_minutes=120),),
    )
    search = Search(columns_of(problem, HOUSE.model_copy(update={"prices": prices})))
    search.fill()
    return search


def test_every_neighbourhood_has_a_share() -> None:
    assert len(KINDS) == len(SHARES) == len(fresh_kinds())
    assert sum(SHARES) == pytest.approx(1.0)


@pytest.mark.parametrize("name", KINDS[:-1])
def test_a_neighbourhood_alone_finds_something_in_a_full_week(name: str) -> None:
    search = Search(whole())
    search.fill()
    filled, kinds = search.cost, only(name)
    for heat in (200.0, 20.0, 1.0):
        iterate(search.week, kinds, 400, heat)
        assert_honest(search)
    tried = kinds[:, 1]
    assert tried[KINDS.index(name)] == tried.sum() > 0
    assert search.cost < filled


@pytest.mark.parametrize("name", KINDS)
def test_a_neighbourhood_alone_keeps_every_roster_honest(name: str) -> None:
    for seed in range(20):
        search = Search(hard_columns(seed))
        search.fill()
        iterate(search.week, only(name), 100, 50.0)
        assert_honest(search)


def test_a_day_that_no_single_visit_is_worth_is_opened_for_several() -> None:
    search = far_away()
    assert search.left_out == 4
    for name in KINDS[:-1]:
        iterate(search.week, only(name), 100, 1.0)
    assert search.left_out == 4
    iterate(search.week, only("a day opened"), 100, 1.0)
    assert search.left_out == 0
    assert_honest(search)
