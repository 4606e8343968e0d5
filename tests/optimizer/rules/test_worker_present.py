"""The worker is not away on the day."""

from datetime import timedelta

import pytest

from domain.people import Absence
from domain.session import Window
from tests.optimizer.builders import FRI, MON, MONDAY, THU, TUE, WED, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, pair_days, pair_price, removed_pairs

RULE = "worker_present"
ALL = list(range(7))


def away(who: str, first: int, last: int) -> Absence:
    return Absence(who, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


def test_a_worker_who_is_there_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_worker_who_is_away_breaks_this_rule_alone() -> None:
    assert both_say(a_problem(absences=(away("w1", MON, MON),))) == {RULE: 1}


@pytest.mark.parametrize(
    ("absences", "gone"),
    [
        ((away("w1", TUE, THU),), [TUE, WED, THU]),
        ((away("w1", -5, MON),), [MON]),
        ((away("w1", FRI, 20),), [FRI, 5, 6]),
        ((away("w1", -5, -1), away("w1", 7, 9)), []),
        ((away("w1", MON, TUE), away("w1", TUE, WED)), [MON, TUE, WED]),
        ((away("w1", -5, 20),), ALL),
        ((away("w2", MON, FRI), away("w9", MON, FRI)), []),
    ],
)
def test_both_ends_of_an_absence_are_included(
    absences: tuple[Absence, ...], gone: list[int]
) -> None:
    problem = a_case(workers=({}, {}), absences=absences)
    said = [both_say(problem, [a_meeting(start=at(day, 10))]) for day in ALL]
    assert said == [{RULE: 1} if day in gone else {} for day in ALL]
    assert pair_days(problem) == [day for day in ALL if day not in gone]
    assert removed_pairs(RULE, problem) == [int(gone == ALL)]
    assert pair_price(problem) == (None if gone == ALL else 0)


def test_a_worker_is_removed_where_no_day_of_the_need_is_left() -> None:
    for first, removed in ((TUE, 1), (WED, 0)):
        windows = (Window(at(TUE, 10), at(TUE, 12)),)
        problem = a_case(need={"windows": windows}, absences=(away("w1", first, FRI),))
        assert removed_pairs(RULE, problem) == [removed]


def test_each_seat_of_a_team_asks_for_itself() -> None:
    problem = a_case(workers=({}, {}, {}), seats=({}, {}), absences=(away("w2", MON, MON),))
    assert both_say(problem, [a_meeting(workers=["w1", "w3"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1}
    assert pair_days(problem, worker="w2", seat=1) == [1, 2, 3, 4, 5, 6]


def test_a_client_who_is_away_is_not_a_worker_who_is_away() -> None:
    problem = a_case(absences=(away("c1", MON, MON),))
    assert both_say(problem) == {"client_present": 1}
    assert removed_pairs(RULE, problem) == [0]
