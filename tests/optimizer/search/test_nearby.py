"""A part's ways are those of the week, in a table that holds nothing else."""

import numpy as np

from optimizer.search import at
from optimizer.search.engine import Search
from optimizer.search.parts import put_together, regions, take_part
from tests.optimizer.search.larger import whole


def test_a_part_keeps_the_ways_between_all_that_stands_on_its_routes() -> None:
    search = Search(whole())
    search.fill()
    w = search.week
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    seams = 0
    for part in regions(w, 3, np.random.default_rng(2)):
        own = take_part(w, part, 1)
        assert own.way.shape[1] < w.way.shape[1]
        seat = np.flatnonzero(part.needs[w.rows[seats0:, at.NEED] - needs0]) + seats0
        taken = w.rows[seats0:, at.ROUTE]
        on = np.flatnonzero((taken >= 0) & part.routes[taken]) + seats0
        seams += len(np.setdiff1d(on, seat))
        seat = np.union1d(seat, on)
        seat = seat[w.rows[seat, at.PLACE] >= 0]
        home = np.flatnonzero(part.routes)
        old = np.concatenate([w.rows[home, at.HOME], w.rows[seat, at.PLACE]])
        new = np.concatenate([own.rows[home, at.HOME], own.rows[seat, at.PLACE]])
        for way, ways in zip(own.way, w.way, strict=True):
            assert (way[new[:, None], new] == ways[old[:, None], old]).all()
    assert seams > 0


def test_put_together_the_week_knows_its_own_places_again() -> None:
    search = Search(whole())
    search.fill()
    w = search.week
    sizes, places = w.rows[:, at.SIZE].copy(), w.stops[:, :, at.STOP_PLACE].copy()
    parts = regions(w, 3, np.random.default_rng(2))
    put_together(w, parts, [take_part(w, part, k) for k, part in enumerate(parts)])
    for r in range(int(w.num[at.NEEDS0])):
        assert w.rows[r, at.SIZE] == sizes[r]
        size = sizes[r]
        assert w.stops[r, :size, at.STOP_PLACE].tolist() == places[r, :size].tolist()
