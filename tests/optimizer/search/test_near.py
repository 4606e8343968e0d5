"""Neighbours of a need: no nearer one is overlooked; where thousands lie together lots decide."""

from collections.abc import Callable

import numpy as np
import pytest

from optimizer.columns import Columns
from optimizer.search.near import MANY, MOST_POOL, neighbours
from tests.optimizer.engines import columns_of
from tests.optimizer.search.hostile import several
from tests.optimizer.search.larger import days, regions, whole


def ways_and_mates(c: Columns, need: int) -> tuple[list[int], list[int]]:
    """Minutes to every other need that may fall on a common day, and these needs."""
    on = [
        set(c.opt_day[c.need_opt[n] : c.need_opt[n + 1]].tolist()) for n in range(len(c.need_price))
    ]
    mates = [n for n in range(len(on)) if n != need and on[n] & on[need]]
    place = c.tables.need_place
    return [int(c.tables.minutes[place[need], place[n]]) for n in mates], mates


@pytest.mark.parametrize("make", [days, regions])
def test_the_nearest_by_way_are_neighbours_and_nobody_twice(make: Callable[[], Columns]) -> None:
    c = make()
    near = neighbours(c)
    place = c.tables.need_place
    assert (place >= 0).all()
    for need in range(0, len(c.need_price), 97):
        ways, mates = ways_and_mates(c, need)
        for found in near[:, need]:
            some = found[found >= 0].tolist()
            assert len(some) == len(set(some)) == min(MANY, len(mates))
            assert set(some) <= set(mates)
        reached = c.tables.minutes[place[need], place[near[0, need][near[0, need] >= 0]]]
        assert reached.tolist() == sorted(ways)[: len(reached)]


def test_in_a_crowd_everybody_has_neighbours_and_not_all_the_same() -> None:
    near = neighbours(columns_of(several(MOST_POOL + 500)))
    assert near.shape == (2, MOST_POOL + 500, MANY)
    assert near.min() >= 0
    assert (near[0] != np.arange(MOST_POOL + 500)[:, None]).all()
    assert len(np.unique(near[0])) > MOST_POOL
    assert len(np.unique(near[0, :2], axis=0)) == 2


def test_the_neighbours_of_a_week_are_always_the_same() -> None:
    assert np.array_equal(neighbours(whole()), neighbours(whole()))
