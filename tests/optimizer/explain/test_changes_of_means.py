"""Referrals, ceilings, interpreting: raised by just what is short, for whoever is short of it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.session import Use, Window
from optimizer.problem import Budget, Problem
from tests.optimizer.builders import (
    MON,
    THU,
    TUE,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.explain.ask import (
    a_change,
    answer,
    is_enough_with_less,
    serves_with,
    with_others,
)

TUESDAY = (Window(at(TUE, 10), at(TUE, 10)),)
RUSSIAN = a_client(languages=("ru",), interpreter=True)


def drawing(left: int, rule: str, amount: int) -> Problem:
    """A need that takes so much of a budget."""
    return a_problem(
        needs=(a_need(uses=(Use("b1", amount),)),), budgets=(Budget("b1", rule, "c1", left),)
    )


@pytest.mark.parametrize(("left", "short"), [(15, 45), (0, 60), (-30, 90)])
def test_a_referral_is_extended_by_what_is_short_and_what_is_owed(left: int, short: int) -> None:
    problem = drawing(left, "units_left", 60)
    change = answer(problem)
    assert change == a_change("extend_units", short, client="C1", minutes=short)
    assert not is_enough_with_less(problem, change)


def test_a_ceiling_is_raised_by_the_cents_that_are_short() -> None:
    problem = drawing(1_000, "euros_left", 3_550)
    change = answer(problem)
    assert change == a_change("raise_ceiling", 2_550, client="C1", cents=2_550)
    assert not is_enough_with_less(problem, change)


def test_what_other_meetings_take_of_the_ceiling_counts() -> None:
    use = (Use("b1", 3_000),)
    needs = (a_need(uses=use), a_need("n2", windows=TUESDAY, component="support", uses=use))
    problem = a_problem(needs=needs, budgets=(Budget("b1", "euros_left", "c1", 5_000),))
    held = (a_meeting("n2", at(TUE, 10)),)
    change = answer(problem, held)
    assert change == a_change("raise_ceiling", 1_000, client="C1", cents=1_000)
    assert not is_enough_with_less(problem, change, held)


def test_a_ceiling_is_raised_on_the_day_on_which_least_is_short() -> None:
    windows = (Window(at(MON, 10), at(MON, 10)), Window(at(THU, 10), at(THU, 10)))
    budgets = (
        Budget("b1", "euros_left", "c1", 0, days=0b0000111),
        Budget("b2", "euros_left", "c2", 2_000, days=0b1111000),
    )
    need = a_need(windows=windows, clients=("c1", "c2"), uses=(Use("b1", 3_000), Use("b2", 3_000)))
    problem = with_others(need, budgets=budgets)
    change = answer(problem)
    assert change == a_change("raise_ceiling", 1_000, client="C2", cents=1_000)
    assert not is_enough_with_less(problem, change)


def test_what_is_taken_on_days_that_do_not_count_is_left_aside() -> None:
    use = (Use("b1", 3_000),)
    thursday = (Window(at(THU, 10), at(THU, 10)),)
    needs = (a_need(uses=use), a_need("n2", windows=thursday, component="support", uses=use))
    budget = Budget("b1", "euros_left", "c1", 1_000, days=0b0000111)
    held = (a_meeting("n2", at(THU, 10)),)
    change = answer(a_problem(needs=needs, budgets=(budget,)), held)
    assert change == a_change("raise_ceiling", 2_000, client="C1", cents=2_000)


def test_a_day_on_which_the_ceiling_is_no_matter_asks_for_no_money() -> None:
    need = a_need(uses=(Use("b1", 3_000),))
    budget = Budget("b1", "euros_left", "c1", 0, days=0b0000111)
    holidays = frozenset({date(2026, 11, 23)})
    change = answer(a_problem(needs=(need,), budgets=(budget,), holidays=holidays))
    assert change == a_change("another_day", need="n1", weekday=THU, start=600)


def test_each_member_of_a_group_who_is_short_is_named() -> None:
    need = a_need(
        clients=("c1", "c2", "c3"),
        group="g1",
        language="et",
        uses=(Use("b1", 60), Use("b2", 60), Use("b3", 60)),
    )
    budgets = tuple(
        Budget(f"b{i}", "units_left", f"c{i}", left) for i, left in ((1, 40), (2, 60), (3, 15))
    )
    problem = with_others(need, budgets=budgets)
    last = a_change("extend_units", 45, client="C3", minutes=45)
    change = answer(problem)
    assert change == a_change("extend_units", 20, last, client="C1", minutes=20)
    assert not serves_with(problem, change)


def test_an_extension_may_ask_for_a_second_change() -> None:
    short = (a_worker(shifts=shifts(480, 630)),)
    problem = replace(drawing(0, "units_left", 60), workers=short)
    longer = a_change("longer_shift", 30, worker="W1", weekday=MON, minutes=30, start=480, end=660)
    change = answer(problem)
    assert change == a_change("extend_units", 60, longer, client="C1", minutes=60)
    assert not serves_with(problem, change)


def test_money_and_a_colleague_may_be_missing_at_once() -> None:
    problem = replace(drawing(0, "euros_left", 500), workers=())
    change = answer(problem)
    assert change.kind == "change.raise_ceiling"
    assert change.then is not None
    assert change.then.kind == "change.hire"


def test_the_client_who_shares_no_language_is_asked_about_an_interpreter() -> None:
    clients = (a_client(), a_client("c2", languages=("uk",)))
    problem = a_problem(
        clients=clients, needs=(a_need(clients=("c1", "c2")),), interpreter_minutes={"uk": 60}
    )
    assert answer(problem) == a_change("accept_interpreter", client="C2", language="uk")


def test_every_client_who_shares_no_language_is_asked() -> None:
    clients = tuple(a_client(f"c{i}", languages=("uk",)) for i in (1, 2))
    problem = a_problem(
        clients=clients, needs=(a_need(clients=("c1", "c2")),), interpreter_minutes={"uk": 60}
    )
    second = a_change("accept_interpreter", client="C2", language="uk")
    assert answer(problem) == a_change("accept_interpreter", 1, second, client="C1", language="uk")


def test_interpreting_is_short_by_what_is_missing_not_by_the_whole_meeting() -> None:
    one = (Window(at(MON, 13), at(MON, 13)),)
    needs = (a_need(), a_need("n2", clients=("c2",), minutes=45, windows=one))
    clients = (RUSSIAN, replace(RUSSIAN, id="c2", name="C2"))
    problem = with_others(*needs, clients=clients, interpreter_minutes={"ru": 70})
    held = (a_meeting("n2", at(MON, 13)),)
    change = answer(problem, held)
    assert change == a_change("interpreter_minutes", 35, language="ru", minutes=35)
    assert not is_enough_with_less(problem, change, held)


def test_where_nobody_interprets_yet_the_whole_meeting_is_missing() -> None:
    problem = a_problem(clients=(RUSSIAN,))
    change = answer(problem)
    assert change == a_change("interpreter_minutes", 60, language="ru", minutes=60)
    assert not is_enough_with_less(problem, change)


def test_one_seat_of_a_team_may_need_the_interpreter() -> None:
    silent = a_seat(talks=False)
    problem = a_problem(
        clients=(RUSSIAN,),
        needs=(a_need(seats=(a_seat(), silent)),),
        workers=(a_worker(), a_worker("w2")),
        interpreter_minutes={"ru": 45},
    )
    change = answer(problem)
    assert change == a_change("interpreter_minutes", 15, language="ru", minutes=15)
    assert not is_enough_with_less(problem, change)


def test_an_interpreter_who_is_not_at_hand_is_welcome_and_found() -> None:
    problem = a_problem(
        clients=(replace(RUSSIAN, interpreter=False),), interpreter_minutes={"ru": 25}
    )
    more = a_change("interpreter_minutes", 35, language="ru", minutes=35)
    change = answer(problem)
    assert change == a_change("accept_interpreter", 1, more, client="C1", language="ru")
    assert not serves_with(problem, change)


def test_minutes_that_others_take_are_not_at_hand() -> None:
    one = (Window(at(MON, 13), at(MON, 13)),)
    needs = (a_need(), a_need("n2", clients=("c2",), minutes=45, windows=one))
    clients = (replace(RUSSIAN, interpreter=False), replace(RUSSIAN, id="c2", name="C2"))
    problem = with_others(*needs, clients=clients, interpreter_minutes={"ru": 70})
    more = a_change("interpreter_minutes", 35, language="ru", minutes=35)
    change = answer(problem, (a_meeting("n2", at(MON, 13)),))
    assert change == a_change("accept_interpreter", 1, more, client="C1", language="ru")


def test_nobody_interprets_in_a_group_with_a_language_of_its_own() -> None:
    need = a_need(group="g1", language="ru")
    problem = a_problem(clients=(RUSSIAN,), needs=(need,), interpreter_minutes={"ru": 600})
    assert answer(problem).kind == "change.hire"
