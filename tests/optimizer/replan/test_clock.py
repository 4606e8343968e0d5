"""The clock of a re-planning: what is left to do takes longer where the machine is busy."""

import time

import pytest

from optimizer.replan.clock import LEAST_PACE, SEARCH_SHARE, Clock


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Seconds gone and seconds worked, set by hand."""
    found = {"gone": 100.0, "worked": 5.0}
    monkeypatch.setattr(time, "perf_counter", lambda: found["gone"])
    monkeypatch.setattr(time, "thread_time", lambda: found["worked"])
    return found


def a_clock(seconds: float) -> Clock:
    return Clock(seconds, _begun=time.perf_counter(), _worked=time.thread_time())


def test_the_search_ends_before_the_time_does(hands: dict[str, float]) -> None:
    clock = a_clock(1.0)
    assert clock.left() == pytest.approx(SEARCH_SHARE)
    hands["gone"] += 0.5
    assert clock.spent() == pytest.approx(0.5)
    assert clock.left() == pytest.approx(SEARCH_SHARE - 0.5)


def test_at_half_the_pace_twice_the_time_is_kept_for_the_answer(hands: dict[str, float]) -> None:
    clock = a_clock(1.0)
    hands["gone"] += 0.2
    hands["worked"] += 0.1
    clock.look_at_pace()
    assert clock.pace == pytest.approx(0.5)
    assert clock.left() == pytest.approx(1.0 - 2 * (1 - SEARCH_SHARE) - 0.2)


@pytest.mark.parametrize(("worked", "pace"), [(0.4, 1.0), (0.2, 1.0), (0.0, LEAST_PACE)])
def test_no_pace_is_above_one_or_below_the_least(
    hands: dict[str, float], worked: float, pace: float
) -> None:
    clock = a_clock(1.0)
    hands["gone"] += 0.2
    hands["worked"] += worked
    clock.look_at_pace()
    assert clock.pace == pytest.approx(pace)
