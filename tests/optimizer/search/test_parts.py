"""Parts of a week: they add up to the unit, leave the rest alone, and are found where they are."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from domain.people import Contract
from domain.session import Use, Window
from optimizer.check import check_tables
from optimizer.choices import meetings_of
from optimizer.columns import Columns
from optimizer.policy import default_policy
from optimizer.problem import Budget, Problem
from optimizer.search import at as columns
from optimizer.search.engine import Search, fresh_kinds, iterate
from optimizer.search.parts import (
    Part,
    best_is_now,
    independent_days,
    put_together,
    regions,
    take_part,
)
from optimizer.tables import Bools
from tests.optimizer.builders import MON, SUN, TUE, at, shifts
from tests.optimizer.engines import columns_of
from tests.optimizer.search.larger import A_DAY, apart, days, free_of_weeks, whole
from tests.optimizer.search.weeks import assert_honest

HOUSE = default_policy()


def filled(make: Callable[[], Columns], seed: int = 1) -> Search:
    search = Search(make(), seed)
    search.fill()
    return search


def held(search: Search, needs: Bools) -> list[list[int]]:
    """Everything that says how these needs are held."""
    w = search.week
    rows = np.flatnonzero(needs) + int(w.num[columns.NEEDS0])
    seats = [list(range(*w.rows[n, [columns.SEAT0, columns.SEAT1]].tolist())) for n in rows]
    return [
        [
            *w.rows[n, [columns.OPT, columns.FROM, columns.TO]].tolist(),
            *w.rows[own][:, [columns.ROUTE, columns.PAIR]].ravel().tolist(),
        ]
        for n, own in zip(rows, seats, strict=True)
    ]


def improve_parts(search: Search, parts: list[Part], iterations: int, heat: float) -> None:
    weeks = [take_part(search.week, part, 7 + k) for k, part in enumerate(parts)]
    for own in weeks:
        iterate(own, fresh_kinds(), iterations, heat)
    put_together(search.week, parts, weeks)


def assert_now_is_honest(search: Search) -> None:
    """The roster as it is, not only the best one, costs what the check says."""
    best_is_now(search.week)
    assert_honest(search)
    assert search.week.num[columns.COST] == search.cost


@pytest.mark.parametrize("heat", [1.0, 300.0])
@pytest.mark.parametrize("many", [2, 3, 5])
def test_after_every_cut_the_week_costs_what_the_check_says(many: int, heat: float) -> None:
    search, chance, frozen = filled(whole), np.random.default_rng(many), 0
    for _ in range(6):
        parts, before = regions(search.week, many, chance), search.cost
        inside = np.logical_or.reduce([part.needs for part in parts])
        rest = held(search, ~inside)
        improve_parts(search, parts, 150, heat)
        assert held(search, ~inside) == rest
        assert search.cost <= before
        assert_honest(search)
        assert_now_is_honest(search)
        frozen += int((~inside).sum())
    assert frozen > 0


def test_parts_share_no_route_no_need_and_no_client() -> None:
    search, chance = filled(whole), np.random.default_rng(3)
    t = search.c.tables
    owner = np.repeat(np.arange(len(t.need_minutes)), np.diff(t.need_member))
    for _ in range(10):
        parts = regions(search.week, 3, chance)
        assert np.stack([part.routes for part in parts]).sum(axis=0).max() == 1
        assert np.stack([part.needs for part in parts]).sum(axis=0).max() == 1
        clients = [set(t.member[part.needs[owner]].tolist()) for part in parts]
        assert sum(len(c) for c in clients) == len(set().union(*clients))
        assert len(parts) > 1


def test_days_that_nothing_couples_add_up_to_the_unit() -> None:
    search = filled(days)
    parts = independent_days(search.week)
    assert len(parts) == 5
    assert (np.stack([part.needs for part in parts]).sum(axis=0) == 1).all()
    before = search.cost
    for heat in (100.0, 10.0, 1.0):
        best = search.cost
        improve_parts(search, parts, 300, heat)
        assert search.cost <= best
        assert_honest(search)
    assert search.cost < before
    assert_now_is_honest(search)


def test_one_part_that_is_not_touched_moves_nothing() -> None:
    search = filled(days)
    parts = independent_days(search.week)
    everything = held(search, np.ones(5 * A_DAY, np.bool_))
    tuesday = held(search, parts[1].needs)
    improve_parts(search, [parts[0]], 400, 50.0)
    assert held(search, ~parts[0].needs) == [
        row for row, mine in zip(everything, parts[0].needs.tolist(), strict=True) if not mine
    ]
    assert held(search, parts[1].needs) == tuesday
    assert held(search, parts[0].needs) != [
        row for row, mine in zip(everything, parts[0].needs.tolist(), strict=True) if mine
    ]


def with_needs(problem: Problem, **changes: Any) -> Problem:
    """The first need of Monday and the first of Tuesday changed."""
    needs = tuple(replace(n, **changes) if i < 2 else n for i, n in enumerate(problem.needs))
    return replace(problem, needs=needs)


def with_worker(problem: Problem, **changes: Any) -> Problem:
    """The first worker changed."""
    workers = (free_of_weeks("w0", **changes), *problem.workers[1:])
    return replace(problem, workers=workers)


def an_evening_before(problem: Problem, contract: Contract) -> Problem:
    """A first worker whose days end too late for the next to begin."""
    return with_worker(problem, contract=contract, shifts=shifts(420, 1320, range(4)))


def seven_days(problem: Problem) -> Problem:
    """A first worker without a day off: the weekly rest is no longer certain."""
    return with_worker(problem, shifts=shifts(480, 1080, range(7)))


JOINED: dict[str, Callable[[Problem], Problem]] = {
    "minutes of the week": lambda p: with_worker(p, week_most=200, week_minutes=200),
    "overtime": lambda p: with_worker(p, week_minutes=200),
    "minutes promised": lambda p: with_worker(p, guaranteed_minutes=300),
    "days of the week": lambda p: with_worker(p, week_days=1),
    "places in a caseload": lambda p: with_worker(p, caseload=1),
    "two options on two days": lambda p: with_needs(
        p, windows=(Window(at(MON, 10), at(MON, 10)), Window(at(TUE, 10), at(TUE, 10)))
    ),
    "a budget": lambda p: replace(
        with_needs(p, uses=(Use("b", 60),)), budgets=(Budget("b", "units_left", "c000", 90),)
    ),
    "a series": lambda p: with_needs(p, series="s", days_apart=3),
    "one client's supporters": lambda p: with_needs(p, clients=("c000",)),
    "rest between late and early": lambda p: an_evening_before(p, Contract.EMPLOYEE),
    "the weekly rest": seven_days,
}
APART: dict[str, Callable[[Problem], Problem]] = {
    "nothing": lambda p: p,
    "late and early of a mandate": lambda p: an_evening_before(p, Contract.MANDATE),
    "a limit that cannot bind": lambda p: with_worker(p, week_minutes=3750, week_most=3750),
    "a budget of one day": lambda p: replace(
        with_needs(p, uses=(Use("b", 60),)),
        budgets=(Budget("b", "units_left", "c000", 60, days=1 << MON),),
    ),
    "a budget for everything": lambda p: replace(
        with_needs(p, uses=(Use("b", 60),)), budgets=(Budget("b", "units_left", "c000", 120),)
    ),
    "a series with room": lambda p: with_needs(p, series="s", days_apart=1),
    "minutes of the day": lambda p: with_worker(p, day_minutes=60),
    "two options on one day": lambda p: replace(
        p,
        needs=(
            replace(
                p.needs[0],
                windows=(Window(at(MON, 9), at(MON, 9)), Window(at(MON, 14), at(MON, 14))),
            ),
            *p.needs[1:],
        ),
    ),
    "a need on Sunday": lambda p: replace(
        p,
        needs=(replace(p.needs[0], windows=(Window(at(SUN, 9), at(SUN, 9)),)), *p.needs[1:]),
    ),
}


@pytest.mark.parametrize("name", JOINED)
def test_what_reaches_over_two_days_joins_them(name: str) -> None:
    search = Search(columns_of(JOINED[name](apart(4))))
    assert independent_days(search.week) == []


@pytest.mark.parametrize("name", APART)
def test_what_stays_within_a_day_joins_nothing(name: str) -> None:
    search = Search(columns_of(APART[name](apart(4))))
    parts = independent_days(search.week)
    assert len(parts) == (6 if "Sunday" in name else 5)
    for part in parts:
        weekdays = {
            search.c.opt_day[o]
            for need in np.flatnonzero(part.needs).tolist()
            for o in range(search.c.need_opt[need], search.c.need_opt[need + 1])
        }
        routes = set((np.flatnonzero(part.routes) % 7).tolist())
        assert weekdays == routes
        assert len(weekdays) == 1


def test_where_nobody_counts_supporters_one_client_on_two_days_joins_nothing() -> None:
    problem = with_needs(apart(4), clients=("c000",))
    prices = {**HOUSE.prices, "one_supporter": 0}
    policy = HOUSE.model_copy(update={"prices": prices, "most_supporters": 9})
    assert len(independent_days(Search(columns_of(problem, policy)).week)) == 5


def test_a_better_roster_of_one_part_alone_is_taken_as_the_best() -> None:
    search = filled(days)
    parts = independent_days(search.week)
    weeks = [take_part(search.week, part, 5 + k) for k, part in enumerate(parts)]
    iterate(weeks[2], fresh_kinds(), 500, 1.0)
    gained = search.cost - int(weeks[2].num[columns.BEST])
    before = search.cost
    put_together(search.week, parts, weeks)
    assert gained > 0
    assert search.cost == before - gained
    checked = check_tables(search.c.tables, meetings_of(search.c, search.choices()))
    assert (checked.faults, checked.cost) == ((), search.cost)
