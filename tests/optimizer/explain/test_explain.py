"""What is said of a need left out: counts, who is nearest, and nothing is disturbed by asking."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from time import process_time
from typing import Any

import pytest

from api.sample import sample
from domain.people import Absence, Role
from domain.session import Meeting, Use, Window
from optimizer import explain
from optimizer.board import Board
from optimizer.build import build_problem
from optimizer.choices import choices_of, meetings_of
from optimizer.construct import construct
from optimizer.explain import NEAREST, explain_left_out
from optimizer.policy import default_policy
from optimizer.problem import Budget, Problem
from optimizer.why import Candidate, Counted, Obstacle, Why
from tests.optimizer.builders import (
    MON,
    SAT,
    TUE,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_travel,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.engines import columns_of, small_columns
from tests.optimizer.problems import small_policy, small_problem

MONDAY = date(2026, 11, 23)
TEN = (Window(at(MON, 10), at(MON, 10)),)


def why_of(problem: Problem, meetings: Sequence[Meeting] = (), need: str = "n1") -> Why:
    """What is said of one need."""
    (why,) = explain_left_out(problem, default_policy(), meetings, [need])
    return why


def test_each_worker_is_counted_under_the_first_rule_that_is_missed() -> None:
    workers = (
        a_worker("w1", roles=frozenset({Role.MENTOR}), languages=()),
        a_worker("w2", languages=(), reach_minutes=0),
        a_worker("w3", languages=()),
        a_worker("w4", shifts=shifts(weekdays=[TUE])),
        a_worker("w5"),
    )
    needs = (a_need(windows=TEN), a_need("n2", clients=("c2",), windows=TEN))
    problem = a_problem(workers=workers, needs=needs, clients=(a_client(), a_client("c2")))
    why = why_of(problem, (a_meeting("n2", workers=["w5"]),))
    assert why.workers == 5
    assert why.removed == (
        Counted("role_fits", 1),
        Counted("common_language", 2),
        Counted("shift", 1),
    )
    assert why.blocked == (Counted("worker_free", 1),)
    assert why.refused_days == ()


def test_the_hardest_seat_of_a_team_is_counted() -> None:
    seats = (a_seat(), a_seat(roles=frozenset({Role.SPECIALIST})))
    both = frozenset({Role.SPECIALIST, Role.PEER_COUNSELLOR})
    workers = (a_worker("w1"), a_worker("w2"), a_worker("w3", roles=both))
    why = why_of(a_problem(needs=(a_need(seats=seats),), workers=workers))
    assert why.removed == (Counted("role_fits", 2),)
    assert why.change is None


def test_days_are_counted_under_the_first_rule_that_refuses_them() -> None:
    windows = tuple(Window(at(day, 10), at(day, 12)) for day in (MON, TUE, SAT))
    need = a_need(windows=windows, opens=date(2026, 11, 24), closes=date(2026, 11, 27))
    away = (Absence("c1", MONDAY, date(2026, 11, 24)),)
    why = why_of(a_problem(needs=(need,), absences=away))
    assert why.refused_days == (Counted("within_referral", 2), Counted("client_present", 1))


def test_a_need_without_a_day_blames_the_days_and_no_shift() -> None:
    workers = (a_worker(), a_worker("w2", languages=()))
    why = why_of(a_problem(workers=workers, holidays=frozenset({MONDAY})))
    assert why.refused_days == (Counted("public_holiday", 1),)
    assert why.removed == (Counted("common_language", 1),)
    assert why.blocked == ()


def test_obstacles_are_about_whoever_has_them() -> None:
    need = a_need(clients=("c1", "c2"), uses=(Use("b", 60),), windows=TEN)
    problem = a_problem(
        needs=(need,),
        clients=(a_client(), a_client("c2")),
        workers=(a_worker(day_minutes=45), a_worker("w2", languages=())),
        budgets=(Budget("b", "units_left", "c1", 50),),
    )
    why = why_of(problem)
    assert why.nearest == (
        Candidate(("w2",), None, (Obstacle("common_language", "w2", 2),)),
        Candidate(
            ("w1",),
            at(MON, 10),
            (Obstacle("units_left", "c1, c2", 10), Obstacle("worker_day_minutes", "w1", 15)),
        ),
    )


def test_a_group_is_named_by_its_id() -> None:
    need = a_need(group="g7", language="et", uses=(Use("b", 60),), windows=TEN)
    problem = a_problem(needs=(need,), budgets=(Budget("b", "units_left", "c1", 0),))
    (near,) = why_of(problem).nearest
    assert near.obstacles == (Obstacle("units_left", "g7", 60),)


def test_so_many_are_named_and_each_once() -> None:
    workers = tuple(a_worker(f"w{i}", day_minutes=60 - i) for i in range(1, 7))
    why = why_of(a_problem(workers=workers))
    assert [near.workers for near in why.nearest] == [("w1",), ("w2",), ("w3",)]
    assert len(why.nearest) == NEAREST


def test_what_could_be_held_at_once_asks_for_no_change() -> None:
    why = why_of(a_problem())
    assert why.change is None
    assert why.nearest == (Candidate(("w1",), at(MON, 10), ()),)


def test_a_need_that_is_served_is_looked_at_as_if_it_were_not() -> None:
    held = (a_meeting(start=at(MON, 11)),)
    assert why_of(a_problem(), held) == why_of(a_problem())


def test_without_names_every_need_left_out_is_explained_in_order() -> None:
    needs = tuple(a_need(f"n{i}", clients=(f"c{i}",), windows=TEN) for i in (1, 2, 3))
    clients = tuple(a_client(f"c{i}") for i in (1, 2, 3))
    problem = a_problem(needs=needs, clients=clients)
    found = explain_left_out(problem, default_policy(), (a_meeting("n2"),))
    assert [why.need for why in found] == ["n1", "n3"]
    again = explain_left_out(problem, default_policy(), (a_meeting("n2"),), ["n3", "n1"])
    assert again == found[::-1]


def test_an_unknown_need_is_a_programmers_error() -> None:
    with pytest.raises(KeyError):
        why_of(a_problem(), need="n9")


@pytest.mark.parametrize("seed", range(0, 60, 2))
def test_asking_leaves_the_roster_as_it_is(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    boards: list[Board] = []

    def laid_out(c: Any) -> Board:
        boards.append(Board(c))
        return boards[-1]

    monkeypatch.setattr(explain, "Board", laid_out)
    c, problem, policy = small_columns(seed), small_problem(seed), small_policy(seed)
    meetings = meetings_of(c, construct(c))
    explain_left_out(problem, policy, meetings, [need.id for need in problem.needs])
    (after,) = boards
    before = Board(after.c)
    before.put_all(choices_of(after.c, meetings))
    assert after.count == before.count
    assert after.chosen.start.tolist() == before.chosen.start.tolist()
    assert after.chosen.pair.tolist() == before.chosen.pair.tolist()
    for one, other in (
        (after.bonds, before.bonds),
        (after.routes, before.routes),
        (after.diary, before.diary),
    ):
        assert {k: v for k, v in one.items() if v} == {k: v for k, v in other.items() if v}


@pytest.mark.parametrize(
    "problem",
    [
        a_problem(workers=()),
        a_problem(workers=(), needs=(a_need(place=None),), travel=a_travel((), ())),
        a_problem(needs=(a_need(windows=()),)),
        a_problem(needs=(a_need(windows=(), pinned_workers=("w1",)),)),
        a_problem(needs=(a_need(place=None, minutes=2_000),)),
        a_problem(needs=(a_need(seats=(a_seat(), a_seat(), a_seat())),)),
        a_problem(needs=(a_need(group="g1", language="ru"),)),
        a_problem(needs=(a_need(group="g1", smallest=9),)),
        a_problem(clients=(a_client(languages=()),)),
        a_problem(clients=(a_client(languages=(), themes=frozenset(), interpreter=True),)),
        a_problem(needs=(a_need(minutes=700),)),
        a_problem(needs=(a_need(uses=(Use("gone", 60),), place="island"),)),
        a_problem(needs=(a_need(pinned_start=at(MON, 23, 59)),)),
    ],
)
def test_nothing_that_is_missing_is_too_little_to_explain(problem: Problem) -> None:
    why = why_of(problem)
    assert why.change is not None
    assert why.workers == len(problem.workers)


def test_a_week_without_clients_has_nothing_to_explain() -> None:
    problem = a_problem(clients=(), needs=(), workers=())
    assert explain_left_out(problem, default_policy(), ()) == ()


def test_meetings_that_no_engine_may_choose_are_looked_past() -> None:
    problem = replace(a_problem(), needs=(a_need(), a_need("n2")))
    odd = (a_meeting("n2", at(SAT, 3)), a_meeting("gone"), a_meeting("n2", workers=["w1", "w2"]))
    assert why_of(problem, odd).change is None


def test_a_providers_week_is_explained_in_moments() -> None:
    problem, _ = build_problem(sample("provider", MONDAY), MONDAY)
    c = columns_of(problem)
    meetings = meetings_of(c, construct(c))
    left_out = len(problem.needs) - len(meetings)
    assert left_out > 5
    began = process_time()
    found = explain_left_out(problem, default_policy(), meetings)
    assert process_time() - began < 5
    assert len(found) == left_out
