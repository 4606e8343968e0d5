"""Limits that no roster can reach are not carried; every other limit is."""

from typing import Any

import numpy as np
import pytest

from domain.session import Use, Window
from optimizer.columns import Columns
from optimizer.policy import default_policy
from optimizer.problem import Budget
from optimizer.search import at as columns
from optimizer.search.binding import counters_that_bind
from optimizer.search.engine import Search
from tests.optimizer.builders import MON, TUE, a_client, a_need, a_problem, a_worker, at, shifts
from tests.optimizer.engines import columns_of, small_columns

HOUSE = default_policy()
HOURS = (Window(at(MON, 9), at(MON, 15)), Window(at(TUE, 9), at(TUE, 15)))


def binding(many: int = 5, **worker: Any) -> set[str]:
    """Rules that bind one worker who could serve so many needs of an hour, on two days."""
    record: dict[str, Any] = {
        "week_minutes": 6000,
        "week_most": 6000,
        "day_minutes": 600,
        "week_days": 7,
    }
    problem = a_problem(
        clients=tuple(a_client(f"c{i}") for i in range(many)),
        needs=tuple(a_need(f"n{i}", clients=(f"c{i}",), windows=HOURS) for i in range(many)),
        workers=(a_worker(**(record | worker)),),
    )
    return rules_that_bind(columns_of(problem))


def rules_that_bind(c: Columns) -> set[str]:
    """Names of the rules of the counters that bind."""
    return {c.counters.rule[k] for k in np.flatnonzero(counters_that_bind(c)).tolist()}


def test_a_worker_whom_nothing_limits_is_bound_by_nothing() -> None:
    assert binding() == set()


@pytest.mark.parametrize(
    ("rule", "binds", "reached"),
    [
        # The needs lie on two days, whatever the shifts.
        ("worker_days", {"week_days": 1}, {"week_days": 2}),
        # Five needs of an hour are 300 minutes, in a week or on one of the days.
        ("worker_week_minutes", {"week_most": 299}, {"week_most": 300}),
        ("overtime", {"week_minutes": 299}, {"week_minutes": 300}),
        ("worker_day_minutes", {"day_minutes": 299}, {"day_minutes": 300}),
        # Two shifts of two hours are 240 minutes.
        (
            "worker_week_minutes",
            {"week_most": 239, "shifts": shifts(600, 720)},
            {"week_most": 240, "shifts": shifts(600, 720)},
        ),
        # Two days of an hour, by a must of the day.
        (
            "worker_week_minutes",
            {"week_most": 119, "day_minutes": 60},
            {"week_most": 120, "day_minutes": 60},
        ),
        ("caseload", {"caseload": 4}, {"caseload": 5}),
        ("guaranteed_minutes", {"guaranteed_minutes": 1}, {"guaranteed_minutes": 0}),
    ],
)
def test_a_limit_binds_where_it_can_be_passed_and_not_where_it_is_reached(
    rule: str, binds: dict[str, Any], reached: dict[str, Any]
) -> None:
    assert rule in binding(**binds)
    assert rule not in binding(**reached)


def test_a_limit_that_nobody_can_reach_couples_no_days() -> None:
    # Five days of shifts never pass five working days.
    search = Search(columns_of(a_problem(workers=(a_worker(week_days=5),))))
    workers = search.week.thin[int(search.week.num[columns.WORKERS0]) :]
    assert (workers[:, columns.DAYS0] == workers[:, columns.DAYS1]).all()


def test_a_need_with_two_options_draws_on_a_budget_once() -> None:
    uses = (Use("b", 60),)
    needs = tuple(a_need(f"n{i}", windows=HOURS, component=f"k{i}", uses=uses) for i in range(2))

    def with_left(left: int) -> set[str]:
        budgets = (Budget("b", "units_left", "c1", left),)
        return rules_that_bind(columns_of(a_problem(needs=needs, budgets=budgets)))

    assert "units_left" in with_left(119)
    assert "units_left" not in with_left(120)


def test_a_must_of_the_day_that_has_a_price_bounds_no_week() -> None:
    priced = HOUSE.model_copy(update={"prices": {**HOUSE.prices, "worker_day_minutes": 5}})
    worker = a_worker(day_minutes=60, week_most=120, week_minutes=6000)
    needs = tuple(a_need(f"n{i}", clients=(f"c{i}",), windows=HOURS) for i in range(5))
    clients = tuple(a_client(f"c{i}") for i in range(5))
    problem = a_problem(clients=clients, needs=needs, workers=(worker,))
    assert "worker_week_minutes" not in rules_that_bind(columns_of(problem))
    assert "worker_week_minutes" in rules_that_bind(columns_of(problem, priced))


def test_what_binds_nothing_is_missed_by_no_roster_of_a_small_week() -> None:
    """Every need served by chance, rules or no rules of order: no silent counter is missed."""
    silent = 0
    for seed in range(120):
        c = small_columns(seed)
        free = ~counters_that_bind(c) & (c.counters.price != 0)
        silent += int(free.sum())
        chance = np.random.default_rng(seed)
        for _ in range(20):
            used = _counted(c, chance)
            assert (used[free] <= c.counters.most[free]).all(), seed
            assert (used[free] >= c.counters.least[free]).all(), seed
    assert silent > 100


def _counted(c: Columns, chance: np.random.Generator) -> np.ndarray:
    """Counters of a roster drawn by chance in which each day keeps its musts."""
    t, rows, used = c.tables, c.rows, c.counters.start.copy()
    must_of_day = np.bincount(rows.route_counter, minlength=len(used)) == 1
    must_of_day &= c.counters.price < 0
    bonds: set[int] = set()
    days: set[tuple[int, int]] = set()
    minutes: dict[tuple[int, int], int] = {}
    for need in chance.permutation(len(t.need_minutes)).tolist():
        options = range(int(c.need_opt[need]), int(c.need_opt[need + 1]))
        if not options:
            continue
        option = int(chance.choice(list(options)))
        day = int(c.opt_day[option])
        pairs: list[int] = []
        for seat in range(int(t.need_seat[need]), int(t.need_seat[need + 1])):
            able = [
                p
                for p in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1]))
                if c.pair_days[p] >> day & 1
                and c.pair_worker[p] not in [c.pair_worker[q] for q in pairs]
                and _holds(c, p, day, used, minutes, must_of_day)
            ]
            if able:
                pairs.append(int(chance.choice(able)))
        if len(pairs) < t.need_seat[need + 1] - t.need_seat[need]:
            continue
        own = slice(int(rows.opt_at[option]), int(rows.opt_at[option + 1]))
        np.add.at(used, rows.opt_counter[own], rows.opt_use[own])
        for p in pairs:
            own = slice(int(rows.pair_at[p]), int(rows.pair_at[p + 1]))
            np.add.at(used, rows.pair_counter[own], rows.pair_use[own])
            bonds |= set(rows.bond[rows.bond_at[p] : rows.bond_at[p + 1]].tolist())
            worker, seat = int(c.pair_worker[p]), int(c.pair_seat[p])
            days.add((worker, day))
            minutes[worker, day] = minutes.get((worker, day), 0) + int(t.need_minutes[need])
            for k in range(*rows.route_at[[worker * 7 + day, worker * 7 + day + 1]].tolist()):
                used[rows.route_counter[k]] += rows.use[rows.route_measure[k], seat]
    fresh = [b for b in bonds if not rows.bond_known[b]]
    np.add.at(used, rows.bond_counter[fresh], 1)
    for worker, counter in zip(rows.day_worker.tolist(), rows.day_counter.tolist(), strict=True):
        used[counter] += sum(1 for who, _ in days if who == worker)
    return used


def _holds(
    c: Columns,
    pair: int,
    day: int,
    used: np.ndarray,
    minutes: dict[tuple[int, int], int],
    must_of_day: np.ndarray,
) -> bool:
    """Whether the shift and the musts of the day have room for one more."""
    worker, seat = int(c.pair_worker[pair]), int(c.pair_seat[pair])
    t, rows, route = c.tables, c.rows, worker * 7 + day
    lasts = minutes.get((worker, day), 0) + int(t.need_minutes[t.seat_need[seat]])
    if lasts > t.shift_end[worker, day] - t.shift_start[worker, day]:
        return False
    return all(
        used[k] + rows.use[m, seat] <= c.counters.most[k] or rows.use[m, seat] == 0
        for k, m in zip(
            rows.route_counter[rows.route_at[route] : rows.route_at[route + 1]].tolist(),
            rows.route_measure[rows.route_at[route] : rows.route_at[route + 1]].tolist(),
            strict=True,
        )
        if must_of_day[k]
    )
