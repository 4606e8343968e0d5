"""A team that cannot meet: the seat, the person and the change that are meant."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.people import Level, Role, Training
from domain.session import Asked, Window
from optimizer.problem import Problem
from tests.optimizer.builders import MON, SAT, a_client, a_need, a_problem, a_seat, a_worker, at
from tests.optimizer.explain.ask import a_change, answer, is_enough_with_less

SPECIALIST = frozenset({Role.SPECIALIST})
SECOND = a_seat(
    roles=SPECIALIST, subject="care", level=Level.SHORT, experience=Asked.NOBODYS, talks=False
)
TRAINED = (Training("care", Level.SHORT, date(2020, 1, 1)),)


def a_pair(**second: Any) -> Problem:
    """A peer counsellor and a specialist, wanted together on Monday."""
    record: dict[str, Any] = {"roles": SPECIALIST, "trainings": TRAINED} | second
    workers = (a_worker(), a_worker("w2", **record))
    return a_problem(needs=(a_need(seats=(a_seat(), SECOND)),), workers=workers)


def test_the_training_of_the_second_seat_is_renewed_where_it_has_lapsed() -> None:
    lapsed = (replace(TRAINED[0], until=date(2026, 10, 1)),)
    assert answer(a_pair(trainings=lapsed)) == a_change(
        "renew_training", worker="W2", subject="care", day="2026-11-23"
    )


def test_the_competence_is_that_of_the_second_seat() -> None:
    low = (replace(TRAINED[0], level=Level.BESIDE),)
    assert answer(a_pair(trainings=low)) == a_change(
        "higher_level", worker="W2", subject="care", level=2
    )


def test_the_second_workers_day_is_longer() -> None:
    problem = a_pair(day_minutes=40)
    change = answer(problem)
    assert change == a_change("longer_day", 20, worker="W2", minutes=20)
    assert not is_enough_with_less(problem, change)


def test_the_second_worker_comes_from_farther_away() -> None:
    problem = a_pair(home="far", reach_minutes=80)
    change = answer(problem)
    assert change == a_change("farther_reach", 10, worker="W2", minutes=10)
    assert not is_enough_with_less(problem, change)


def test_the_second_worker_is_on_duty_on_one_more_day() -> None:
    problem = a_pair(shifts=())
    assert answer(problem) == a_change(
        "shift_on_day", 60, worker="W2", weekday=MON, start=600, end=660
    )


def test_two_workers_without_a_shift_are_not_asked_for_one() -> None:
    saturday = a_need(seats=(a_seat(), SECOND), windows=(Window(at(SAT, 10), at(SAT, 12)),))
    assert answer(replace(a_pair(), needs=(saturday,))).kind == "change.another_day"


def test_the_first_client_need_not_be_the_one_who_chose() -> None:
    clients = (a_client(), a_client("c2", chosen="w3"))
    problem = a_pair()
    need = replace(problem.needs[0], clients=("c1", "c2"))
    away = a_worker("w3", languages=())
    problem = replace(problem, needs=(need,), clients=clients, workers=(*problem.workers, away))
    assert answer(problem) == a_change("other_than_chosen", client="C2", worker="W1")


def test_a_colleague_is_hired_for_the_seat_that_nobody_can_take() -> None:
    problem = replace(a_pair(), workers=(a_worker(),))
    assert answer(problem) == a_change(
        "hire", roles="specialist", place="here", languages="", themes="", gender=""
    )
    remote = replace(problem, needs=(replace(problem.needs[0], place=None),))
    assert answer(remote).facts["place"] == ""


def test_one_colleague_is_not_hired_for_two_seats() -> None:
    problem = replace(a_pair(), workers=(a_worker(roles=frozenset({Role.MENTOR})),))
    assert answer(problem).kind == "change.none"
