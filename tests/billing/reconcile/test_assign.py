"""The cheapest way is as cheap as the best of all ways, and a choice is seen where there is one."""

from collections.abc import Iterator
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.reconcile.assign import Ways, assign

ALONE = 6
SOME = settings(max_examples=150, deadline=None)


@st.composite
def some_ways(draw: st.DrawFn, counts: int = 1) -> Ways:
    """Up to six on either side, with cheap and dear arcs, many of them alike."""
    left = draw(st.lists(st.integers(1, counts), min_size=1, max_size=6 // counts))
    right = draw(st.lists(st.integers(1, counts), min_size=1, max_size=6 // counts))
    arcs = draw(
        st.dictionaries(
            st.tuples(st.integers(0, len(left) - 1), st.integers(0, len(right) - 1)),
            st.integers(0, 2 * ALONE - 1),
            max_size=9,
        )
    )
    keys = sorted(arcs)
    return Ways(
        left=np.asarray(left, dtype=np.int64),
        right=np.asarray(right, dtype=np.int64),
        one=np.asarray([one for one, _ in keys], dtype=np.int64),
        other=np.asarray([other for _, other in keys], dtype=np.int64),
        cost=np.asarray([arcs[key] for key in keys], dtype=np.int64),
        alone=ALONE,
    )


def every_way(ways: Ways) -> Iterator[tuple[tuple[int, ...], int]]:
    """Every flow that keeps the counts, and its cost."""
    most = np.minimum(ways.left[ways.one], ways.right[ways.other])
    for flow in product(*(range(int(n) + 1) for n in most)):
        left, right = ways.left.copy(), ways.right.copy()
        np.subtract.at(left, ways.one, flow)
        np.subtract.at(right, ways.other, flow)
        if left.min() >= 0 and right.min() >= 0:
            cost = int(np.dot(ways.cost, flow)) if len(flow) else 0
            yield flow, cost + ways.alone * int(left.sum() + right.sum())


def the_best(ways: Ways) -> tuple[int, list[tuple[int, ...]]]:
    found = list(every_way(ways))
    least = min(cost for _, cost in found)
    return least, [flow for flow, cost in found if cost == least]


def may_differ(ways: Ways, tied: tuple[tuple[np.ndarray, np.ndarray], ...]) -> set[int]:
    """Arcs within tied sets."""
    return {
        at
        for at in range(len(ways.one))
        for left, right in tied
        if ways.one[at] in left and ways.other[at] in right
    }


@SOME
@given(some_ways())
def test_no_way_is_cheaper_and_exactly_the_choices_are_seen(ways: Ways) -> None:
    least, best = the_best(ways)
    found = assign(ways)
    assert found.cost == least
    differ = {at for flow in best for at in range(len(flow)) if flow[at] != best[0][at]}
    tied = may_differ(ways, found.tied)
    assert differ <= tied
    assert bool(found.tied) == (len(best) > 1)
    for at in set(range(len(ways.one))) - tied:
        assert found.flow[at] == best[0][at]
    for left, right in found.tied:
        within = {a for a in differ if ways.one[a] in left and ways.other[a] in right}
        assert within


@SOME
@given(some_ways(counts=2))
def test_those_that_are_alike_are_no_choice(ways: Ways) -> None:
    least, best = the_best(ways)
    found = assign(ways)
    assert found.cost == least
    tied = may_differ(ways, found.tied)
    assert bool(found.tied) == (len(best) > 1)
    for at in set(range(len(ways.one))) - tied:
        assert {flow[at] for flow in best} == {found.flow[at]}


def test_two_rows_between_two_lines_at_the_same_cost_are_a_choice() -> None:
    both = np.asarray([1, 1], dtype=np.int64)
    ways = Ways(both, both, np.asarray([0, 0, 1, 1]), np.asarray([0, 1, 0, 1]), np.ones(4, int), 9)
    found = assign(ways)
    assert found.cost == 2
    assert not found.flow.any()
    assert [sorted(part.tolist()) for part in found.tied[0]] == [[0, 1], [0, 1]]


def test_two_that_are_alike_are_paired_without_a_choice() -> None:
    two = np.asarray([2], dtype=np.int64)
    found = assign(Ways(two, two, np.asarray([0]), np.asarray([0]), np.asarray([3]), 9))
    assert (found.flow.tolist(), found.tied, found.cost) == ([2], (), 6)
