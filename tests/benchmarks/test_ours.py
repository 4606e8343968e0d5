import numpy as np

from benchmarks.plain.draw import draw
from benchmarks.plain.evaluate import evaluate
from benchmarks.plain.ours import POLICY, problem_of, routes_of, solve_instance
from optimizer.check import check
from optimizer.columns import make_columns
from optimizer.counters import MUST
from optimizer.tables import make_tables
from tests.benchmarks.toy import a_week


def test_our_cost_is_the_cost_the_judge_finds() -> None:
    solved = solve_instance(a_week(), 2.0, 1)
    assert solved.judged.violations == ()
    assert (solved.judged.cost, solved.result.cost, solved.result.bound) == (70, 70, 70)
    assert solved.told[-1].cost == 70


def test_our_check_finds_no_fault_in_a_plan_the_judge_allows() -> None:
    instance = draw("S", 1)
    solved = solve_instance(instance, 1.0, 1)
    meetings = solved.result.roster.meetings
    checked = check(problem_of(instance), POLICY, meetings)
    assert (checked.faults, checked.cost) == ((), evaluate(instance, routes_of(meetings)).cost)


def test_pairs_are_those_who_have_the_tags_and_a_shift() -> None:
    instance = draw("S", 2)
    columns = make_columns(make_tables(problem_of(instance), POLICY))
    fits = instance.fits(np.arange(instance.workers), np.arange(instance.visits))
    at_work = instance.shift_from[:, instance.visit_day] >= 0
    workers, visits = np.nonzero(fits & at_work)
    pairs = zip(columns.pair_seat.tolist(), columns.pair_worker.tolist(), strict=True)
    assert set(pairs) == set(zip(visits.tolist(), workers.tolist(), strict=True))
    assert (columns.pair_price == 0).all()
    assert set(columns.need_price.tolist()) == {1000}


def test_windows_are_kept_to_the_minute() -> None:
    instance = draw("S", 3)
    columns = make_columns(make_tables(problem_of(instance), POLICY))
    day = instance.visit_day * 1440
    assert columns.opt_lo.tolist() == (day + instance.visit_from).tolist()
    assert columns.opt_hi.tolist() == (day + instance.visit_to).tolist()


def test_no_limit_speaks_of_two_days() -> None:
    instance = draw("S", 1)
    columns = make_columns(make_tables(problem_of(instance), POLICY))
    counters = columns.counters
    told = set(counters.rule)
    assert not told & {"one_supporter", "most_supporters"}, "every visit is a key of its own"
    bind = (counters.price == MUST) & (counters.most < instance.visit_minutes.sum())
    told = {rule for rule, binds in zip(counters.rule, bind.tolist(), strict=True) if binds}
    assert told <= {"worker_days", "worker_day_minutes", "interpreter_minutes"}
