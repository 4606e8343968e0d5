"""No service of another system that the programme excludes runs at the same time."""

from datetime import timedelta

import pytest

from domain.referral import ParallelService
from tests.optimizer.builders import MON, MONDAY, THU, TUE, WED, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, refused_days, start_price, with_price

RULE = "no_parallel_service"
HOUSE, CARE = "state_rehabilitation", "state_special_care"


def service(
    first: int, last: int | None, *, client: str = "c1", kind: str = HOUSE
) -> ParallelService:
    ends = None if last is None else MONDAY + timedelta(days=last)
    return ParallelService(client, kind, MONDAY + timedelta(days=first), ends)


def test_nothing_runs_beside_the_default_meeting() -> None:
    assert both_say(a_problem()) == {}


def test_an_excluded_service_breaks_this_rule_alone() -> None:
    problem = a_case(need={"excludes": (HOUSE,)}, parallel=(service(MON, MON),))
    assert both_say(problem) == {RULE: 1}


@pytest.mark.parametrize(
    ("parallel", "days"),
    [
        ((service(TUE, THU),), [TUE, WED, THU]),
        ((service(-20, MON),), [MON]),
        ((service(WED, None),), [WED, THU, 4, 5, 6]),
        ((service(-20, -1), service(7, None)), []),
        ((service(MON, THU, kind="day_centre"),), []),
        ((service(MON, THU, client="c9"),), []),
        # Two services of one client are one client.
        ((service(MON, TUE), service(TUE, WED, kind=CARE)), [MON, TUE, WED]),
    ],
)
def test_both_ends_of_a_service_are_included(
    parallel: tuple[ParallelService, ...], days: list[int]
) -> None:
    problem = a_case(need={"excludes": (CARE, HOUSE)}, parallel=parallel)
    said = [both_say(problem, [a_meeting(start=at(day, 10))]).get(RULE, 0) for day in range(7)]
    assert said == [int(day in days) for day in range(7)]
    assert refused_days(RULE, problem) == days
    for day in range(7):
        assert start_price(problem, at(day, 10)) == (None if day in days else 0)


def test_a_programme_that_excludes_nothing_minds_no_service() -> None:
    assert both_say(a_case(parallel=(service(MON, None),))) == {}


@pytest.mark.parametrize("group", [None, "g1"])
def test_each_client_with_a_service_counts_in_families_and_groups(group: str | None) -> None:
    parallel = (service(MON, TUE), service(MON, MON, client="c3", kind=CARE))
    need = {"excludes": (HOUSE, CARE), "group": group}
    problem = a_case(clients=({}, {}, {}), need=need, parallel=parallel)
    assert both_say(problem) == {RULE: 2}
    assert both_say(problem, [a_meeting(start=at(TUE, 10))]) == {RULE: 1}
    assert start_price(problem, at(MON, 10), with_price(RULE)) == 14
    assert start_price(problem, at(MON, 10)) is None


def test_each_need_excludes_for_itself() -> None:
    problem = a_case(need={"excludes": (CARE,)}, parallel=(service(MON, None),))
    assert both_say(problem) == {}
