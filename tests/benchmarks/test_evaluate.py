import pytest

from benchmarks.plain.evaluate import evaluate
from tests.benchmarks.toy import a_week


def test_a_faultless_week_costs_its_travel() -> None:
    judged = evaluate(a_week(), {(0, 0): [2], (1, 0): [0, 1], (0, 1): [3]})
    assert judged.violations == ()
    assert (judged.unserved, judged.travel, judged.cost) == (0, 20 + 30 + 20, 70)


def test_who_is_left_out_costs_a_thousand() -> None:
    judged = evaluate(a_week(), {(1, 0): [0], (0, 1): []})
    assert (judged.unserved, judged.travel, judged.cost) == (3, 20, 3020)


@pytest.mark.parametrize(
    ("routes", "faults"),
    [
        ({(1, 0): [2]}, ["lacks a tag"]),
        ({(0, 0): [3]}, ["not wanted on day 0"]),
        ({(1, 1): [3]}, ["not at work"]),
        ({(1, 0): [0], (0, 0): [0]}, ["made again"]),
        ({(1, 0): [1, 0]}, ["begins 100 minutes too late", "home 50 minutes late"]),
        ({(0, 0): [0, 2]}, ["begins 70 minutes too late"]),
        ({(0, 0): [9]}, ["no visit 9"]),
        ({(5, 0): [0]}, ["no worker 5"]),
        ({(1, 0): [2, 2]}, ["made again", "lacks a tag", "lacks a tag", "30 minutes too late"]),
    ],
)
def test_every_fault_is_counted(
    routes: dict[tuple[int, int], list[int]], faults: list[str]
) -> None:
    found = list(evaluate(a_week(), routes).violations)
    assert len(found) == len(faults)
    for fault in faults:
        at = next((k for k, told in enumerate(found) if fault in told), None)
        assert at is not None, (fault, found)
        del found[at]


def test_the_way_home_counts_in_the_shift() -> None:
    week = a_week()
    week.shift_to[1, 0] = 680
    assert evaluate(week, {(1, 0): [0, 1]}).violations == ()
    week.shift_to[1, 0] = 675
    (told,) = evaluate(week, {(1, 0): [0, 1]}).violations
    assert told == "worker 1 is home 5 minutes late on day 0"
