"""Load is even: minutes beyond a share of the contract cost more the fuller a worker is."""

import pytest

from optimizer.policy import default_policy
from tests.optimizer.builders import MON, TUE, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, missed, without_price
from tests.optimizer.rules.week import a_week, cheapest, meet, only, price_of_one_more, served
from tests.optimizer.test_board import obstacles_of

RULE = "even_load"
BOTH = (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))


def test_an_hour_far_below_the_share_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(
    # Four fifths of 151 are 120.8, of 150 exactly 120, of 149 119.2 and of 148 118.4.
    ("contract", "over"),
    [(151, 0), (150, 0), (149, 1), (148, 2), (125, 20)],
)
def test_minutes_beyond_four_fifths_of_the_contract_break_this_rule_alone(
    contract: int, over: int
) -> None:
    problem = a_week({}, {}, workers=({"week_minutes": contract},))
    assert both_say(problem, BOTH) == only(RULE, over)
    assert cheapest(problem)[0] == over
    assert price_of_one_more(problem, BOTH[:1], BOTH[1]) == over
    strict = without_price(RULE)
    assert served(problem, strict) == (1 if over else 2)
    found = obstacles_of(problem, (("n1", at(MON, 10), "w1"),), ("n2", at(TUE, 10), "w1"), strict)
    assert found == only(RULE, over)


@pytest.mark.parametrize(
    ("share", "over"),
    [(0, 60), (1, 60), (2, 59), (49, 12), (50, 11), (60, 1), (61, 0), (62, 0), (100, 0)],
)
def test_the_share_is_the_policys_and_rounded_down(share: int, over: int) -> None:
    # 1 % of 99 is 0.99, 2 % are 1.98, 49 % are 48.51, 50 % 49.5, 60 % 59.4, 61 % 60.39.
    policy = default_policy().model_copy(update={"load_share": share})
    problem = a_case(workers=({"week_minutes": 99},))
    assert both_say(problem, policy=policy) == only(RULE, over)
    assert cheapest(problem, policy)[0] == over


def test_two_halves_are_cheaper_than_a_whole() -> None:
    workers = ({"week_minutes": 100}, {"week_minutes": 100})
    problem = a_week({}, {"clients": ("c2",)}, workers=workers, clients=({}, {}))
    cost, held = cheapest(problem)
    assert cost == 0
    assert {meeting.workers for meeting in held} == {("w1",), ("w2",)}


def test_each_of_a_team_counts() -> None:
    problem = a_case(workers=({"week_minutes": 70}, {"week_minutes": 74}), seats=({}, {}))
    assert missed(RULE, problem, [a_meeting(workers=["w1", "w2"])]) == 4 + 1
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 4 + 1}
