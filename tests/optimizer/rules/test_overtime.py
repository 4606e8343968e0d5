"""Minutes beyond the contract are overtime."""

import pytest

from optimizer.policy import default_policy
from tests.optimizer.builders import MON, TUE, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, oracle_says, without_price
from tests.optimizer.rules.week import a_week, cheapest, meet, only, price_of_one_more, served
from tests.optimizer.test_board import obstacles_of

RULE = "overtime"
PRICE = default_policy().prices[RULE]
LENIENT = default_policy().model_copy(
    update={"prices": {**default_policy().prices, "even_load": 0}}
)
"""Whoever works overtime is beyond every share of the contract: of that, nothing is paid here."""
BOTH = (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))


def test_an_hour_within_the_contract_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(
    ("contract", "over", "beyond_share"),
    [(150, 0, 0), (121, 0, 24), (120, 0, 24), (119, 1, 25), (60, 60, 72), (0, 120, 120)],
)
def test_minutes_over_the_contract_are_overtime_and_beyond_its_share(
    contract: int, over: int, beyond_share: int
) -> None:
    problem = a_week({}, {}, workers=({"week_minutes": contract},))
    assert both_say(problem, BOTH) == only(RULE, over) | only("even_load", beyond_share)
    cost, held = cheapest(problem, LENIENT)
    assert (cost, len(held)) == (PRICE * over, 2)


@pytest.mark.parametrize(("contract", "over"), [(120, 0), (119, 1), (90, 30)])
def test_the_board_prices_the_minutes_that_come_on_top(contract: int, over: int) -> None:
    problem = a_week({}, {}, workers=({"week_minutes": contract},))
    cost = price_of_one_more(problem, BOTH[:1], BOTH[1], LENIENT)
    assert cost == PRICE * over
    cost = price_of_one_more(problem, (), BOTH[0], LENIENT)
    assert cost == 0


def test_where_overtime_is_a_must_nobody_works_any() -> None:
    strict = without_price(RULE)
    for contract, over in ((120, 0), (119, 1)):
        problem = a_week({}, {}, workers=({"week_minutes": contract},))
        assert served(problem, strict) == (1 if over else 2)
        held = (("n1", at(MON, 10), "w1"),)
        found = obstacles_of(problem, held, ("n2", at(TUE, 10), "w1"), strict)
        assert found == only(RULE, over)


def test_somebody_with_hours_left_comes_instead() -> None:
    _, held = cheapest(a_week({}, workers=({"week_minutes": 59}, {})))
    assert [meeting.workers for meeting in held] == [("w2",)]


def test_every_worker_counts_for_oneself_and_each_of_a_team() -> None:
    workers = ({"week_minutes": 50}, {"week_minutes": 40})
    problem = a_case(workers=workers, seats=({}, {}))
    team = [a_meeting(workers=["w1", "w2"])]
    assert oracle_says(RULE, problem, team) == 10 + 20
    assert both_say(problem, team) == {RULE: 10 + 20, "even_load": 20 + 28}
