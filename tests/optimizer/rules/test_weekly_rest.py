"""Once a week an employee is free for two days on end, and the night before: 59 hours."""

import pytest

from domain.people import Contract
from optimizer.policy import default_policy
from tests.optimizer.builders import FRI, MON, SAT, SUN, THU, TUE, WED, a_problem, at, shifts
from tests.optimizer.rules.ask import both_say
from tests.optimizer.rules.week import a_week, meet, only, served, starts, whom
from tests.optimizer.test_board import obstacles_of

RULE = "weekly_rest"
FROM_EIGHT: dict[str, object] = {"shifts": shifts(480, 1440, range(7)), "week_days": 7}
FIRST, SECOND = at(WED, 10), at(FRI, 21)
"""An hour each: 58 hours free before, between and after, for the next week begins at 8."""


def of_starts(*minutes: int, **changes: object) -> list[dict[str, object]]:
    return [{"windows": starts(minute)} | changes for minute in minutes]


def test_a_single_meeting_misses_nothing() -> None:
    assert both_say(a_problem()) == {}
    assert both_say(a_problem(needs=()), ()) == {}


@pytest.mark.parametrize(
    ("first", "second", "short"),
    [
        (FIRST, SECOND, 60),
        # Before the first ...
        (at(WED, 11), SECOND, 0),
        (at(WED, 10, 55), SECOND, 5),
        # ... between the two ...
        (FIRST, at(FRI, 22), 0),
        (FIRST, at(FRI, 21, 55), 5),
        (at(WED, 9), SECOND, 0),
        (at(WED, 9, 5), SECOND, 5),
        # ... or after the last.
        (FIRST, at(FRI, 20), 0),
        (FIRST, at(FRI, 20, 5), 5),
        (at(THU, 8), at(SAT, 8), 0),
    ],
)
def test_minutes_short_of_the_longest_stretch_break_this_rule_alone(
    first: int, second: int, short: int
) -> None:
    problem = a_week(*of_starts(first, second), workers=(FROM_EIGHT,))
    assert both_say(problem, (meet(1, first), meet(2, second))) == only(RULE, short)
    assert both_say(problem, (meet(2, second), meet(1, first))) == only(RULE, short)
    assert served(problem) == (1 if short else 2)
    for one, other in ((1, 2), (2, 1)):
        start = {1: first, 2: second}
        held = ((f"n{one}", start[one], "w1"),)
        assert obstacles_of(problem, held, (f"n{other}", start[other], "w1")) == only(RULE, short)


def test_the_law_binds_employees_alone() -> None:
    for contract, short in ((Contract.EMPLOYEE, 60), (Contract.MANDATE, 0)):
        workers = (FROM_EIGHT | {"contract": contract},)
        problem = a_week(*of_starts(FIRST, SECOND), workers=workers)
        assert both_say(problem, (meet(1, FIRST), meet(2, SECOND))) == only(RULE, short)
        assert served(problem) == (1 if short else 2)


@pytest.mark.parametrize(
    ("free", "short"),
    [(None, 60), (0, 60), (-60, 0), (-61, 0), (-55, 5), (-3000, 0), (55, 60), (600, 60)],
)
def test_the_week_begins_where_last_week_ended_if_that_is_known(
    free: int | None, short: int
) -> None:
    # A later end of last week makes the first stretch shorter; the others stay 58 hours.
    last_free = {} if free is None else {"w1": free}
    problem = a_week(*of_starts(FIRST, SECOND), workers=(FROM_EIGHT,), last_free=last_free)
    assert both_say(problem, (meet(1, FIRST), meet(2, SECOND))) == only(RULE, short)
    assert served(problem) == (1 if short else 2)
    found = obstacles_of(problem, (("n1", FIRST, "w1"),), ("n2", SECOND, "w1"))
    assert found == only(RULE, short)


def test_a_late_end_of_last_week_takes_the_first_stretch_away() -> None:
    held = (meet(1, at(WED, 12)), meet(2, SECOND))
    for free, short in ((60, 0), (65, 5), (180, 120)):
        problem = a_week({}, {}, workers=(FROM_EIGHT,), last_free={"w1": free})
        # Between them lie 56 hours, after them 58.
        assert both_say(problem, held) == only(RULE, min(short, 60))


@pytest.mark.parametrize(
    ("hours", "short"),
    [
        (shifts(480, 1440, range(7)), 60),
        (shifts(539, 1440, range(7)), 1),
        (shifts(540, 1440, range(7)), 0),
        (shifts(0, 1440, range(7)), 60),
        # Of another day the earliest counts.
        (shifts(0, 1440, range(1, 7)), 0),
        (shifts(0, 1440, range(1, 7)) + shifts(500, 1440, (MON,)), 40),
    ],
)
def test_the_week_ends_with_the_first_shift_of_a_next_week_like_this(
    hours: tuple[object, ...], short: int
) -> None:
    problem = a_week(*of_starts(FIRST, SECOND), workers=(FROM_EIGHT | {"shifts": hours},))
    assert both_say(problem, (meet(1, FIRST), meet(2, SECOND))) == only(RULE, short)
    assert served(problem) == (1 if short else 2)
    found = obstacles_of(problem, (("n2", SECOND, "w1"),), ("n1", FIRST, "w1"))
    assert found == only(RULE, short)


def test_the_way_is_no_rest() -> None:
    for first, short in ((at(WED, 11, 10), 0), (at(WED, 11, 5), 5), (at(WED, 11), 10)):
        problem = a_week({"place": "near"}, {"place": "near"}, workers=(FROM_EIGHT,))
        said = both_say(problem, (meet(1, first), meet(2, SECOND)))
        assert said == only(RULE, short) | {"travel": 40}
    for second, short in ((at(FRI, 22, 20), 0), (at(FRI, 22, 15), 5)):
        problem = a_week({"place": "near"}, {"place": "near"}, workers=(FROM_EIGHT,))
        said = both_say(problem, (meet(1, FIRST), meet(2, second)))
        assert said == only(RULE, short) | {"travel": 40}
    for second, short in ((at(FRI, 19, 50), 0), (at(FRI, 19, 55), 5)):
        problem = a_week({"place": "near"}, {"place": "near"}, workers=(FROM_EIGHT,))
        said = both_say(problem, (meet(1, FIRST), meet(2, second)))
        assert said == only(RULE, short) | {"travel": 40}


def test_whoever_works_every_day_is_short_of_nearly_everything() -> None:
    problem = a_week(*of_starts(*(at(day, 10) for day in range(7))), workers=(FROM_EIGHT,))
    held = [meet(day + 1, at(day, 10)) for day in range(7)]
    # 23 hours from one day to the next.
    assert both_say(problem, held) == {RULE: (59 - 23) * 60}
    # Two days less are 23 + 48 hours, if they lie side by side.
    assert served(problem) == 5
    assert both_say(problem, (*held[:2], *held[4:])) == {"wanted_meeting": 2}
    said = both_say(problem, (held[0], *held[2:4], *held[5:]))
    assert said == {"wanted_meeting": 2, RULE: (59 - 47) * 60}


def test_every_employee_rests_for_oneself() -> None:
    workers = (FROM_EIGHT, FROM_EIGHT, FROM_EIGHT)
    needs = [{"clients": (f"c{k}",)} for k in (1, 1, 2, 2, 3)]
    clients = tuple({"name": name} for name in ("C1", "C2", "C3"))
    problem = a_week(*needs, workers=workers, clients=clients)
    held = [meet(1, FIRST), meet(2, SECOND), meet(3, at(WED, 10, 30), "w3")]
    held += [meet(4, SECOND, "w3"), meet(5, at(SUN, 23), "w2")]
    assert both_say(problem, held) == {RULE: 60 + 30}
    assert whom(RULE, problem, held) == {"w1": 60, "w3": 30}


def test_hours_of_rest_are_the_policys() -> None:
    problem = a_week({}, {}, workers=(FROM_EIGHT,))
    for rest, short in ((3480, 0), (3481, 1), (0, 0), (10_000, 10_000 - 58 * 60)):
        policy = default_policy().model_copy(update={"weekly_rest": rest})
        assert both_say(problem, (meet(1, FIRST), meet(2, SECOND)), policy) == only(RULE, short)
    assert both_say(problem, (meet(1, at(TUE, 12)), meet(2, at(TUE, 12) + 3000))) == {}


def test_whoever_is_never_free_is_short_of_all_the_rest() -> None:
    # Away until long after, and back on Monday when the next shift has begun.
    workers = (FROM_EIGHT | {"shifts": shifts(0, 1440, range(7))},)
    problem = a_week({}, workers=workers, last_free={"w1": 20_000})
    assert both_say(problem, (meet(1, at(SUN, 23, 30)),)) == {RULE: 59 * 60, "shift": 30}
