"""Parts improved by other processes: the same roster, and nothing lost where they fail."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

import numpy as np
import pytest

from optimizer.elsewhere import Elsewhere
from optimizer.search import away
from optimizer.search.engine import Search
from optimizer.search.improve import improve
from optimizer.solve import solve
from scenarios.executor import Processes, Serial, hands_of, open_engine, read_engine
from tests.clusters import two_workers
from tests.optimizer.engines import a_busy_week
from tests.optimizer.search.larger import days, regions
from tests.optimizer.search.test_same_again import CASES, fingerprint, on_one_thread
from tests.optimizer.search.weeks import NO_CLOCK, assert_honest
from tests.optimizer.test_solve import POLICY, assert_sound

SPARE = 2.0
BROKEN = "nobody there"


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    pool = Processes(2)
    yield pool
    pool.shutdown()


class Foreign(Executor):
    """Tables come as some clusters hand them over: not to be written; the first lacks the week."""

    def __init__(self) -> None:
        self.asked = 0
        self.missing = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Here, on tables that belong to somebody else."""
        self.asked += 1
        key, fixed, weeks, turn = args
        self.missing += fixed is None and key not in away._kept  # noqa: SLF001
        held = [week._replace(rows=_held(week.rows), num=_held(week.num)) for week in weeks]
        return Serial().submit(fn, key, fixed, held, turn, **kwargs)


def _held(table: np.ndarray) -> np.ndarray:
    own = table.copy()
    own.flags.writeable = False
    return own


class Failing(Executor):
    """Does so many parts and no more."""

    def __init__(self, good: int) -> None:
        self.good = good

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Done, or broken."""
        self.good -= 1
        if self.good >= 0:
            return Serial().submit(fn, *args, **kwargs)
        future: Future[Any] = Future()
        future.set_exception(ConnectionError(BROKEN))
        return future


class Silent(Executor):
    """Never answers."""

    def submit(self, fn: Callable[..., Any], /, *_: Any, **__: Any) -> Future[Any]:  # noqa: ARG002
        """Taken, and no word."""
        return Future()


def by_iterations(name: str, executor: Executor) -> tuple[Search, Elsewhere, str]:
    make, iterations, _ = CASES[name]
    search, there = Search(make(), 4), Elsewhere(executor, 2)
    search.fill()
    how = improve(search, NO_CLOCK, iterations=iterations, elsewhere=there)
    return search, there, how


@pytest.mark.parametrize("name", ["days", "regions"])
def test_by_iterations_the_roster_is_that_of_threads(name: str, processes: Processes) -> None:
    here = on_one_thread(name)
    search, there, how = by_iterations(name, processes)
    assert how == f"{CASES[name][2]}, elsewhere in 2 hands"
    assert not there.failed
    assert (search.cost, search.left_out, search.iterations) == (
        here.cost,
        here.left_out,
        here.iterations,
    )
    assert fingerprint(search) == fingerprint(here)


def test_on_a_cluster_the_roster_is_that_of_threads() -> None:
    with two_workers() as url:
        engine, _ = read_engine(url)
        assert engine is not None
        with open_engine(engine) as executor:
            assert hands_of(executor) == 2
            search, there, _ = by_iterations("regions", executor)
    assert not there.failed
    assert fingerprint(search) == fingerprint(on_one_thread("regions"))


def test_tables_of_others_are_copied_and_what_is_fixed_goes_once() -> None:
    executor = Foreign()
    search, there, _ = by_iterations("regions", executor)
    assert not there.failed
    assert 1 <= executor.missing <= there.hands
    assert fingerprint(search) == fingerprint(on_one_thread("regions"))


@pytest.mark.parametrize("good", [0, 5])
def test_by_iterations_what_fails_is_done_here_and_the_roster_is_the_same(good: int) -> None:
    search, there, how = by_iterations("regions", Failing(good))
    assert there.failed == "ConnectionError"
    assert how.endswith("elsewhere until it failed: ConnectionError")
    assert fingerprint(search) == fingerprint(on_one_thread("regions"))


@pytest.mark.parametrize("make", [days, regions])
def test_by_the_clock_rosters_are_honest_and_better_than_the_first(
    make: Callable[[], Any], processes: Processes
) -> None:
    search = Search(make(), 1)
    search.fill()
    first, told = search.cost, list[int]()
    improve(
        search,
        6.0,
        elsewhere=Elsewhere(processes, hands_of(processes)),
        told=lambda cost, _: told.append(cost),
    )
    assert search.cost < first
    assert told == sorted(told, reverse=True)
    assert told[-1] == search.cost
    assert_honest(search)


def test_who_never_answers_is_not_waited_for_beyond_the_time() -> None:
    search, there = Search(regions(), 1), Elsewhere(Silent(), 2)
    search.fill()
    first, begun = search.cost, time.perf_counter()
    improve(search, 2.0, elsewhere=there)
    assert time.perf_counter() - begun < 2.0 + away.LATE_SECONDS + SPARE
    assert there.failed == "late"
    assert search.cost == first
    assert_honest(search)


def test_a_stop_waits_for_nobody_and_keeps_the_best() -> None:
    search, there = Search(regions(), 1), Elsewhere(Silent(), 2)
    search.fill()
    begun = time.perf_counter()
    improve(search, 60.0, elsewhere=there, stop=lambda: time.perf_counter() > begun + 0.5)
    assert time.perf_counter() - begun < 0.5 + SPARE
    assert_honest(search)


def test_the_front_door_hands_parts_over_and_the_log_tells(processes: Processes) -> None:
    problem = a_busy_week(2_000, 120)
    result = solve(problem, POLICY, 8, engine="search", elsewhere=Elsewhere(processes, 2))
    assert_sound(problem, POLICY, result)
    assert any("elsewhere in 2 hands" in entry.engine for entry in result.log), result.log
