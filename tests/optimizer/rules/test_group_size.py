"""A group meets when as many members as it asks for are there."""

from datetime import timedelta
from typing import Any

import pytest

from domain.people import Absence
from domain.session import DAY_MINUTES
from optimizer.problem import Problem
from tests.optimizer.builders import MON, MONDAY, TUE, WED, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, refused_days, start_price, with_price

RULE = "group_size"


def away(*who: str, first: int = MON, last: int = MON) -> tuple[Absence, ...]:
    days = (MONDAY + timedelta(days=first), MONDAY + timedelta(days=last))
    return tuple(Absence(name, *days) for name in who)


def a_group(smallest: int, absences: tuple[Absence, ...] = (), **changes: Any) -> Problem:
    """Three members who ask for so many."""
    need = {"group": "g1", "smallest": smallest} | changes
    return a_case(clients=({}, {}, {}), need=need, absences=absences)


def test_a_meeting_with_a_client_alone_has_no_size() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_case(need={"smallest": 3})) == {}


def test_one_member_too_few_breaks_this_rule_alone() -> None:
    assert both_say(a_group(3)) == {}
    assert both_say(a_group(3, away("c2"))) == {RULE: 1}


@pytest.mark.parametrize(
    ("smallest", "gone", "short"),
    [
        (3, (), 0),
        (4, (), 1),
        (2, ("c1",), 0),
        (2, ("c1", "c3"), 1),
        (3, ("c1", "c2", "c3"), 3),
        (5, ("c1", "c2", "c3"), 5),
        (0, ("c1", "c2", "c3"), 0),
        # The worker and strangers are no members.
        (3, ("w1", "c9"), 0),
    ],
)
def test_members_who_are_there_are_counted(
    smallest: int, gone: tuple[str, ...], short: int
) -> None:
    problem = a_group(smallest, away(*gone))
    assert both_say(problem).get(RULE, 0) == short
    assert start_price(problem, at(MON, 10), with_price(RULE)) == 7 * short
    assert start_price(problem, at(MON, 10)) == (None if short else 0)


def test_the_same_member_away_twice_is_one_member_short() -> None:
    assert both_say(a_group(3, away("c1") + away("c1", first=-3))) == {RULE: 1}


def test_both_ends_of_an_absence_are_included() -> None:
    problem = a_group(3, away("c2", first=TUE, last=WED))
    starts = [a_meeting(start=at(MON, 10) + day * DAY_MINUTES) for day in range(7)]
    said = [both_say(problem, [meeting]).get(RULE, 0) for meeting in starts]
    assert said == [0, 1, 1, 0, 0, 0, 0]
    assert refused_days(RULE, problem) == [TUE, WED]


def test_of_a_family_another_rule_speaks() -> None:
    assert both_say(a_group(3, away("c2"), group=None)) == {"client_present": 1}
    assert both_say(a_case(absences=away("c1"))) == {"client_present": 1}
