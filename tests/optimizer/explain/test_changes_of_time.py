"""Another time, another day, another place in the week for a meeting that stands in the way."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.people import Absence, Contract, Shift
from domain.session import Window
from domain.words import read_words
from optimizer.changes import KINDS
from optimizer.for_workers import PROPOSERS
from optimizer.rules import COUNT_RULES, PAIR_RULES, ROSTER_RULES
from tests.optimizer.builders import (
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
    shifts,
)
from tests.optimizer.explain.ask import a_change, answer, with_others

TEN = (Window(at(MON, 10), at(MON, 10)),)
MONDAY = date(2026, 11, 23)


def test_another_time_of_the_same_day_is_found() -> None:
    needs = (a_need(windows=TEN), a_need("n2", clients=("c2",), windows=TEN))
    change = answer(with_others(*needs), (a_meeting("n2"),))
    assert change == a_change("wider_window", client="C1", weekday=MON, start=480)


def test_everybody_who_is_to_be_met_is_asked_about_another_time() -> None:
    needs = (a_need(windows=TEN, clients=("c1", "c3")), a_need("n2", clients=("c2",), windows=TEN))
    change = answer(with_others(*needs), (a_meeting("n2"),))
    assert change == a_change("wider_window", client="C1, C3", weekday=MON, start=480)


def test_another_day_is_found_at_the_same_hours() -> None:
    problem = a_problem(holidays=frozenset({MONDAY}))
    assert answer(problem) == a_change("another_day", need="n1", weekday=TUE, start=600)


def test_another_day_may_be_one_of_the_weekend() -> None:
    days = tuple(Window(at(day, 10), at(day, 12)) for day in range(5))
    working = (*shifts(), Shift(SAT, 480, 1080))
    problem = a_problem(
        needs=(a_need(windows=days),),
        workers=(a_worker(shifts=working),),
        absences=(Absence("w1", MONDAY, date(2026, 11, 27)),),
    )
    assert answer(problem) == a_change("another_day", need="n1", weekday=SAT, start=600)


def test_another_day_is_none_of_those_that_suited() -> None:
    evenings = (Window(at(MON, 20), at(MON, 20)), Window(at(TUE, 21, 30), at(TUE, 21, 30)))
    needs = (
        a_need(windows=evenings),
        a_need("n2", clients=("c2",), windows=evenings[:1]),
        a_need("n3", clients=("c3",), windows=evenings[1:]),
    )
    late = a_worker(shifts=shifts(1170, 1410, weekdays=[MON, TUE, WED]), contract=Contract.MANDATE)
    problem = with_others(*needs, workers=(late,))
    held = (a_meeting("n2", at(MON, 20)), a_meeting("n3", at(TUE, 21, 30)))
    change = answer(problem, held)
    assert change == a_change("another_day", need="n1", weekday=WED, start=1200)


def test_a_meeting_that_moves_makes_room() -> None:
    wide = (Window(at(MON, 10, 30), at(MON, 14)),)
    problem = with_others(a_need(windows=TEN), a_need("n2", clients=("c2",), windows=wide))
    held = (a_meeting("n2", at(MON, 10, 30)),)
    change = answer(problem, held)
    assert change == a_change("move_meeting", need="n2", worker="W1", start=at(MON, 11))


def test_a_meeting_may_move_to_another_worker_but_never_out_of_its_lock() -> None:
    needs = (a_need(windows=TEN), a_need("n2", clients=("c2",), windows=TEN))
    workers = (a_worker(), a_worker("w2"))
    problem = with_others(*needs, workers=workers, clients=(a_client(chosen="w1"), a_client("c2")))
    held = (a_meeting("n2"),)
    change = answer(problem, held)
    assert change == a_change("move_meeting", need="n2", worker="W2", start=at(MON, 10))
    locked = replace(problem, needs=(needs[0], replace(needs[1], pinned_workers=("w1",))))
    assert answer(locked, held).kind == "change.other_than_chosen"


@pytest.mark.parametrize("pins", [{"pinned_workers": ("w1",)}, {"pinned_start": at(MON, 10, 30)}])
def test_a_locked_meeting_never_moves(pins: dict[str, Any]) -> None:
    wide = a_need("n2", clients=("c2",), windows=(Window(at(MON, 10, 30), at(MON, 14)),))
    locked = replace(wide, **pins)
    problem = with_others(a_need(windows=TEN), locked, workers=(a_worker(), a_worker("w2")))
    problem = replace(problem, clients=(a_client(chosen="w1"), *problem.clients[1:]))
    held = (a_meeting("n2", at(MON, 10, 30)),)
    assert answer(problem, held).kind == "change.other_than_chosen"


def test_every_proposer_speaks_of_a_rule_of_workers() -> None:
    families = (PAIR_RULES, COUNT_RULES, ROSTER_RULES)
    assert PROPOSERS.keys() <= {rule.__name__ for family in families for rule in family}


def test_every_sentence_about_a_change_has_a_kind_that_is_proposed() -> None:
    said = [key for key in read_words("en") if key.startswith("change.")]
    assert sorted(said) == sorted([*KINDS, "change.move_meeting", "change.none"])
