"""Between two working days of an employee lies the daily rest."""

import pytest

from domain.people import Contract
from optimizer.policy import default_policy
from tests.optimizer.builders import MON, SUN, TUE, WED, a_problem, at, shifts
from tests.optimizer.rules.ask import both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "daily_rest"
ROUND_THE_CLOCK: dict[str, object] = {"shifts": shifts(0, 1440, range(7))}
LATE = at(MON, 21)
"""An hour from here: home at 22, so that eleven hours of rest end at 9."""


def test_a_single_day_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(
    ("next_start", "short"),
    [((9, 5), 0), ((9, 0), 0), ((8, 55), 5), ((8, 0), 60), ((0, 0), 540)],
)
def test_minutes_short_of_the_rest_break_this_rule_alone(
    next_start: tuple[int, int], short: int
) -> None:
    early = at(TUE, *next_start)
    needs = ({"windows": starts(LATE)}, {"windows": starts(early)})
    problem = a_week(*needs, workers=(ROUND_THE_CLOCK,))
    assert both_say(problem, (meet(1, LATE), meet(2, early))) == only(RULE, short)
    assert served(problem) == (1 if short else 2)
    for held, more in (((1, LATE), (2, early)), ((2, early), (1, LATE))):
        before, one_more = ((f"n{number}", start, "w1") for number, start in (held, more))
        assert obstacles_of(problem, (before,), one_more) == only(RULE, short)


def test_the_law_binds_employees_alone() -> None:
    held = (meet(1, LATE), meet(2, at(TUE, 8)))
    for contract, short in ((Contract.EMPLOYEE, 60), (Contract.MANDATE, 0)):
        workers = (ROUND_THE_CLOCK | {"contract": contract},)
        needs = ({"windows": starts(LATE)}, {"windows": starts(at(TUE, 8))})
        problem = a_week(*needs, workers=workers)
        assert both_say(problem, held) == only(RULE, short)
        assert served(problem) == (1 if short else 2)


@pytest.mark.parametrize(
    ("places", "early", "short"),
    [
        (("near", "here"), at(TUE, 9, 10), 0),
        (("near", "here"), at(TUE, 9), 10),
        (("here", "near"), at(TUE, 9, 10), 0),
        (("here", "near"), at(TUE, 9), 10),
        (("near", "near"), at(TUE, 9), 20),
    ],
)
def test_rest_is_from_being_back_home_to_leaving_again(
    places: tuple[str, str], early: int, short: int
) -> None:
    problem = a_week(*({"place": place} for place in places), workers=(ROUND_THE_CLOCK,))
    way = 20 * places.count("near")
    said = both_say(problem, (meet(1, LATE), meet(2, early)))
    assert said == only(RULE, short) | {"travel": way}


def test_every_night_counts_and_of_a_day_its_last_and_first_meeting() -> None:
    clients = ({"name": "C1"}, {"name": "C2"})
    needs = [{"clients": (f"c{1 + k % 2}",)} for k in range(6)]
    problem = a_week(*needs, workers=(ROUND_THE_CLOCK,), clients=clients)
    hours = ((MON, 12), (MON, 21), (TUE, 8), (TUE, 21), (WED, 7), (WED, 12))
    held = [meet(k, at(day, hour)) for k, (day, hour) in enumerate(hours, 1)]
    assert both_say(problem, held) == {RULE: 60 + 120}
    # In whatever order the board puts them in, the last night is what is missing.
    before = tuple((m.need, m.start, "w1") for m in (held[0], held[3], held[5]))
    assert obstacles_of(problem, before, ("n5", held[4].start, "w1")) == {RULE: 120}
    before = (("n2", LATE, "w1"), ("n5", held[4].start, "w1"))
    assert obstacles_of(problem, before, ("n4", at(TUE, 21), "w1")) == {RULE: 120}
    assert obstacles_of(problem, before, ("n3", at(TUE, 8), "w1")) == {RULE: 60}


def test_only_neighbouring_days_are_compared() -> None:
    # So long a rest would reach over a day without meetings.
    policy = default_policy().model_copy(update={"daily_rest": 2160})
    needs = ({"windows": starts(LATE)}, {"windows": starts(at(WED, 8))})
    problem = a_week(*needs, workers=(ROUND_THE_CLOCK,))
    assert both_say(problem, (meet(1, LATE), meet(2, at(WED, 8))), policy) == {}
    assert served(problem, policy) == 2
    assert obstacles_of(problem, (("n1", LATE, "w1"),), ("n2", at(WED, 8), "w1"), policy) == {}
    anywhen = a_week({}, {}, workers=(ROUND_THE_CLOCK,))
    assert both_say(anywhen, (meet(1, at(SUN, 21)), meet(2, at(MON, 5)))) == {}


@pytest.mark.parametrize(
    ("free", "start", "short"),
    [
        # Home at 22 on Sunday.
        (-120, at(MON, 9), 0),
        (-120, at(MON, 8, 55), 5),
        (-120, at(MON, 0), 540),
        # Home when the week had begun, or long before.
        (60, at(MON, 12), 0),
        (60, at(MON, 11, 55), 5),
        (-660, at(MON, 0), 0),
        (-2000, at(MON, 0), 0),
        (None, at(MON, 0), 0),
        # Of Tuesday last week says nothing.
        (1200, at(TUE, 0), 0),
    ],
)
def test_before_monday_lies_last_week_where_it_is_known(
    free: int | None, start: int, short: int
) -> None:
    last_free = {} if free is None else {"w1": free, "gone": 600}
    problem = a_week({"windows": starts(start)}, workers=(ROUND_THE_CLOCK,), last_free=last_free)
    assert both_say(problem, (meet(1, start),)) == only(RULE, short)
    assert served(problem) == int(short == 0)
    assert obstacles_of(problem, (), ("n1", start, "w1")) == only(RULE, short)


def test_every_worker_rests_for_oneself() -> None:
    workers = (ROUND_THE_CLOCK, ROUND_THE_CLOCK)
    clients = ({"name": "C1"}, {"name": "C2"})
    problem = a_week(
        {}, {"clients": ("c2",)}, workers=workers, clients=clients, last_free={"w2": -60}
    )
    assert both_say(problem, (meet(1, LATE), meet(2, at(TUE, 8), "w2"))) == {}
    assert both_say(problem, (meet(1, at(MON, 8)), meet(2, at(MON, 8), "w2"))) == {RULE: 120}
    assert whom(RULE, problem, (meet(2, at(MON, 8), "w2"),)) == {"w2": 120}
