"""Sweeping of memory waits until the answer is given, and comes back whatever happens."""

import gc
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from optimizer.columns import Columns, make_columns
from optimizer.replan import Absent, front, replan
from optimizer.tables import Tables
from optimizer.tidying import tidy_later
from tests.optimizer.builders import MONDAY, a_meeting, a_problem
from tests.optimizer.test_solve import POLICY


@pytest.fixture(autouse=True)
def _sweeps() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_nobody_sweeps_inside_and_somebody_does_after() -> None:
    with tidy_later():
        assert not gc.isenabled()
        with tidy_later():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_fault_inside_lets_sweeping_begin_again() -> None:
    message = "a fault"

    def fail() -> None:
        with tidy_later():
            raise ValueError(message)

    with pytest.raises(ValueError, match=message):
        fail()
    assert gc.isenabled()


def test_who_never_sweeps_is_not_made_to() -> None:
    gc.disable()
    with tidy_later():
        pass
    assert not gc.isenabled()


def test_the_last_of_two_threads_lets_sweeping_begin_again() -> None:
    inside, go_on = Event(), Event()

    def answer() -> None:
        with tidy_later():
            inside.set()
            go_on.wait(10)

    other = Thread(target=answer)
    with tidy_later():
        other.start()
        assert inside.wait(10)
    assert not gc.isenabled()
    go_on.set()
    other.join(10)
    assert gc.isenabled()


def test_a_week_is_replanned_without_a_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def look(t: Tables) -> Columns:
        asked.append(gc.isenabled())
        return make_columns(t)

    monkeypatch.setattr(front, "make_columns", look)
    replan(a_problem(), POLICY, (a_meeting(),), Absent("w1", MONDAY, MONDAY), 0)
    assert asked == [False]
    assert gc.isenabled()
