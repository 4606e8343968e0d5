"""The cheapest day of a route, against every order of every choice of calls."""

from itertools import permutations, product

import numpy as np
import pytest

from optimizer.days import MOST_BITS, Asked, Days, Desk, Memory, look_behind, price_days
from optimizer.routes import Route
from optimizer.tables import starts_of
from tests.optimizer.dice import Dice

BEGIN, END = 1440 + 480, 1440 + 780
FAR = 1 << 30


def a_route(dice: Dice, needs: int, grid: int) -> Route:
    """So many needs within five hours, each in one or two stretches of starts."""
    many = [dice.between(1, 2) for _ in range(needs)]
    minutes = np.array([dice.one((15, 20, 45, 60)) for _ in range(needs)])
    ways = np.array([[dice.between(0, 25) for _ in range(needs)] for _ in range(needs)], np.int16)
    np.fill_diagonal(ways, 0)
    out = np.array([dice.between(0, 30) for _ in range(needs)])
    back = np.array([dice.between(0, 30) for _ in range(needs)])
    lo, hi = [], []
    for need in range(needs):
        for _ in range(many[need]):
            first = BEGIN + out[need] + dice.between(0, 90)
            first = -(-first // grid) * grid
            lo.append(first)
            hi.append(min(first + dice.between(0, 120), END - minutes[need] - back[need]))
    at = starts_of(many)
    low, high = np.array(lo), np.maximum(np.array(hi), lo)
    done = np.minimum.reduceat(low, at[:-1]) + minutes
    follows = done[:, None] + ways <= np.maximum.reduceat(high, at[:-1])
    np.fill_diagonal(follows, val=False)
    next_at = starts_of(follows.sum(axis=1).tolist())
    following = np.nonzero(follows)[1].astype(np.int16)
    after = (next_at, following, next_at, following)
    shape = (at, low, high, np.arange(needs), minutes, ways, *after, out, back)
    return Route(7, 100, *shape, BEGIN, END + 60)


def an_asked(seed: int) -> Asked:
    dice = Dice(seed)
    needs, grid = dice.between(2, 5), dice.one((1, 5, 15))
    route = a_route(dice, needs, grid)
    calls = len(route.lo)
    price = np.array([float(dice.between(-120, 20)) for _ in range(calls)])
    load = np.array([dice.between(0, 5) for _ in range(calls)])
    triples = np.array([dice.between(0, 3) for _ in range(needs)])
    besides = np.array([float(dice.between(0, 40)), float(dice.between(0, 40))])
    most = dice.one((6, 9, 100))
    return Asked(route, price, 1.0, 0.0, load, most, grid, triples, besides)


def cost_of(asked: Asked, order: tuple[int, ...], calls: tuple[int, ...]) -> float | None:
    """Cost of one day, None where it cannot be."""
    r, cost, minute, before = asked.route, 0.0, asked.route.begin, -1
    if sum(int(asked.load[k]) for k in calls) > asked.load_most:
        return None
    for need, k in zip(order, calls, strict=True):
        way = int(r.out[need] if before < 0 else r.ways[before, need])
        start = max(minute + way, int(r.lo[k]))
        if start > r.lo[k]:
            start = -(-start // asked.grid) * asked.grid
        if start > r.hi[k]:
            return None
        cost += asked.travel * way + float(asked.price[k])
        minute, before = start + int(r.minutes[need]), need
    for number, price in enumerate(asked.triple_price.tolist()):
        cost += price * (sum(int(asked.triples[n]) >> number & 1 for n in order) // 2)
    return cost + asked.travel * float(r.back[before])


def cheapest(asked: Asked) -> float:
    """The least cost of all days, a day at home included."""
    r, least = asked.route, 0.0
    for many in range(1, len(r.minutes) + 1):
        for order in permutations(range(len(r.minutes)), many):
            for calls in product(*(range(int(r.at[n]), int(r.at[n + 1])) for n in order)):
                cost = cost_of(asked, order, calls)
                least = least if cost is None else min(least, cost)
    return least


def remembering(needs: int) -> Memory:
    """Everything is remembered everywhere."""
    return Memory(np.arange(needs), np.full(needs, (1 << needs) - 1))


@pytest.mark.parametrize("block", range(4))
def test_with_full_memory_the_cheapest_day_is_the_cheapest_of_all(block: int) -> None:
    desk, busy = Desk(room=5000), 0
    for seed in range(block * 40, block * 40 + 40):
        asked = an_asked(seed)
        behind, bound = look_behind(asked)
        memory = remembering(len(asked.route.minutes))
        found = price_days(asked, memory, behind, desk, 3, rough=False)
        assert found is not None
        least = cheapest(asked)
        assert found.least == least, seed
        assert bound <= least, seed
        if found.days:
            calls = tuple(k - asked.route.first for k in found.days[0])
            assert cost_of(asked, tuple(found.needs[0]), calls) == least
            busy += len(calls) > 1
    assert busy > 15


def test_without_memory_days_are_no_dearer_and_rough_ones_no_cheaper() -> None:
    desk, circles, missed = Desk(room=5000), 0, 0
    for seed in range(150):
        asked = an_asked(seed)
        behind, _ = look_behind(asked)
        needs = len(asked.route.minutes)
        free = price_days(asked, Memory.empty(needs), behind, desk, 3, rough=False)
        rough = price_days(asked, remembering(needs), behind, desk, 3, rough=True)
        assert free is not None
        assert rough is not None
        least = cheapest(asked)
        assert free.least <= least <= rough.least, seed
        circles += free.least < least
        missed += least < rough.least
    assert circles > 5
    assert missed > 0


def learns(memory: Memory, found: Days) -> bool:
    """Whether any of the days taught something; all are looked at."""
    return sum(memory.learn(path) for path in found.needs) > 0


def test_memory_learns_circles_until_days_are_real() -> None:
    desk = Desk(room=5000)
    for seed in range(60):
        asked = an_asked(seed)
        behind, _ = look_behind(asked)
        memory = Memory.empty(len(asked.route.minutes))
        found = price_days(asked, memory, behind, desk, 3, rough=False)
        while found is not None and learns(memory, found):
            found = price_days(asked, memory, behind, desk, 3, rough=False)
        assert found is not None
        assert found.least == cheapest(asked), seed


def test_a_path_that_was_learnt_is_not_to_be_had_again() -> None:
    memory = Memory.empty(4)
    assert memory.allows([0, 1, 0])
    assert memory.learn([0, 1, 0])
    assert not memory.allows([0, 1, 0])
    # Need 2 forgets what need 1 would remember.
    assert memory.allows([0, 1, 2, 0])
    assert not memory.learn([0, 1, 0])
    assert not memory.learn([0, 1, 2, 3])


def test_a_route_remembers_only_so_many_needs() -> None:
    memory = Memory.empty(MOST_BITS + 2)
    learnt = [memory.learn([need, MOST_BITS + 1, need]) for need in range(MOST_BITS + 1)]
    assert learnt == [*(True for _ in range(MOST_BITS)), False]
    assert memory.allows([MOST_BITS, MOST_BITS + 1, MOST_BITS])


def test_a_desk_without_room_says_so() -> None:
    for seed in range(60):
        asked = an_asked(seed)
        behind, least = look_behind(asked)
        if least < 0:
            memory = Memory.empty(len(asked.route.minutes))
            assert price_days(asked, memory, behind, Desk(room=0), 3, rough=False) is None
