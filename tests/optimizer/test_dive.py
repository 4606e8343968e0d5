"""Dives: tours that stand together, programs left as they were, and never a claim too high."""

import time

import numpy as np
import pytest

from benchmarks.plain.draw import draw
from benchmarks.plain.ours import POLICY as PLAIN
from benchmarks.plain.ours import problem_of
from optimizer import generation, turns
from optimizer.bound import bound_by_days
from optimizer.check import check_tables
from optimizer.choices import Choices, meetings_of
from optimizer.columns import Columns
from optimizer.dive import Dive
from optimizer.diving import Diving, fall_apart
from optimizer.generation import Generation
from optimizer.linear import OPEN, Linear
from optimizer.recombine import Tour
from optimizer.running import Running
from optimizer.searching import Searching
from optimizer.shares import take_apart
from optimizer.solve import solve
from tests.optimizer.engines import a_busy_week, columns_of, optimum, small_columns, verdict_on
from tests.optimizer.test_solve import POLICY, SPARE

FAR, SECONDS = 1e18, 12.0
OPTIMUM = 18_239
"""Of the plain week S, seed 1, proven by the exact model."""


def never() -> bool:
    return False


def a_share(c: Columns) -> Generation:
    """The largest share of a week."""
    shares, _ = take_apart(c)
    one = Generation(c, max(shares, key=lambda share: len(share.calls.need)), never)
    one.until = FAR
    return one


def tours_of_a_dive(c: Columns) -> tuple[Tour, ...]:
    one = a_share(c)
    one.begin(FAR)
    return Dive(one, one.program_of(0, counting=False), never).run()


def dived(c: Columns) -> tuple[Diving, Choices, int]:
    """A search for a moment, and what the dives from there give."""
    diving = Diving(c, *take_apart(c), time.perf_counter() + 60, None)
    searching = Searching(c, 1)
    searching.improve(0.0, work=1, told=lambda *_: None, stop=never)
    chosen, many = diving.dive(searching.best(), time.perf_counter() + 60)
    return diving, chosen, many


def cost_of(c: Columns, chosen: Choices) -> int:
    return check_tables(c.tables, meetings_of(c, chosen)).cost


@pytest.mark.parametrize("block", range(3))
def test_no_dive_breaks_a_rule_or_costs_less_than_the_best_roster(block: int) -> None:
    whole, best = 0, 0
    for seed in range(block * 20, block * 20 + 20):
        c = small_columns(seed)
        _, chosen, many = dived(c)
        verdict = verdict_on(c, chosen)
        assert not verdict.faults, seed
        assert verdict.cost >= optimum(seed)[0], seed
        whole += many
        best += verdict.cost == optimum(seed)[0]
    assert whole > 10
    assert best > 5


def test_the_same_dive_twice_gives_the_same_tours() -> None:
    c = columns_of(a_busy_week(60, 6))
    tours = tours_of_a_dive(c)
    assert len(tours) > 3
    assert tours == tours_of_a_dive(c)


def test_tours_of_a_dive_meet_nobody_twice() -> None:
    c = columns_of(a_busy_week(60, 6))
    tours, calls = tours_of_a_dive(c), a_share(c).share.calls
    needs = [int(calls.need[call]) for tour in tours for call in tour.calls]
    assert len(set(needs)) == len(needs)
    assert len({tour.route for tour in tours}) == len(tours)


def test_after_a_dive_the_program_mixes_as_before() -> None:
    one = a_share(columns_of(a_busy_week(60, 6)))
    one.begin(FAR)
    master = one.program_of(0, counting=False)
    before = master.program.lp.solve(20.0, never)
    assert Dive(one, master, never).run()
    after = master.program.lp.solve(20.0, never)
    assert before is not None
    assert after is not None
    assert after.value <= before.value + 1e-6


def test_tours_that_are_kept_are_among_those_of_the_dive() -> None:
    c = columns_of(a_busy_week(60, 6))
    kept = tours_of_a_dive(c)[:3]
    one = a_share(c)
    one.begin(FAR)
    found = Dive(one, one.program_of(0, counting=False), never).run(kept)
    assert set(kept) < set(found)


def test_in_haste_a_dive_still_ends_whole_and_told_to_stop_it_ends_at_once() -> None:
    one = a_share(columns_of(a_busy_week(60, 6)))
    one.begin(FAR)
    hasty = Dive(one, one.program_of(0, counting=False), never).run((), time.perf_counter())
    calls = one.share.calls.need
    assert len({int(calls[call]) for tour in hasty for call in tour.calls}) > 5
    assert Dive(one, one.program_of(0, counting=False), lambda: True).run() == ()


def test_costs_of_shares_add_up_and_the_better_of_each_is_kept() -> None:
    c = columns_of(problem_of(draw("S", 1)), PLAIN)
    diving, chosen, many = dived(c)
    assert many == len(diving.generations) > 1
    alone = np.ones(len(c.need_price), np.bool_)
    for one in diving.generations:
        alone[one.share.needs] = False
    shares = sum(diving.cost_of(chosen, one) for one in diving.generations)
    assert shares + int(c.need_price[alone].sum()) == cost_of(c, chosen)
    searching = Searching(c, 2)
    other = searching.best()
    mixed = diving.better(chosen, other)
    assert not verdict_on(c, mixed).faults
    assert cost_of(c, mixed) <= min(cost_of(c, chosen), cost_of(c, other))


def test_days_at_guessed_prices_serve_most_needs() -> None:
    c = columns_of(problem_of(draw("S", 1)), PLAIN)
    shares, _ = take_apart(c)
    left_out, paid = 0.0, 0.0
    for share in shares:
        one = Generation(c, share, never)
        one.begin(FAR)
        found = one.program_of(0, counting=False).program.lp.solve(20.0, never)
        assert found is not None
        paid += found.value
        left_out += float(c.need_price[share.needs].sum())
    # Prices that move the wrong way leave two fifths of them out, no prices all.
    assert paid < 0.25 * left_out


@pytest.fixture
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "LARGE", 0)
    monkeypatch.setattr(turns, "MOST_CALLS", 0)


@pytest.mark.usefixtures("_all_are_large")
def test_bounds_that_begin_with_a_guess_are_never_too_high_and_mostly_as_good() -> None:
    good = 0
    for seed in range(40):
        found = bound_by_days(small_columns(seed), time.perf_counter() + 20, never)
        assert found.cost <= optimum(seed)[0], seed
        good += found.cost > 0.9 * optimum(seed)[0]
    assert good > 20


@pytest.mark.usefixtures("_all_are_large")
def test_a_week_of_large_days_is_dived_for_and_bounded_within_its_time() -> None:
    c = columns_of(problem_of(draw("S", 1)), PLAIN)
    run = Running(c, SECONDS, 1, None, None, None)
    turns.search_and_mix(run, None, SECONDS)
    assert run.left() > -SPARE
    assert not verdict_on(c, run.chosen).faults
    assert cost_of(c, run.chosen) == run.cost
    assert 0.99 * OPTIMUM < run.bound.cost <= OPTIMUM <= run.cost
    engines = {entry.engine.split()[0] for entry in run.log}
    assert {"fill", "search", "dive", "bound"} <= engines


@pytest.mark.usefixtures("_all_are_large")
def test_told_to_stop_a_week_of_large_days_keeps_its_best_roster() -> None:
    c = columns_of(problem_of(draw("S", 1)), PLAIN)
    begun = time.perf_counter()
    run = Running(c, 600.0, 1, None, lambda: time.perf_counter() > begun + 3, None)
    turns.search_and_mix(run, None, 600.0)
    assert time.perf_counter() - begun < 3 + SPARE
    assert not verdict_on(c, run.chosen).faults
    assert run.cost < c.empty_cost


@pytest.mark.usefixtures("_all_are_large")
def test_with_work_instead_of_the_clock_nobody_dives_and_all_is_the_same_twice() -> None:
    problem = a_busy_week(60, 6)
    first, second = (solve(problem, POLICY, 60, work=1) for _ in range(2))
    assert first.roster == second.roster
    assert not any(entry.engine.startswith("dive") for entry in first.log)


def test_what_is_held_stays_and_is_let_go_again() -> None:
    lp = Linear()
    row = lp.add_row(-OPEN, 4.0)
    for cost in (-2.0, -1.0):
        lp.add_column(cost, OPEN, [row], [1.0])
    assert lp.solve(10.0, never)
    lp.hold(0, 1.0, 1.0)
    held = lp.solve(10.0, never, held=True)
    assert held is not None
    assert held.levels.tolist() == pytest.approx([1.0, 3.0])
    lp.hold(0, 0.0, OPEN)
    free = lp.solve(10.0, never, held=True)
    assert free is not None
    assert free.value == pytest.approx(-8.0)


def test_a_week_that_hangs_together_is_no_week_to_dive_into() -> None:
    apart, _ = take_apart(columns_of(problem_of(draw("S", 1)), PLAIN))
    together, _ = take_apart(columns_of(a_busy_week(60, 6)))
    assert fall_apart(apart)
    assert not fall_apart(together)
    assert not fall_apart([])
    assert not fall_apart([*together, apart[0]])
