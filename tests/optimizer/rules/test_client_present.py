"""Nobody who is to be met is away that day; of groups, ``group_size`` speaks."""

from datetime import timedelta

import pytest

from domain.people import Absence
from tests.optimizer.builders import FRI, MON, MONDAY, THU, TUE, WED, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, refused_days, start_price, with_price

RULE = "client_present"


def away(who: str, first: int, last: int) -> Absence:
    return Absence(who, MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))


def test_a_client_who_is_there_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_client_who_is_away_breaks_this_rule_alone() -> None:
    assert both_say(a_problem(absences=(away("c1", MON, MON),))) == {RULE: 1}


@pytest.mark.parametrize(
    ("absences", "days"),
    [
        ((away("c1", TUE, THU),), [TUE, WED, THU]),
        ((away("c1", -9, MON),), [MON]),
        ((away("c1", FRI, 30),), [FRI, 5, 6]),
        ((away("c1", -9, -1), away("c1", 7, 9)), []),
        # Two absences on one day are one client away.
        ((away("c1", MON, WED), away("c1", WED, THU)), [MON, TUE, WED, THU]),
        ((away("c9", MON, FRI),), []),
    ],
)
def test_both_ends_of_an_absence_are_included(
    absences: tuple[Absence, ...], days: list[int]
) -> None:
    problem = a_case(absences=absences)
    said = [both_say(problem, [a_meeting(start=at(day, 10))]).get(RULE, 0) for day in range(7)]
    assert said == [int(day in days) for day in range(7)]
    assert refused_days(RULE, problem) == days
    for day in range(7):
        assert start_price(problem, at(day, 10)) == (None if day in days else 0)


def test_each_member_of_a_family_who_is_away_counts() -> None:
    both = (away("c1", MON, TUE), away("c3", TUE, TUE))
    problem = a_case(clients=({}, {}, {}), absences=both)
    assert both_say(problem) == {RULE: 1}
    assert both_say(problem, [a_meeting(start=at(TUE, 10))]) == {RULE: 2}
    assert start_price(problem, at(TUE, 10), with_price(RULE)) == 14
    assert start_price(problem, at(WED, 10), with_price(RULE)) == 0


def test_of_a_group_another_rule_speaks() -> None:
    problem = a_case(clients=({}, {}), need={"group": "g1"}, absences=(away("c1", MON, MON),))
    assert both_say(problem) == {}


def test_a_worker_who_is_away_is_not_a_client_who_is_away() -> None:
    problem = a_case(absences=(away("w1", MON, MON),))
    assert both_say(problem) == {"worker_present": 1}
    assert refused_days(RULE, problem) == []
