"""Every seat of a meeting has exactly one worker, and no worker has two of them."""

import pytest

from tests.optimizer.builders import MON, TUE, a_meeting, a_problem, a_seat, at, shifts
from tests.optimizer.rules.ask import Changes, a_case, both_say, missed
from tests.optimizer.rules.week import a_week, cheapest, meet, served

RULE = "full_team"
TEAM: dict[str, object] = {"seats": (a_seat(), a_seat())}


def test_a_worker_on_the_only_seat_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize("seats", [1, 2, 3])
@pytest.mark.parametrize("team", [(), ("w1",), ("w1", "w2"), ("w1", "w2", "w3")])
def test_seats_too_few_or_too_many_break_this_rule_alone(seats: int, team: tuple[str, ...]) -> None:
    empty: Changes = {}
    problem = a_case(workers=(empty,) * 3, seats=(empty,) * seats)
    short = abs(seats - len(team))
    assert both_say(problem, [a_meeting(workers=team)]) == ({RULE: short} if short else {})


@pytest.mark.parametrize(
    ("seats", "team", "units"),
    [
        (2, ("w1", "w1"), 1),
        (3, ("w1", "w2", "w1"), 1),
        (3, ("w1", "w1", "w1"), 2),
        (4, ("w1", "w2", "w1", "w2"), 2),
        # One too many, and the same again.
        (1, ("w1", "w1"), 2),
        (3, ("w1", "w1"), 2),
    ],
)
def test_a_worker_repeated_is_missed_beside_the_seats(
    seats: int, team: tuple[str, ...], units: int
) -> None:
    empty: Changes = {}
    problem = a_case(workers=(empty,) * 2, seats=(empty,) * seats)
    held = [a_meeting(workers=team)]
    assert missed(RULE, problem, held) == units
    # Whoever has two seats would have to be there twice at the same time.
    twice = min(seats, len(team)) - len(set(team[:seats]))
    assert both_say(problem, held) == {RULE: units} | ({"worker_free": 60 * twice} if twice else {})


def test_every_meeting_has_its_own_team() -> None:
    problem = a_week(TEAM, TEAM, {}, workers=({}, {}))
    held = (meet(1, at(MON, 10), "w1"), meet(2, at(TUE, 10), "w1", "w2"), meet(3, at(2, 10)))
    assert both_say(problem, held) == {RULE: 1}
    held = (meet(1, at(MON, 10), "w1"), meet(2, at(TUE, 10)), meet(3, at(2, 10), "w1", "w2"))
    assert both_say(problem, held) == {RULE: 3}


def test_the_exact_engine_sends_the_whole_team_or_nobody() -> None:
    assert served(a_week(TEAM)) == 0
    _, held = cheapest(a_week(TEAM, workers=({}, {})))
    assert [sorted(meeting.workers) for meeting in held] == [["w1", "w2"]]
    # Never on shift on the same day.
    apart = ({"shifts": shifts(weekdays=(MON,))}, {"shifts": shifts(weekdays=(TUE,))})
    assert served(a_week(TEAM, workers=apart)) == 0


def test_a_second_seat_is_not_filled_with_somebody_already_there_to_make_up_minutes() -> None:
    cost, held = cheapest(a_week(TEAM, workers=({"guaranteed_minutes": 120}, {})))
    assert cost == 60
    assert sorted(held[0].workers) == ["w1", "w2"]
