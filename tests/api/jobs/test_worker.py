"""A worker ends every job well or with a reason, whatever the job does."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from api.jobs.child import House, end_of
from api.jobs.clock import utc_now
from api.jobs.kind import Ended, read_findings
from api.jobs.worker import Limits, Worker
from api.store.jobs import ENDED, Job, State, add_job, ask_to_stop, find_job, read_answer
from api.store.leases import Lease
from api.store.settings_of import read_setting
from api.store.unit import Store
from tests.api.jobs.errands import ERRANDS
from tests.api.jobs.hand import LIMITS, PRELOADED
from tests.api.store.places import MASTER, ONE

GIGABYTE = 1 << 30
LONGEST = 90.0


@pytest.fixture
def worker(store: Store, address: str) -> Worker:
    assert store.engine is not None
    return make(address)


def make(address: str, memory: int = 0, limits: Limits = LIMITS) -> Worker:
    house = House(address, MASTER, memory)
    return Worker("test", house, ERRANDS, utc_now, 2, limits, PRELOADED)


def ask(store: Store, kind: str, **asked: float) -> str:
    with store.write(ONE, utc_now()) as unit:
        return add_job(unit, kind, asked).id


def look(store: Store, job: str) -> Job:
    with store.read(ONE, utc_now()) as unit:
        found = find_job(unit, job)
    assert found is not None
    return found


def until(store: Store, job: str) -> Callable[[], bool]:
    latest = time.monotonic() + LONGEST

    def over() -> bool:
        assert time.monotonic() < latest, "a job did not end"
        return look(store, job).state in ENDED

    return over


def test_a_job_is_done_and_what_it_changed_is_kept(store: Store, worker: Worker) -> None:
    job = ask(store, "count")
    worker.run(until(store, job))
    done = look(store, job)
    assert (done.state, done.reason, done.attempt) == (State.DONE, "", 1)
    with store.read(ONE, utc_now()) as unit:
        assert read_answer(unit, job) == {"revision": 1}


def test_a_stop_keeps_the_best_so_far(store: Store, worker: Worker) -> None:
    job = ask(store, "wait")
    over = until(store, job)

    def stop_once_something_is_told() -> bool:
        if look(store, job).progress.get("cost", 1000) < 990:
            with store.write(ONE, utc_now()) as unit:
                ask_to_stop(unit, job)
        return over()

    worker.run(stop_once_something_is_told)
    done = look(store, job)
    with store.read(ONE, utc_now()) as unit:
        answer = read_answer(unit, job)
    assert (done.state, done.stop_asked, done.attempt) == (State.DONE, True, 1)
    assert 0 < answer["best"] < 990
    assert done.progress["gap"] == 0.5


def test_a_job_that_waits_is_called_off_at_once(store: Store) -> None:
    job = ask(store, "wait")
    with store.write(ONE, utc_now()) as unit:
        stopped = ask_to_stop(unit, job)
        assert ask_to_stop(unit, "none") is None
    assert stopped is not None
    assert (stopped.state, stopped.reason) == (State.STOPPED, "job.stopped")


def test_a_search_that_does_not_watch_the_clock_is_stopped_at_its_limit(
    store: Store, worker: Worker
) -> None:
    job = ask(store, "brief")
    worker.run(until(store, job))
    assert look(store, job).state == State.DONE


def test_whoever_ignores_limit_and_stop_is_ended_two_seconds_later(
    store: Store, worker: Worker
) -> None:
    job = ask(store, "ignore", seconds=0.5)
    worker.run(until(store, job))
    done = look(store, job)
    assert (done.state, done.reason) == (State.FAILED, "job.overtime")
    assert done.finished is not None
    assert (done.finished - done.created).total_seconds() >= 2.5
    assert worker.limits.over == 2.0


def test_a_greedy_job_ends_with_its_reason_and_the_next_is_done(store: Store, address: str) -> None:
    greedy, next_one = ask(store, "eat"), ask(store, "count")
    make(address, memory=2 * GIGABYTE).run(until(store, greedy))
    make(address).run(until(store, next_one))
    done = look(store, greedy)
    assert (done.state, done.reason, done.attempt) == (State.FAILED, "job.out_of_memory", 1)
    assert look(store, next_one).state == State.DONE


def test_a_job_whose_process_always_dies_is_given_up_at_the_fourth_attempt(
    store: Store, worker: Worker
) -> None:
    job = ask(store, "die")
    worker.run(until(store, job))
    done = look(store, job)
    assert (done.state, done.reason, done.attempt) == (State.FAILED, "job.given_up", 3)


def test_a_fault_of_the_program_is_named(store: Store, worker: Worker) -> None:
    job = ask(store, "stumble")
    worker.run(until(store, job))
    assert (look(store, job).state, look(store, job).reason) == (State.FAILED, "job.failed")


@pytest.mark.parametrize(
    ("kind", "reason", "rules"),
    [("refuse", "job.refused", ["privacy.erased"]), ("trip", "job.failed", [])],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_kept(
    store: Store, worker: Worker, kind: str, reason: str, rules: list[str]
) -> None:
    job = ask(store, kind)
    worker.run(until(store, job))
    done = look(store, job)
    assert (done.state, done.reason, done.attempt) == (State.FAILED, reason, 1)
    with store.read(ONE, utc_now()) as unit:
        assert [one.rule for one in read_findings(read_answer(unit, job))] == rules
        assert read_setting(unit, "kept") is None


def test_the_log_tells_where_a_fault_was_and_nobodys_name(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work() -> Ended:
        message = "Mari Maasikas"
        raise RuntimeError(message)

    assert end_of(work, Lease(1, "j1", "count", 1, "me", "hand")).reason == "job.failed"
    assert "RuntimeError" in caplog.text
    assert "test_worker.py" in caplog.text
    assert "Maasikas" not in caplog.text


def test_a_job_asked_for_in_other_words_is_refused(store: Store, worker: Worker) -> None:
    with store.write(ONE, utc_now()) as unit:
        job = add_job(unit, "count", {"seconds": "soon"}).id
    worker.run(until(store, job))
    assert look(store, job).reason == "job.unreadable"


def test_a_worker_that_is_asked_to_end_lets_its_job_keep_its_best(
    store: Store, worker: Worker
) -> None:
    first, second = ask(store, "wait"), ask(store, "wait")
    third = ask(store, "wait")

    def begun() -> bool:
        return all(look(store, one).progress for one in (first, second))

    worker.run(begun)
    states = [look(store, one).state for one in (first, second, third)]
    assert states == [State.DONE, State.DONE, State.QUEUED]


def test_a_job_that_will_not_end_with_its_worker_goes_back_to_the_queue(
    store: Store, address: str
) -> None:
    job = ask(store, "ignore", seconds=60)
    worker = make(address, limits=replace(LIMITS, grace=0.5))
    worker.run(lambda: look(store, job).state == State.RUNNING)
    left = look(store, job)
    assert (left.state, left.attempt) == (State.QUEUED, 1)
