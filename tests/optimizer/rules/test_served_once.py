"""A need is served at most once."""

from tests.optimizer.builders import MON, TUE, WED, a_problem, at
from tests.optimizer.rules.ask import both_say
from tests.optimizer.rules.week import a_week, cheapest, meet

RULE = "served_once"


def test_one_meeting_of_a_need_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_second_meeting_of_a_need_breaks_this_rule_alone() -> None:
    assert both_say(a_problem(), (meet(1, at(MON, 10)), meet(1, at(MON, 11)))) == {RULE: 1}


def test_it_does_not_matter_on_which_day_or_by_whom_it_is_served_again() -> None:
    problem = a_week({}, workers=({}, {}))
    assert both_say(problem, (meet(1, at(MON, 10)), meet(1, at(WED, 15)))) == {RULE: 1}
    held = (meet(1, at(MON, 10)), meet(1, at(TUE, 10), "w2"))
    assert both_say(problem, held) == {RULE: 1, "one_supporter": 1}
    # The client cannot be in two meetings at a time either.
    held = (meet(1, at(MON, 10)), meet(1, at(MON, 10), "w2"))
    assert both_say(problem, held) == {RULE: 1, "one_supporter": 1, "client_free": 60}


def test_meetings_beyond_the_first_of_each_need_are_added_up() -> None:
    problem = a_week({}, {"clients": ("c2",)}, {"clients": ("c3",)}, clients=({}, {}, {}))
    held = [meet(1, at(MON, hour)) for hour in (9, 11, 13)]
    held += [meet(2, at(TUE, hour)) for hour in (9, 11)]
    held += [meet(3, at(WED, 9))]
    assert both_say(problem, held) == {RULE: 2 + 1}
    assert both_say(problem, held[1:]) == {RULE: 1 + 1}


def test_the_exact_engine_serves_no_need_again_where_it_would_pay() -> None:
    problem = a_week({}, workers=({"guaranteed_minutes": 120},))
    cost, held = cheapest(problem)
    assert (cost, len(held)) == (60, 1)
    again = (*held, meet(1, held[0].start + 120))
    assert both_say(problem, again) == {RULE: 1}
