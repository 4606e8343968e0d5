"""What the pool puts together keeps every rule, is no dearer, and no better than is possible."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations, product

import numpy as np
import pytest

from domain.people import Contract, Level, Training
from domain.session import Window
from optimizer import listing, mixing
from optimizer.all_days import Found, all_days
from optimizer.bound import Bound, find_bound
from optimizer.choices import Choices, choices_of, nothing_chosen
from optimizer.columns import Columns
from optimizer.days import Asked, look_behind
from optimizer.generation import Generation
from optimizer.linear import Floats
from optimizer.listing import tours_of
from optimizer.pool import Pooled, solve_pool
from optimizer.problem import Problem
from optimizer.recombine import Chosen, Clash, Tour, recombine
from optimizer.rested import with_break
from optimizer.shares import Share, take_apart
from optimizer.tables import Bools, Ints
from optimizer.timing import Timing
from tests.optimizer.builders import (
    MON,
    a_client,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.engines import a_busy_week, columns_of, optimum, small_columns, verdict_on
from tests.optimizer.test_days import an_asked, cost_of

SECONDS = 20.0
SINCE = date(2020, 1, 1)
ROOM = 10_000
EMPLOYEE = {"contract": Contract.EMPLOYEE}


def never() -> bool:
    return False


def pooled(c: Columns, start: Choices | None = None) -> Pooled:
    """What the pool makes of a week, from nothing or from a roster."""
    return solve_pool(c, start or nothing_chosen(c), [], SECONDS)


@pytest.mark.parametrize("block", range(4))
def test_every_small_week_is_put_together_from_nothing_and_proven(block: int) -> None:
    for seed in range(block * 30, block * 30 + 30):
        cost, _ = optimum(seed)
        c = small_columns(seed)
        found = pooled(c)
        verdict = verdict_on(c, found.chosen)
        assert not verdict.faults, seed
        assert (verdict.cost, found.cost, found.bound) == (cost, cost, cost), seed
        assert found.proven


def wrong(seeds: range) -> list[int]:
    """Seeds of weeks of which more is claimed than is true."""
    found = {seed: pooled(small_columns(seed)) for seed in seeds}
    return [seed for seed, one in found.items() if one.bound > optimum(seed)[0]]


def test_lists_that_end_sooner_than_they_say_make_a_bound_that_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def shorter(
        asked: Asked, behind: Floats, rivals: Ints, in_team: Bools, room: int
    ) -> Found | None:
        found = all_days(asked, behind, rivals, in_team, room)
        return found and replace(found, days=found.days[::2], minutes=found.minutes[::2])

    monkeypatch.setattr(listing, "all_days", shorter)
    assert wrong(range(60)) != []


def test_choices_that_are_not_the_cheapest_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_half(
        c: Columns,
        share: Share,
        tours: Sequence[Tour],
        clashes: Sequence[Clash],
        fewest: int,
        seconds: float,
        stop: object,
        held: frozenset[Tour],
    ) -> Chosen:
        assert callable(stop)
        some = tours[: len(tours) // 2]
        own = {tour for clash in clashes for group in clash.groups for tour in group}
        kept = clashes if own <= set(some) else ()
        return recombine(c, share, some, kept, fewest, seconds, never, held)

    monkeypatch.setattr(mixing, "recombine", first_half)
    assert wrong(range(60)) != []


def test_a_start_is_never_made_dearer_and_a_cheapest_one_is_kept() -> None:
    for seed in range(40):
        cost, meetings = optimum(seed)
        c = small_columns(seed)
        found = solve_pool(c, choices_of(c, meetings), [nothing_chosen(c)], SECONDS)
        assert found.cost == cost, seed


def test_nothing_is_done_when_it_is_stopped_at_once() -> None:
    c = small_columns(3)
    empty = solve_pool(c, nothing_chosen(c), [], SECONDS, lambda: True)
    assert empty.cost == c.empty_cost
    assert empty.bound <= optimum(3)[0]
    assert empty.seconds < 1


def test_a_week_whose_days_are_not_known_keeps_its_start() -> None:
    c = small_columns(3)
    kept = solve_pool(c, nothing_chosen(c), [], SECONDS, None, Bound(7, 0, 0.0))
    assert (kept.cost, kept.bound, kept.proven) == (c.empty_cost, 7, False)


def test_a_busy_week_is_brought_close_to_its_bound() -> None:
    c = columns_of(a_busy_week(40, 8))
    bound = find_bound(c, SECONDS)
    found = solve_pool(c, nothing_chosen(c), [], SECONDS, None, bound)
    assert not verdict_on(c, found.chosen).faults
    assert bound.cost <= found.bound <= found.cost < 1.01 * found.bound


def orders_below(asked: Asked) -> dict[frozenset[int], float]:
    """Per set of needs the least cost of a day below the most, all orders tried."""
    r = asked.route
    least: dict[frozenset[int], float] = {}
    for many in range(1, len(r.minutes) + 1):
        for order in permutations(range(len(r.minutes)), many):
            for calls in product(*(range(int(r.at[n]), int(r.at[n + 1])) for n in order)):
                cost, key = cost_of(asked, order, calls), frozenset(order)
                if cost is not None and cost < min(asked.most, least.get(key, asked.most)):
                    least[key] = cost
    return least


def test_all_days_below_a_cost_are_found_each_at_its_cheapest() -> None:
    listed = 0
    for seed in range(120):
        asked = replace(an_asked(seed), most=(-60.0, 0.0, 40.0)[seed % 3])
        r = asked.route
        # A need weighs the same whichever of its calls is taken.
        weights = np.repeat(asked.load[r.at[:-1]], np.diff(r.at))
        asked = replace(asked, load=weights)
        behind, _ = look_behind(asked)
        alone, nobody = np.arange(len(r.minutes)), np.zeros(len(r.lo), np.bool_)
        found = all_days(asked, behind, alone, nobody, ROOM)
        assert found is not None
        costs: dict[frozenset[int], float] = {}
        owner = np.repeat(alone, np.diff(r.at))
        for day in found.days:
            calls = tuple(call - r.first for call in day)
            order = tuple(owner[list(calls)].tolist())
            cost = cost_of(asked, order, calls)
            assert cost is not None
            assert frozenset(order) not in costs
            costs[frozenset(order)] = cost
        assert costs == orders_below(asked), seed
        listed += len(costs)
    assert listed > 500


def test_rivals_are_not_met_on_one_day_and_a_short_list_is_refused() -> None:
    asked = replace(an_asked(4), most=200.0)
    behind, _ = look_behind(asked)
    many, nobody = len(asked.route.minutes), np.zeros(len(asked.route.lo), np.bool_)
    free = all_days(asked, behind, np.arange(many), nobody, ROOM)
    rivals = all_days(asked, behind, np.zeros(many, np.int64), nobody, ROOM)
    assert free is not None
    assert rivals is not None
    assert max(len(day) for day in free.days) > 1
    assert {len(day) for day in rivals.days} == {1}
    assert all_days(asked, behind, np.arange(many), nobody, 1) is None


def a_long_day(minutes: int, last: int) -> Problem:
    """Two meetings at home with an employee, the later one begun from 10 to ``last``."""
    needs = (
        a_need("n1", minutes=minutes, windows=(Window(at(MON, 8), at(MON, 8)),)),
        a_need("n2", clients=("c2",), minutes=60, windows=(Window(at(MON, 10), at(MON, last)),)),
    )
    workers = (a_worker(shifts=shifts(480, 1200), day_minutes=900, **EMPLOYEE),)
    return a_problem(clients=(a_client("c1"), a_client("c2")), needs=needs, workers=workers)


def the_share(problem: Problem) -> tuple[Columns, Generation, Timing]:
    c = columns_of(problem)
    shares, _ = take_apart(c)
    assert len(shares) == 1
    one = Generation(c, shares[0], never)
    return c, one, Timing(c, shares[0].calls, one.routes)


def both(one: Generation) -> Tour:
    """The tour that meets both needs, the first one first."""
    calls = one.share.calls
    own = [int(np.flatnonzero(calls.need == need)[0]) for need in (0, 1)]
    return Tour(int(calls.route[0]), tuple(own), 0)


@pytest.mark.parametrize(
    ("minutes", "last", "fits"),
    [(300, 13, False), (301, 13, False), (300, 14, True), (240, 13, True), (330, 13, False)],
)
def test_a_tour_that_owes_a_break_is_dropped_where_no_break_fits(
    minutes: int, last: int, *, fits: bool
) -> None:
    _, one, timing = the_share(a_long_day(minutes, last))
    tour = both(one)
    kept = with_break(timing, tour)
    short = minutes + 60 <= 360
    assert (kept is not None) == (fits or short)
    assert (timing.time_bundle([tour]) is not None) == (fits or (short and last >= 13))


def test_a_tour_whose_other_order_is_short_enough_owes_no_break() -> None:
    _, one, timing = the_share(a_long_day(300, 13))
    kept = with_break(timing, replace(both(one), minutes=1))
    assert kept == both(one)


def test_a_clients_overlap_is_a_conflict_of_two_tours_and_of_no_more_visits() -> None:
    windows = (Window(at(MON, 10), at(MON, 10)),)
    later = (Window(at(MON, 14), at(MON, 15)),)
    needs = (
        a_need("n1", clients=("c1",), component="one", windows=windows),
        a_need("n2", clients=("c1",), component="two", windows=windows),
        a_need("n3", clients=("c2",), windows=later),
    )
    workers = (a_worker("w1"), a_worker("w2"))
    clients = (a_client("c1"), a_client("c2"))
    _, one, timing = the_share(a_problem(clients=clients, needs=needs, workers=workers))
    calls = one.share.calls
    routes = np.unique(calls.route).tolist()

    def call(route: int, need: int) -> int:
        return int(np.flatnonzero((calls.route == route) & (calls.need == need))[0])

    tours = [
        Tour(routes[0], (call(routes[0], 0), call(routes[0], 2)), 0),
        Tour(routes[1], (call(routes[1], 1),), 0),
    ]
    assert timing.bundles(tours) == [frozenset(tours)]
    assert timing.time_bundle(tours) is None
    conflict = timing.conflict_of(tours, None)
    assert sorted(len(seats) for _, seats in conflict.days) == [1, 1]
    assert all(conflict.names(timing.key_of(tour)) for tour in tours)
    assert conflict.names(timing.key_of(Tour(routes[0], (call(routes[0], 2),), 0))) == []


def test_clashes_are_kept_or_paid_once() -> None:
    c = columns_of(a_busy_week(6, 2))
    bound = find_bound(c, SECONDS)
    one = max(bound.generations, key=lambda one: len(one.share.needs))
    found = solve_pool(c, nothing_chosen(c), [], SECONDS, None, bound)
    tours = tours_of(one, found.chosen)
    assert len(tours) > 1

    def choose(*clashes: Clash) -> Chosen:
        return recombine(c, one.share, tours, clashes, 0, SECONDS, never)

    free = choose()
    assert free.tours is not None
    assert set(free.tours) == set(tours)
    groups = tuple(frozenset([tour]) for tour in tours[:2])
    paid = choose(Clash(groups, 15), Clash(groups, 10))
    assert (paid.cost, paid.bound) == (free.cost, free.cost + 15)
    kept = choose(Clash(groups, None))
    assert kept.tours is not None
    assert len(set(kept.tours) & set(tours[:2])) == 1
    assert kept.cost > free.cost


def test_shares_that_break_a_rule_together_are_put_in_one_by_one() -> None:
    """A client's two needs on one day, of two subjects that no worker has both of."""
    window = (Window(at(MON, 10), at(MON, 10)),)
    needs = tuple(
        a_need(f"n{k}", component=f"part {k}", windows=window, seats=(a_seat(subject=subject),))
        for k, subject in enumerate(("autism", "debts"))
    )
    workers = tuple(
        a_worker(f"w{k}", trainings=(Training(subject, Level.GROUPS, SINCE),))
        for k, subject in enumerate(("autism", "debts"))
    )
    c = columns_of(a_problem(needs=needs, workers=workers))
    assert len(find_bound(c, SECONDS).generations) == 2
    found = pooled(c)
    assert not verdict_on(c, found.chosen).faults
    assert int((found.chosen.start >= 0).sum()) == 1
    assert found.bound < found.cost
