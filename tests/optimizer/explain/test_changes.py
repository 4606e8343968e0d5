"""For each kind of change a week in which it is the answer: it serves, any less does not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.people import Absence, Gender, Level, Role, Shift, Training
from domain.session import Meeting, Window
from optimizer.problem import Problem
from tests.optimizer.builders import (
    FRI,
    MON,
    SAT,
    TUE,
    WED,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_worker,
    at,
)
from tests.optimizer.explain.apply import serves, steps_of
from tests.optimizer.explain.ask import (
    a_change,
    answer,
    is_enough_with_less,
    serves_with,
    state_of,
    with_others,
)

TEN = (Window(at(MON, 10), at(MON, 10)),)
TUESDAY = (Window(at(TUE, 10), at(TUE, 10)),)
MONDAY = date(2026, 11, 23)
ALL_WEEK = (Absence("w2", MONDAY, date(2026, 11, 29)),)
LAPSED = (Training("peer", Level.GROUPS, date(2020, 1, 1), date(2026, 11, 22)),)


def busy(**changes: Any) -> tuple[Problem, tuple[Meeting, ...]]:
    """A worker with a meeting on Monday at one that cannot be held at another time."""
    one = (Window(at(MON, 13), at(MON, 13)),)
    needs = (a_need(), a_need("n2", clients=("c2",), windows=one))
    problem = with_others(*needs, workers=(a_worker(**changes),))
    return problem, (a_meeting("n2", at(MON, 13)),)


@pytest.mark.parametrize(
    "pins",
    [{"pinned_workers": ("w2",)}, {"pinned_start": at(MON, 21)}, {"pinned_start": at(SAT, 9)}],
)
def test_a_lock_is_released(pins: dict[str, Any]) -> None:
    workers = (a_worker(), a_worker("w2"))
    problem = a_problem(needs=(a_need(**pins),), workers=workers, absences=ALL_WEEK)
    assert answer(problem) == a_change("release_pin", need="n1")


@pytest.mark.parametrize(("weekday", "day"), [(MON, "2026-11-23"), (WED, "2026-11-25")])
def test_a_training_is_renewed_until_the_day_of_the_meeting(weekday: int, day: str) -> None:
    need = a_need(windows=(Window(at(weekday, 10), at(weekday, 12)),))
    problem = a_problem(needs=(need,), workers=(a_worker(trainings=LAPSED),))
    change = answer(problem)
    assert change == a_change("renew_training", worker="W1", subject="peer", day=day)
    assert not serves_with(problem, change, day="2026-11-22")


def test_of_lapsed_trainings_the_best_is_renewed() -> None:
    lapsed = (replace(LAPSED[0], level=Level.SHORT), *LAPSED)
    change = answer(a_problem(workers=(a_worker(trainings=lapsed),)))
    assert change.kind == "change.renew_training"


def test_a_lapsed_training_too_low_for_the_seat_is_not_renewed() -> None:
    lapsed = (replace(LAPSED[0], level=Level.SHORT),)
    assert answer(a_problem(workers=(a_worker(trainings=lapsed),))).kind == "change.hire"


def test_a_training_still_to_begin_is_not_renewed() -> None:
    later = (Training("peer", Level.GROUPS, date(2026, 11, 24)),)
    assert answer(a_problem(workers=(a_worker(trainings=later),))).kind == "change.another_day"


@pytest.mark.parametrize(
    ("start", "place", "minutes", "hours", "less"),
    [
        (at(MON, 17, 30), "here", 30, (480, 1110), {"end": 1109, "minutes": 29}),
        (at(MON, 17, 30), "near", 40, (480, 1120), {"end": 1119, "minutes": 39}),
        (at(MON, 8, 5), "near", 5, (475, 1080), {"start": 476, "minutes": 4}),
    ],
)
def test_one_end_of_one_shift_is_longer(
    start: int, place: str, minutes: int, hours: tuple[int, int], less: dict[str, int]
) -> None:
    problem = a_problem(needs=(a_need(windows=(Window(start, start),), place=place),))
    change = answer(problem)
    facts = {"weekday": MON, "minutes": minutes, "start": hours[0], "end": hours[1]}
    assert change == a_change("longer_shift", minutes, worker="W1", **facts)
    assert not serves_with(problem, change, **less)


def test_the_shift_of_the_later_day_may_be_the_one() -> None:
    hours = (Shift(MON, 480, 600), Shift(TUE, 480, 655))
    problem = a_problem(
        needs=(a_need(windows=(*TEN, *TUESDAY)),), workers=(a_worker(shifts=hours),)
    )
    assert answer(problem) == a_change(
        "longer_shift", 5, worker="W1", weekday=TUE, minutes=5, start=480, end=660
    )


def test_hours_on_another_day_are_just_those_of_the_meeting_and_the_way() -> None:
    need = a_need(windows=(Window(at(SAT, 10), at(SAT, 12)),), place="near")
    problem = a_problem(needs=(need,))
    change = answer(problem)
    assert change == a_change("shift_on_day", 80, worker="W1", weekday=SAT, start=590, end=670)
    assert not serves_with(problem, change, start=591)
    assert not serves_with(problem, change, end=669)


def test_a_day_with_clients_is_longer() -> None:
    problem, held = busy(day_minutes=90)
    change = answer(problem, held)
    assert change == a_change("longer_day", 30, worker="W1", minutes=30)
    assert not is_enough_with_less(problem, change, held)


def test_a_contract_has_more_minutes() -> None:
    problem, held = busy(week_most=100, week_minutes=100)
    change = answer(problem, held)
    assert change == a_change("more_contract_minutes", 20, worker="W1", minutes=20)
    assert not is_enough_with_less(problem, change, held)


@pytest.mark.parametrize("former", [(), ("a", "b", "c")])
def test_a_worker_takes_one_more_client_than_there_are(former: tuple[str, ...]) -> None:
    problem, held = busy(caseload=1)
    if former:
        problem, held = replace(problem, known=frozenset(("w1", c) for c in former)), ()
    change = answer(problem, held)
    assert change == a_change("one_more_client", worker="W1", count=1)
    assert not is_enough_with_less(problem, change, held)


def test_a_worker_comes_on_one_more_day() -> None:
    needs = (a_need(), a_need("n2", clients=("c2",), windows=TUESDAY))
    problem = with_others(*needs, workers=(a_worker(week_days=1),))
    held = (a_meeting("n2", at(TUE, 10)),)
    change = answer(problem, held)
    assert change == a_change("one_more_day", worker="W1", count=1)
    assert not is_enough_with_less(problem, change, held)


def test_a_worker_goes_farther_by_the_minutes_that_are_missing() -> None:
    problem = a_problem(needs=(a_need(place="far"),), workers=(a_worker(reach_minutes=75),))
    change = answer(problem)
    assert change == a_change("farther_reach", 15, worker="W1", minutes=15)
    assert not is_enough_with_less(problem, change)


def test_the_worker_who_lacks_least_is_asked() -> None:
    workers = [a_worker(f"w{i}", reach_minutes=m) for i, m in ((1, 40), (2, 85), (3, 60))]
    problem = a_problem(needs=(a_need(place="far"),), workers=tuple(workers))
    assert answer(problem) == a_change("farther_reach", 5, worker="W2", minutes=5)


def test_nobody_is_asked_to_go_where_no_way_leads() -> None:
    assert answer(a_problem(needs=(a_need(place="island"),))).kind == "change.hire"


def test_one_more_supporter_may_come() -> None:
    days = {"n2": WED, "n3": FRI}
    needs = [a_need(n, windows=(Window(at(d, 10), at(d, 10)),)) for n, d in days.items()]
    problem = a_problem(
        needs=(a_need(), *needs),
        workers=(a_worker(), a_worker("w2"), a_worker("w3")),
        absences=(Absence("w2", MONDAY, MONDAY), Absence("w3", MONDAY, MONDAY)),
    )
    held = (a_meeting("n2", at(WED, 10), ["w2"]), a_meeting("n3", at(FRI, 10), ["w3"]))
    assert answer(problem, held) == a_change("another_supporter", client="C1", worker="W1")


def test_whoever_chose_another_is_asked_first_client_or_not() -> None:
    clients = (a_client(), a_client("c2", chosen="w2"))
    problem = a_problem(
        clients=clients,
        needs=(a_need(clients=("c1", "c2")),),
        workers=(a_worker(), a_worker("w2")),
        absences=ALL_WEEK,
    )
    assert answer(problem) == a_change("other_than_chosen", client="C2", worker="W1")
    both = replace(problem, clients=tuple(replace(c, chosen="w2") for c in clients))
    assert [step.facts["client"] for step in steps_of(answer(both))] == ["C1", "C2"]


def test_a_choice_that_does_not_fit_the_seat_binds_nobody() -> None:
    clients = (a_client(chosen="w3"), a_client("c2", chosen="w2"))
    mentor = a_worker("w3", roles=frozenset({Role.MENTOR}))
    problem = a_problem(
        clients=clients,
        needs=(a_need(clients=("c1", "c2")),),
        workers=(a_worker(), a_worker("w2"), mentor),
        absences=ALL_WEEK,
    )
    assert answer(problem) == a_change("other_than_chosen", client="C2", worker="W1")


def test_a_competence_is_one_level_higher() -> None:
    low = (Training("peer", Level.SHORT, date(2020, 1, 1)),)
    change = answer(a_problem(workers=(a_worker(trainings=low),)))
    assert change == a_change("higher_level", worker="W1", subject="peer", level=3)


def test_a_group_needs_as_many_more_members_as_it_is_short_of() -> None:
    windows = (*TEN, *TUESDAY)
    need = a_need(
        clients=("c1", "c2", "c3"), group="g1", language="et", smallest=4, windows=windows
    )
    away = (Absence("c1", MONDAY, MONDAY), Absence("c2", MONDAY, date(2026, 11, 24)))
    problem = with_others(need, absences=away)
    change = answer(problem)
    assert change == a_change("more_members", 2, group="g1", count=2)
    assert not is_enough_with_less(problem, change)


def test_a_new_colleague_has_what_the_seat_asks_for_and_no_more() -> None:
    clients = (a_client(languages=("uk", "ru"), themes=frozenset({"depression", "stroke"})),)
    problem = a_problem(clients=clients, needs=(a_need(place="far", gender=Gender.MALE),))
    assert answer(problem) == a_change(
        "hire",
        roles="peer_counsellor",
        place="far",
        languages="uk",
        themes="depression,stroke",
        gender="male",
    )


def test_nobody_is_hired_against_the_choice_of_a_client() -> None:
    client = a_client(chosen="w1", refused=frozenset({"w1"}))
    assert answer(a_problem(clients=(client,))).kind == "change.none"


def test_a_worker_with_two_lacks_is_asked_for_neither() -> None:
    worker = a_worker(trainings=LAPSED, reach_minutes=0)
    assert answer(a_problem(needs=(a_need(place="near"),), workers=(worker,))).kind == "change.hire"


def test_what_nobody_may_change_is_helped_by_no_change() -> None:
    client = a_client(refused=frozenset({"w1"}), chosen="w1")
    problem = a_problem(clients=(client,))
    assert answer(problem) == a_change("none", 0, need="n1")
    assert not serves(state_of(problem), "n1")
