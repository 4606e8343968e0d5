"""A worker gets the minutes that were promised."""

import pytest

from optimizer.policy import default_policy
from tests.optimizer.builders import MON, TUE, a_meeting, a_problem, at
from tests.optimizer.engines import columns_of
from tests.optimizer.rules.ask import a_case, both_say
from tests.optimizer.rules.week import a_week, cheapest, meet, only, price_of_one_more

RULE = "guaranteed_minutes"
LEFT_OUT = default_policy().prices["wanted_meeting"]


def test_whom_nothing_is_promised_misses_nothing() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(needs=()), ()) == {}


@pytest.mark.parametrize(("promised", "short"), [(59, 0), (60, 0), (61, 1), (600, 540)])
def test_minutes_short_of_the_promise_break_this_rule_alone(promised: int, short: int) -> None:
    problem = a_case(workers=({"guaranteed_minutes": promised},))
    assert both_say(problem) == only(RULE, short)
    assert both_say(problem, ()) == {RULE: promised, "wanted_meeting": 1}
    assert cheapest(problem)[0] == short
    assert columns_of(problem).empty_cost == LEFT_OUT + promised


@pytest.mark.parametrize(
    ("promised", "first", "second"),
    [(0, 0, 0), (30, -30, 0), (60, -60, 0), (90, -60, -30), (120, -60, -60), (500, -60, -60)],
)
def test_the_board_gives_back_what_a_meeting_makes_good(
    promised: int, first: int, second: int
) -> None:
    problem = a_week({}, {}, workers=({"guaranteed_minutes": promised},))
    one, other = meet(1, at(MON, 10)), meet(2, at(TUE, 10))
    assert price_of_one_more(problem, (), one) == first
    assert price_of_one_more(problem, (one,), other) == second
    assert both_say(problem, (one, other)) == only(RULE, max(0, promised - 120))


def test_more_for_one_makes_nothing_good_for_another() -> None:
    workers = ({"guaranteed_minutes": 60}, {"guaranteed_minutes": 45})
    problem = a_week({}, {}, workers=(*workers, {}))
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))) == {RULE: 45}
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10), "w2"))) == {
        "one_supporter": 1
    }


def test_whoever_was_promised_hours_comes() -> None:
    promised = ({"guaranteed_minutes": 60}, {"guaranteed_minutes": 50})
    cost, held = cheapest(a_week({}, workers=({}, *promised)))
    assert cost == 50
    assert [meeting.workers for meeting in held] == [("w2",)]


def test_each_of_a_team_is_with_clients_all_the_time() -> None:
    workers = ({"guaranteed_minutes": 60}, {"guaranteed_minutes": 70})
    problem = a_case(workers=workers, seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 10}
