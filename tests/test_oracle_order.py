"""The oracle against figures worked out by hand: the order of workers' and clients' days.

From ``here`` to ``near`` it is 10 minutes, to ``far`` 90; from ``near`` to ``far`` 85.
"""

from typing import Any

import pytest

from domain.people import Contract, Shift
from domain.session import Meeting, Need
from optimizer.policy import default_policy
from tests.optimizer.builders import (
    FRI,
    MON,
    SUN,
    THU,
    TUE,
    WED,
    a_client,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
    shifts,
)
from tests.oracle import judge

POLICY = default_policy()
ALWAYS = shifts(0, 1440, range(7))


def visit(number: int, minutes: int = 60, place: str | None = "here", client: str = "c1") -> Need:
    return a_need(f"n{number}", minutes=minutes, place=place, clients=(client,))


def missed_by(
    rule: str, *held: tuple[Need, int], worker: dict[str, Any] | None = None, **changes: Any
) -> int:
    """Units missed by one worker who holds every need at its start."""
    record: dict[str, Any] = {
        "workers": (a_worker(**worker or {}),),
        "clients": (a_client("c1"), a_client("c2")),
        "needs": tuple(need for need, _ in held),
    }
    meetings = [Meeting(need.id, start, ("w1",)) for need, start in held]
    return judge(a_problem(**(record | changes)), POLICY, meetings).missed[rule]


@pytest.mark.parametrize(
    ("place", "start", "missed"),
    [
        ("here", at(MON, 8), 0),
        ("here", at(MON, 7, 50), 10),
        # Leaves at 7:50, ten minutes before eight.
        ("near", at(MON, 8), 10),
        ("near", at(MON, 8, 10), 0),
        # Ends at 18:00 and is home at 18:10.
        ("near", at(MON, 17), 10),
        ("far", at(MON, 17, 30), 120),
        (None, at(MON, 17), 0),
        ("near", at(TUE, 17), 10),
        ("near", at(TUE, 8), 10),
        # No shift on Sunday: the minutes of the meeting.
        ("near", at(SUN, 10), 60),
    ],
)
def test_a_route_lies_inside_the_shift(place: str | None, start: int, missed: int) -> None:
    assert missed_by("shift", (visit(1, place=place), start)) == missed


def test_a_shift_may_be_missed_at_both_ends() -> None:
    worker = {"shifts": (Shift(0, 600, 700),)}
    held = ((visit(2, place="near"), at(MON, 11)), (visit(1, place="near"), at(MON, 10)))
    # Leaves at 9:50, is home at 12:10; the shift is 10:00 to 11:40.
    assert missed_by("shift", *held, worker=worker) == 10 + 30
    assert missed_by("shift", *held, worker={"shifts": ()}) == 120


@pytest.mark.parametrize(
    ("places", "start", "missed"),
    [
        (("here", "here"), at(MON, 11), 0),
        (("here", "here"), at(MON, 10, 55), 5),
        (("here", "near"), at(MON, 11), 10),
        (("near", "far"), at(MON, 12), 25),
        (("near", "far"), at(MON, 12, 25), 0),
        # A remote meeting is at home.
        (("near", None), at(MON, 11), 10),
        (("near", "far"), at(TUE, 9), 0),
    ],
)
def test_between_two_meetings_there_is_time_for_the_way(
    places: tuple[str | None, str | None], start: int, missed: int
) -> None:
    one, two = visit(1, place=places[0]), visit(2, place=places[1])
    assert missed_by("worker_free", (two, start), (one, at(MON, 10))) == missed


def test_meetings_that_start_together_follow_the_order_of_the_needs() -> None:
    long, short = visit(2, minutes=60, place="near"), visit(1, minutes=10, place="far")
    # The hour at near comes first: 60 minutes and 85 on the way; then ten and 85.
    assert missed_by("worker_free", (long, at(MON, 10)), (short, at(MON, 10))) == 145
    assert missed_by("worker_free", (short, at(MON, 10)), (long, at(MON, 10))) == 95


def test_two_seats_of_one_meeting_are_two_stops() -> None:
    need = a_need(seats=(a_seat(), a_seat()))
    problem = a_problem(needs=(need,))
    verdict = judge(problem, POLICY, [Meeting("n1", at(MON, 10), ("w1", "w1"))])
    assert verdict.missed["worker_free"] == 60


@pytest.mark.parametrize(
    ("times", "missed"),
    [
        (((600, 60), (660, 60)), 0),
        (((600, 60), (650, 60)), 10),
        (((600, 60), (600, 60)), 60),
        # The second lies inside the first: the overlap is its own half hour.
        (((600, 120), (630, 30)), 30),
        # First with second 20, second with third 10.
        (((600, 60), (640, 60), (690, 60)), 30),
    ],
)
def test_a_clients_meetings_do_not_overlap(times: tuple[tuple[int, int], ...], missed: int) -> None:
    held = [(visit(i, minutes=m), start) for i, (start, m) in enumerate(times)]
    assert missed_by("client_free", *held) == missed
    apart = [(visit(i, minutes=m, client=f"c{i + 1}"), s) for i, (s, m) in enumerate(times[:2])]
    assert missed_by("client_free", *apart) == 0


@pytest.mark.parametrize(
    ("held", "missed"),
    [
        # From 8:00 to 14:00: 360 minutes are not longer than 360.
        (((180, "here", at(MON, 8)), (180, "here", at(MON, 11))), 0),
        # One minute longer, and one minute free.
        (((180, "here", at(MON, 8)), (180, "here", at(MON, 11, 1))), 29),
        (((180, "here", at(MON, 8)), (180, "here", at(MON, 11, 30))), 0),
        # 30 minutes between, 20 of them on the way back and forth: ten are free.
        (((180, "here", at(MON, 8)), (200, "near", at(MON, 11, 20))), 20),
        # A single long meeting has no pause between two.
        (((361, "here", at(MON, 8)),), 30),
        # 340 minutes and twice ten on the way: 360.
        (((340, "near", at(MON, 8)),), 0),
        (((341, "near", at(MON, 8)),), 30),
        # The longest free time counts: 10 and 25 minutes are not added up.
        (
            (
                (150, "here", at(MON, 8)),
                (150, "here", at(MON, 10, 40)),
                (60, "here", at(MON, 13, 35)),
            ),
            5,
        ),
        # Overlapping meetings leave no free time, and not less than none.
        (((300, "here", at(MON, 8)), (300, "here", at(MON, 10))), 30),
    ],
)
def test_an_employees_long_day_has_a_break(
    held: tuple[tuple[int, str, int], ...], missed: int
) -> None:
    visits = [(visit(i, minutes=m, place=p), start) for i, (m, p, start) in enumerate(held)]
    assert missed_by("breaks", *visits) == missed
    assert missed_by("breaks", *visits, worker={"contract": Contract.MANDATE}) == 0


LATE, EARLY = at(MON, 21), at(TUE, 7)


@pytest.mark.parametrize(
    ("one", "two", "missed"),
    [
        # Home at 22:00, out at 7:00: nine hours, two short of eleven.
        (("here", LATE), ("here", EARLY), 120),
        (("near", LATE), ("near", EARLY), 140),
        (("here", LATE), ("here", at(TUE, 9)), 0),
        (("here", LATE), ("here", at(TUE, 8, 59)), 1),
        (("here", LATE), ("here", at(WED, 0)), 0),
    ],
)
def test_an_employee_rests_between_days(
    one: tuple[str, int], two: tuple[str, int], missed: int
) -> None:
    held = ((visit(1, place=one[0]), one[1]), (visit(2, place=two[0]), two[1]))
    assert missed_by("daily_rest", *held) == missed
    assert missed_by("daily_rest", *held, worker={"contract": Contract.MANDATE}) == 0


def test_monday_rests_from_where_last_week_ended() -> None:
    last_free = {"w1": -60}
    monday, tuesday = (visit(1, place="near"), at(MON, 8)), (visit(1), at(TUE, 8))
    # From 23:00 on Sunday to 7:50 on Monday: 530 of 660 minutes.
    assert missed_by("daily_rest", monday, last_free=last_free) == 130
    assert missed_by("daily_rest", tuesday, last_free={"w1": 1400}) == 0
    assert missed_by("daily_rest", monday) == 0


def daily(days: tuple[int, ...]) -> list[tuple[Need, int]]:
    """An hour at noon on each of some days."""
    return [(visit(i), at(day, 12)) for i, day in enumerate(days)]


@pytest.mark.parametrize(
    ("days", "first_shift", "last_free", "missed"),
    [
        # From Tuesday 13:00 to Friday 12:00 are 71 hours: enough.
        ((MON, TUE, FRI, SUN), 0, {}, 0),
        # Before Wednesday noon 60 hours, after it more.
        ((WED, FRI), 0, {}, 0),
        # Gaps of 47 hours; after Sunday 13:00 the next shift begins at midnight: 11 hours.
        ((MON, WED, FRI, SUN), 0, {}, 3540 - 2820),
        # With a first shift on Wednesday at midnight: 59 hours after Sunday 13:00.
        ((MON, WED, FRI, SUN), 2, {}, 0),
        ((TUE, THU, SUN), 0, {}, 0),
        # Before Tuesday noon 36 hours; last week ended 20 hours earlier: 56 of 59.
        ((TUE, THU, FRI, SUN), 0, {"w1": -1200}, 180),
        ((TUE, THU, FRI, SUN), 0, {"w1": -1380}, 0),
        ((TUE, THU, FRI, SUN), 0, {}, 3540 - 2820),
        ((), 0, {}, 0),
    ],
)
def test_an_employee_rests_once_a_week(
    days: tuple[int, ...], first_shift: int, last_free: dict[str, int], missed: int
) -> None:
    worker = {"shifts": (*shifts(600, 900, range(first_shift + 1, 7)), Shift(first_shift, 0, 900))}
    held = daily(days)
    assert missed_by("weekly_rest", *held, worker=worker, last_free=last_free) == missed
    bound = worker | {"contract": Contract.MANDATE}
    assert missed_by("weekly_rest", *held, worker=bound, last_free=last_free) == 0


def test_the_last_rest_ends_with_the_first_shift_of_a_next_week() -> None:
    held = daily((MON, WED, FRI, SUN))
    # From Sunday 13:00 to Tuesday 23:00 are 58 hours.
    worker = {"shifts": (*shifts(0, 900, range(2, 7)), Shift(TUE, 1380, 1440))}
    assert missed_by("weekly_rest", *held, worker=worker) == 60


def test_the_way_shortens_the_weekly_rest() -> None:
    held = [(visit(i, place="near"), at(day, 12)) for i, day in enumerate((MON, WED, FRI, SUN))]
    # 47 hours between meetings, less ten minutes at either end.
    assert missed_by("weekly_rest", *held, worker={"shifts": ALWAYS}) == 3540 - 2800


@pytest.mark.parametrize(
    ("places", "missed"),
    [
        (("here",), 0),
        (("near",), 20),
        (("near", "far"), 10 + 85 + 90),
        (("near", None, "near"), 40),
        (("island",), 2 * 9999),
    ],
)
def test_travel_is_the_way_from_home_to_home(places: tuple[str | None, ...], missed: int) -> None:
    held = [(visit(i, place=p), at(MON, 8 + 3 * i)) for i, p in enumerate(places)]
    assert missed_by("travel", *held) == missed
    apart = [(visit(i, place="near"), at(i, 10)) for i in range(2)]
    assert missed_by("travel", *apart) == 40
