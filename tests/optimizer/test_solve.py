"""The front door: sound, repeatable, told of, stopped in time, and never surprised by a week."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.people import Worker
from domain.session import Meeting, Use, Window
from optimizer.construct import construct
from optimizer.policy import Policy, default_policy
from optimizer.problem import Budget, Problem
from optimizer.roster import Result, Status
from optimizer.solve import Progress, solve
from tests.optimizer.brute_force import every_subset
from tests.optimizer.builders import (
    MON,
    SUN,
    TUE,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_travel,
    a_worker,
    at,
)
from tests.optimizer.engines import a_busy_week, columns_of, optimum
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import judge

ENGINES = ("auto", "exact", "search", "windows")
POLICY = default_policy()
SPARE = 2.0
"""Seconds beyond the limit that a search may take to end."""


def assert_sound(problem: Problem, policy: Policy, result: Result) -> None:
    """The oracle agrees with everything a result says of itself, and no engine failed."""
    assert not [run for run in result.log if "discarded" in run.engine or "failed" in run.engine]
    verdict = judge(problem, policy, result.roster.meetings)
    assert verdict.faults == {}
    assert verdict.cost == result.cost == sum(line.cost for line in result.costs)
    assert {line.rule: line.missed for line in result.costs} == {
        rule: n for rule, n in verdict.missed.items() if n and rule in policy.prices
    }
    served = {meeting.need for meeting in result.roster.meetings}
    assert result.left_out == tuple(n.id for n in problem.needs if n.id not in served)
    assert 0 <= result.bound <= result.cost
    assert 0 <= result.left_out_bound <= len(result.left_out)
    assert (result.gap == 0) is (result.bound == result.cost)
    assert (result.status is Status.PROVEN) is (result.bound == result.cost)
    assert result.roster.monday == problem.monday


@pytest.mark.parametrize("block", range(5))
def test_no_engine_beats_a_proven_optimum_and_the_exact_one_finds_it(block: int) -> None:
    for seed in range(block * 12, block * 12 + 12):
        problem, policy = small_problem(seed), small_policy(seed)
        for engine in ENGINES:
            result = solve(problem, policy, 20, engine=engine, work=5)
            assert_sound(problem, policy, result)
            assert result.bound <= optimum(seed)[0] <= result.cost, (seed, engine)
            if engine in {"auto", "exact"}:
                assert result.status is Status.PROVEN
                assert result.cost == optimum(seed)[0]


def test_a_family_too_many_for_a_caseload_is_left_out_by_every_engine() -> None:
    clients = (a_client("c1"), a_client("c2"))
    workers = (a_worker(caseload=1),)
    problem = a_problem(clients=clients, workers=workers, needs=(a_need(clients=("c1", "c2")),))
    for engine in ENGINES:
        result = solve(problem, POLICY, 5, engine=engine)
        assert (result.left_out, result.cost) == (("n1",), 10_000)


@pytest.mark.parametrize("engine", ["exact", "search", "windows"])
def test_the_same_seed_and_work_give_the_same_roster(engine: str) -> None:
    for problem in (small_problem(3), a_busy_week(16, 3)):
        one, other = (solve(problem, POLICY, 60, 7, engine=engine, work=3) for _ in range(2))
        assert (one.roster, one.cost, one.costs) == (other.roster, other.cost, other.costs)


@pytest.mark.parametrize("engine", ["exact", "search", "windows"])
def test_what_is_told_only_falls_and_ends_with_the_result(engine: str) -> None:
    for seed in range(30):
        heard: list[Progress] = []
        result = solve(
            small_problem(seed), small_policy(seed), 20, engine=engine, work=4, told=heard.append
        )
        costs = [p.cost for p in heard]
        assert costs == sorted(costs, reverse=True), seed
        assert costs[-1] == result.cost, seed
        assert heard[-1].left_out == len(result.left_out)
        assert all(p.bound <= p.cost for p in heard)
        assert [p.seconds for p in heard] == sorted(p.seconds for p in heard)


def test_a_roster_to_start_from_is_kept_where_it_is_the_best() -> None:
    for seed in range(20):
        cost, meetings = optimum(seed)
        result = solve(
            small_problem(seed), small_policy(seed), 5, start=meetings, engine="windows", work=0
        )
        assert (result.cost, result.roster.meetings) == (
            cost,
            tuple(sorted(meetings, key=lambda m: (m.start, m.need))),
        )


@pytest.mark.parametrize("block", range(3))
def test_a_broken_roster_to_start_from_is_mended(block: int) -> None:
    for seed in range(block * 10, block * 10 + 10):
        problem, policy = small_problem(seed), small_policy(seed)
        for roster in list(every_subset(problem, policy, 128))[63::64]:
            result = solve(problem, policy, 5, start=roster, engine="windows", work=0)
            assert_sound(problem, policy, result)


def test_of_a_start_only_what_is_at_odds_is_dropped() -> None:
    needs = tuple(a_need(f"n{i}", clients=(f"c{i}",)) for i in (1, 2, 3))
    clients = tuple(a_client(f"c{i}") for i in (1, 2, 3))
    problem = a_problem(clients=clients, needs=needs)
    start = (
        a_meeting("n1", at(MON, 10)),
        a_meeting("n2", at(MON, 11)),
        a_meeting("n3", at(SUN, 9)),
    )
    result = solve(problem, POLICY, 5, start=start, engine="windows", work=0)
    assert {(m.need, m.start) for m in result.roster.meetings} >= {
        ("n1", at(MON, 10)),
        ("n2", at(MON, 11)),
    }
    unknown = (Meeting("n9", at(MON, 10), ("w1",)), Meeting("n1", at(MON, 10), ("w9",)))
    assert solve(problem, POLICY, 5, start=unknown, work=1).cost == 0


@pytest.mark.parametrize("engine", ["exact", "search", "windows"])
@pytest.mark.parametrize("needs", [60, 300])
def test_a_search_that_is_asked_to_stop_ends_within_two_seconds(engine: str, needs: int) -> None:
    if (engine, needs) == ("exact", 300):
        needs = 90
    asked: list[float] = []

    def stop() -> bool:
        asked.append(time.perf_counter())
        return asked[-1] - begun > 1.0

    problem = a_busy_week(needs, max(2, needs // 12))
    begun = time.perf_counter()
    result = solve(problem, POLICY, 20, engine=engine, stop=stop)
    spent = time.perf_counter() - begun
    assert asked
    assert spent < 1.0 + SPARE
    assert_sound(problem, POLICY, result)


def test_a_start_full_of_conflicts_is_mended_within_the_limit() -> None:
    problem = a_busy_week(90, 8)
    start = [Meeting(n.id, n.windows[0].start, ("w00",)) for n in problem.needs]
    begun = time.perf_counter()
    result = solve(problem, POLICY, 2, start=start, engine="windows")
    assert time.perf_counter() - begun < 2 + SPARE
    assert_sound(problem, POLICY, result)


def crossing() -> Problem:
    """Pins that cannot stand together, and one at night."""
    pins = ((at(MON, 10), "w1"), (at(MON, 10, 30), "w1"), (at(SUN, 3), "w1"))
    needs = tuple(
        a_need(f"n{i}", clients=(f"c{i}",), pinned_start=start, pinned_workers=(who,))
        for i, (start, who) in enumerate(pins)
    )
    clients = tuple(a_client(f"c{i}") for i in range(len(pins)))
    return a_problem(clients=clients, needs=needs, workers=(a_worker("w1"), a_worker("w2")))


def overspent() -> Problem:
    """A budget below nothing, and a worker with more clients than places."""
    needs = (a_need("n1", uses=(Use("b", 60),)), a_need("n2", clients=("c2",)))
    return a_problem(
        clients=(a_client("c1"), a_client("c2")),
        needs=needs,
        budgets=(Budget("b", "units_left", "c1", -200),),
        workers=(a_worker(caseload=1),),
        known=frozenset({("w1", "c1"), ("w1", "gone"), ("w1", "away"), ("gone", "c1")}),
    )


def with_worker(**changes: object) -> Callable[[], Problem]:
    worker: Worker = replace(a_worker(), **changes)  # type: ignore[arg-type]
    return lambda: a_problem(workers=(worker,))


WEEKS: dict[str, tuple[Callable[[], Problem], int]] = {
    "nothing at all": (
        lambda: a_problem(workers=(), clients=(), needs=(), travel=a_travel((), ())),
        0,
    ),
    "no needs": (lambda: a_problem(needs=()), 0),
    "no clients": (lambda: a_problem(clients=(), needs=()), 0),
    "no workers": (lambda: a_problem(workers=()), 1),
    "no shifts": (with_worker(shifts=()), 1),
    "no way": (with_worker(home="island"), 1),
    "no windows": (lambda: a_problem(needs=(a_need(windows=()),)), 1),
    "windows between two points of the grid": (
        lambda: a_problem(needs=(a_need(windows=(Window(601, 604),)),)),
        1,
    ),
    "windows outside shifts": (
        lambda: a_problem(needs=(a_need(windows=(Window(at(MON, 20), at(MON, 22)),)),)),
        1,
    ),
    "longer than any shift": (lambda: a_problem(needs=(a_need(minutes=601),)), 1),
    "longer than a day": (lambda: a_problem(needs=(a_need(minutes=2000),)), 1),
    "contradictory pins": (crossing, 2),
    "caps passed already": (overspent, 2),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", WEEKS)
def test_a_strange_week_ends_with_a_result_in_time(name: str, engine: str) -> None:
    make, left_out = WEEKS[name]
    problem = make()
    begun = time.perf_counter()
    result = solve(problem, POLICY, 1, engine=engine)
    assert time.perf_counter() - begun < 1 + SPARE
    assert_sound(problem, POLICY, result)
    assert len(result.left_out) == left_out


def alike(many: int) -> Problem:
    """One client's need, so many times."""
    return a_problem(needs=tuple(a_need(f"n{i:03}") for i in range(many)))


def side_by_side(many: int) -> Problem:
    """So many clients with the same wish, all week, and ten workers."""
    windows = tuple(Window(at(day, 8), at(day, 16)) for day in range(5))
    return a_problem(
        clients=tuple(a_client(f"c{i:03}") for i in range(many)),
        needs=tuple(
            a_need(f"n{i:03}", clients=(f"c{i:03}",), windows=windows) for i in range(many)
        ),
        workers=tuple(a_worker(f"w{i}") for i in range(10)),
    )


@pytest.mark.parametrize("engine", ["auto", "search", "windows"])
@pytest.mark.parametrize("make", [alike, side_by_side])
def test_300_needs_alike_end_in_time(make: Callable[[int], Problem], engine: str) -> None:
    problem = make(300)
    begun = time.perf_counter()
    result = solve(problem, POLICY, 3, engine=engine)
    assert time.perf_counter() - begun < 3 + SPARE
    assert_sound(problem, POLICY, result)
    assert result.roster.meetings


def test_300_clients_who_wish_the_same_are_served_as_far_as_the_days_go() -> None:
    # Ten workers, five days, at most five meetings of an hour in a day's six hours with clients.
    c = columns_of(side_by_side(300))
    assert int((construct(c).start >= 0).sum()) >= 240


def test_no_time_at_all_still_gives_a_roster() -> None:
    result = solve(a_problem(), POLICY, 0)
    assert_sound(a_problem(), POLICY, result)
    assert len(result.roster.meetings) == 1


def test_the_log_names_every_engine_that_ran() -> None:
    exact = solve(a_problem(), POLICY, 5, engine="exact")
    assert {run.engine.split()[0] for run in exact.log} == {"construct", "bound", "exact"}
    search = solve(a_problem(), POLICY, 5, engine="search", work=1)
    assert {run.engine.split()[0] for run in search.log} == {"fill", "bound", "search"}
    windows = solve(a_problem(), POLICY, 5, engine="windows", work=2)
    assert {run.engine.split()[0] for run in windows.log} == {"construct", "bound", "windows"}
    assert all(run.seconds >= 0 for run in (*exact.log, *windows.log))
    assert exact.seed == 1


def test_a_small_week_is_proven_and_a_large_one_is_not_tried() -> None:
    assert solve(a_problem(), POLICY, 5).status is Status.PROVEN
    large = solve(side_by_side(60), POLICY, 1)
    assert "exact" not in [run.engine for run in large.log]


def test_a_policy_that_prices_what_must_be_kept_is_refused() -> None:
    priced = POLICY.model_copy(update={"prices": {**POLICY.prices, "worker_free": 3}})
    with pytest.raises(ValueError, match="worker_free"):
        solve(a_problem(), priced, 1)
    free = {rule: price for rule, price in POLICY.prices.items() if rule != "travel"}
    with pytest.raises(ValueError, match="travel"):
        solve(a_problem(), POLICY.model_copy(update={"prices": free}), 1)


def test_a_group_is_never_split_over_two_days() -> None:
    windows = (Window(at(MON, 10), at(MON, 10)), Window(at(TUE, 10), at(TUE, 10)))
    need = a_need(clients=("c1", "c2"), group="g", smallest=2, language="et", windows=windows)
    problem = a_problem(clients=(a_client("c1"), a_client("c2")), needs=(need,))
    assert len(solve(problem, POLICY, 5).roster.meetings) == 1
