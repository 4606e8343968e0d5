"""The oracle against figures worked out by hand: the whole, a meeting, a need and a day."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.people import Absence
from domain.referral import ParallelService
from domain.session import Meeting, Need, Window
from optimizer.policy import default_policy
from tests.optimizer.builders import (
    FRI,
    MON,
    MONDAY,
    SAT,
    THU,
    TUE,
    WED,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
)
from tests.oracle import RULES, judge

POLICY = default_policy()
RULES_PAGE = Path(__file__).parent.parent / "docs" / "reference" / "rules.md"
HOUSE = "state_rehabilitation"


def missed_by(rule: str, need: Need, meeting: Meeting, **changes: Any) -> int:
    problem = a_problem(needs=(need,), **changes)
    return judge(problem, POLICY, [meeting]).missed[rule]


def test_the_default_meeting_misses_nothing() -> None:
    verdict = judge(a_problem(), POLICY, [a_meeting()])
    assert set(verdict.missed.values()) == {0}
    assert verdict.faults == {}
    assert verdict.cost == 0


def test_the_oracle_speaks_of_the_rules_of_the_page_and_no_others() -> None:
    named = re.findall(r"^\| `(\w+)` \|", RULES_PAGE.read_text("utf-8"), flags=re.MULTILINE)
    assert sorted(RULES) == sorted(named)


def test_rules_with_a_price_cost_and_rules_without_one_are_faults() -> None:
    worker = a_worker(home="near", excluded=frozenset({"c1"}))
    verdict = judge(a_problem(workers=(worker,)), POLICY, [a_meeting()])
    assert verdict.missed["travel"] == 20
    assert verdict.faults == {"not_excluded": 1}
    assert verdict.cost == 20


def test_an_unknown_need_or_worker_is_a_key_error() -> None:
    for meeting in (a_meeting("other"), a_meeting(workers=["other"])):
        with pytest.raises(KeyError):
            judge(a_problem(), POLICY, [meeting])


@pytest.mark.parametrize(
    ("workers", "missed"),
    [
        (["w1", "w2"], 0),
        (["w1"], 1),
        ([], 2),
        (["w1", "w2", "w3"], 1),
        (["w1", "w1"], 1),
        (["w1", "w1", "w1"], 3),
    ],
)
def test_a_full_team_has_every_seat_filled_by_somebody_else(
    workers: list[str], missed: int
) -> None:
    people = tuple(a_worker(w) for w in ("w1", "w2", "w3"))
    need = a_need(seats=(a_seat(), a_seat()))
    assert missed_by("full_team", need, a_meeting(workers=workers), workers=people) == missed


def test_a_need_served_three_times_is_served_twice_too_often() -> None:
    verdict = judge(a_problem(), POLICY, [a_meeting()] * 3)
    assert verdict.faults["served_once"] == 2


@pytest.mark.parametrize(
    ("start", "pinned", "missed"),
    [
        (at(MON, 10), None, 0),
        (at(MON, 12), None, 0),
        (at(MON, 10, 1), None, 1),
        (at(MON, 9, 55), None, 1),
        (at(MON, 12, 5), None, 1),
        (at(TUE, 10), None, 1),
        (at(MON, 10), at(MON, 11), 1),
        (at(MON, 14), at(MON, 14), 0),
        (at(MON, 14, 2), at(MON, 14, 2), 0),
    ],
)
def test_a_start_lies_on_the_grid_in_a_window_or_at_the_pin(
    start: int, pinned: int | None, missed: int
) -> None:
    need = a_need(pinned_start=pinned)
    assert missed_by("start_allowed", need, a_meeting(start=start)) == missed


def test_a_pinned_start_is_kept_or_missed_once() -> None:
    need = a_need(pinned_start=at(MON, 10))
    assert missed_by("pinned_start", need, a_meeting(start=at(MON, 10))) == 0
    assert missed_by("pinned_start", need, a_meeting(start=at(MON, 11))) == 1
    assert missed_by("pinned_start", a_need(), a_meeting(start=at(MON, 11))) == 0


@pytest.mark.parametrize(
    ("priority", "deadline", "missed"),
    [
        (1, None, 1),
        (3, None, 4),
        (1, MONDAY + timedelta(days=6), 3),
        (4, MONDAY - timedelta(days=30), 24),
        (2, MONDAY + timedelta(days=7), 2),
    ],
)
def test_a_need_left_out_weighs_by_priority_and_deadline(
    priority: int, deadline: date | None, missed: int
) -> None:
    problem = a_problem(needs=(a_need(priority=priority, deadline=deadline), a_need("n2")))
    assert judge(problem, POLICY, [a_meeting("n2")]).missed["wanted_meeting"] == missed


@pytest.mark.parametrize(
    ("opens", "closes", "missed"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY + timedelta(days=1), None, 1),
        (None, MONDAY - timedelta(days=1), 1),
        (MONDAY + timedelta(days=1), MONDAY - timedelta(days=1), 1),
    ],
)
def test_a_meeting_lies_within_its_referral(
    opens: date | None, closes: date | None, missed: int
) -> None:
    need = a_need(opens=opens, closes=closes)
    assert missed_by("within_referral", need, a_meeting()) == missed


TWO = (a_client("c1"), a_client("c2"))
AWAY = (Absence("c1", MONDAY, MONDAY), Absence("c2", MONDAY - timedelta(days=3), MONDAY))


@pytest.mark.parametrize(("group", "weekday", "missed"), [(None, 0, 2), (None, 1, 0), ("g", 0, 0)])
def test_clients_who_are_away_are_counted_outside_groups(
    group: str | None, weekday: int, missed: int
) -> None:
    need = a_need(clients=("c1", "c2"), group=group)
    meeting = a_meeting(start=at(weekday, 10))
    assert missed_by("client_present", need, meeting, clients=TWO, absences=AWAY) == missed


@pytest.mark.parametrize(("weekday", "smallest", "missed"), [(0, 3, 3), (1, 3, 1), (1, 2, 0)])
def test_a_group_counts_the_members_who_are_there(weekday: int, smallest: int, missed: int) -> None:
    need = a_need(clients=("c1", "c2"), group="g", smallest=smallest)
    meeting = a_meeting(start=at(weekday, 10))
    assert missed_by("group_size", need, meeting, clients=TWO, absences=AWAY) == missed


@pytest.mark.parametrize(
    ("services", "missed"),
    [
        ((ParallelService("c1", HOUSE, MONDAY),), 1),
        ((ParallelService("c1", HOUSE, MONDAY, MONDAY), ParallelService("c2", HOUSE, MONDAY)), 2),
        ((ParallelService("c1", HOUSE, MONDAY), ParallelService("c1", HOUSE, MONDAY)), 1),
        ((ParallelService("c1", HOUSE, MONDAY + timedelta(days=1)),), 0),
        ((ParallelService("c1", HOUSE, date(2026, 1, 1), MONDAY - timedelta(days=1)),), 0),
        ((ParallelService("c1", "another", MONDAY),), 0),
        ((ParallelService("c9", HOUSE, MONDAY),), 0),
    ],
)
def test_clients_with_an_excluded_service_that_day_are_counted(
    services: tuple[ParallelService, ...], missed: int
) -> None:
    need = a_need(clients=("c1", "c2"), excludes=(HOUSE,))
    found = missed_by("no_parallel_service", need, a_meeting(), clients=TWO, parallel=services)
    assert found == missed


def test_a_meeting_waits_for_its_action_plan() -> None:
    assert missed_by("after_plan", a_need(planned_from=MONDAY), a_meeting()) == 0
    tomorrow = MONDAY + timedelta(days=1)
    assert missed_by("after_plan", a_need(planned_from=tomorrow), a_meeting()) == 1
    assert missed_by("after_plan", a_need(plan_owed=True), a_meeting()) == 1


def test_nobody_meets_on_a_public_holiday() -> None:
    days = frozenset({MONDAY + timedelta(days=2)})
    assert missed_by("public_holiday", a_need(), a_meeting(), holidays=days) == 0
    assert missed_by("public_holiday", a_need(), a_meeting(start=at(WED, 10)), holidays=days) == 1


@pytest.mark.parametrize(
    ("deadline", "weekday", "missed"),
    [
        (MONDAY, MON, 0),
        (MONDAY, TUE, 1),
        # Tuesday; Wednesday is a holiday; Thursday, Friday; nobody works at the weekend.
        (MONDAY, SAT, 3),
        (MONDAY + timedelta(days=5), FRI, 0),
        # The Friday before: Saturday and Sunday pass, Monday is the first day late.
        (MONDAY - timedelta(days=3), MON, 1),
        # The Wednesday before: Thursday was a holiday; Friday, Monday.
        (MONDAY - timedelta(days=5), MON, 2),
        (MONDAY - timedelta(days=5), THU, 4),
    ],
)
def test_days_late_are_working_days_after_the_deadline(
    deadline: date, weekday: int, missed: int
) -> None:
    days = frozenset({MONDAY + timedelta(days=2), MONDAY - timedelta(days=4)})
    meeting = a_meeting(start=at(weekday, 10))
    need = a_need(deadline=deadline)
    assert missed_by("first_meeting_in_time", need, meeting, holidays=days) == missed


def test_a_liked_time_is_missed_where_one_is_named() -> None:
    liked, possible = Window(600, 630), Window(635, 720, liked=False)
    need = a_need(windows=(liked, possible))
    assert missed_by("liked_time", need, a_meeting(start=630)) == 0
    assert missed_by("liked_time", need, a_meeting(start=635)) == 1
    unnamed = replace(need, windows=(possible,))
    assert missed_by("liked_time", unnamed, a_meeting(start=635)) == 0


def test_a_published_meeting_keeps_its_start() -> None:
    published = {"n1": a_meeting(start=at(MON, 10))}
    kept, moved = a_meeting(start=at(MON, 10)), a_meeting(start=at(MON, 11))
    assert missed_by("published_time", a_need(), kept, published=published) == 0
    assert missed_by("published_time", a_need(), moved, published=published) == 1
    assert missed_by("published_time", a_need(), moved) == 0
