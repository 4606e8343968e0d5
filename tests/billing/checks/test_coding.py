from typing import Any

import pytest

from billing.books import REFERRALS, SERVICES, Known
from billing.tables import NO_DAY
from domain.caps import GroupSize
from domain.programme import components
from tests.billing.checks.given import (
    ASKS_PLAN,
    DAY,
    EXCLUDED,
    INCLUDED,
    INCLUDING,
    PLAIN,
    PROGRAMME,
    RESIDUAL,
    UNPAID,
    books_of,
    meeting,
    some,
    told,
    unpriced,
)


def crisis(number: int, **facts: Any) -> dict[str, Any]:
    return meeting(number, **{"component": RESIDUAL, "planned": False, **facts})


def test_a_crisis_that_was_planned_was_none() -> None:
    assert told(books_of(crisis(1, planned=True))) == [("C01", "L1", 4000, 60)]
    assert told(books_of(crisis(1))) == []


@pytest.mark.parametrize(("days", "kinds"), [(2, []), (3, ["C01"])])
def test_a_crisis_booked_more_than_two_days_ahead_was_none(days: int, kinds: list[str]) -> None:
    assert [one[0] for one in told(books_of(crisis(1, booked=DAY - days)))] == kinds


@pytest.mark.parametrize(("weeks", "count"), [(2, 0), (3, 3)])
def test_a_crisis_of_three_weeks_on_one_weekday_and_time_is_a_habit(weeks: int, count: int) -> None:
    weekly = [crisis(k, day=DAY + 7 * k, start=600 + k) for k in range(weeks)]
    found = told(books_of(*weekly, crisis(9, day=DAY + 1), crisis(8, client="C2", day=DAY + 14)))
    assert [one[0] for one in found] == ["C01"] * count


def test_another_time_of_the_day_makes_no_habit() -> None:
    hours = [crisis(k, day=DAY + 7 * k, start=600 + 60 * k) for k in range(3)]
    assert told(books_of(*hours)) == []


@pytest.mark.parametrize(
    ("planned", "kinds"), [(NO_DAY, ["C02"]), (DAY + 1, ["C02"]), (DAY, []), (DAY - 9, [])]
)
def test_what_asks_for_a_plan_comes_after_it(planned: int, kinds: list[str]) -> None:
    referral = {
        "referral": "R1",
        "client": "C1",
        "programme": components()[ASKS_PLAN][0].id,
        "first": 1,
        "last": DAY + 99,
        "closed": NO_DAY,
        "granted": 0,
        "planned": planned,
    }
    known = Known(referrals=some(REFERRALS, referral))
    found = told(books_of(meeting(1, component=ASKS_PLAN)), known)
    assert [one[0] for one in found] == kinds


def test_support_that_is_inside_another_component_of_the_day_is_told() -> None:
    outer = meeting(1, component=INCLUDING, start=480)
    inner = meeting(2, component=INCLUDED)
    assert told(books_of(outer, inner)) == [("C03", "L2", 4000, 60)]
    assert told(books_of(outer, {**inner, "day": DAY + 1, "begun": (DAY + 1) * 1440})) == []
    assert told(books_of(outer, meeting(2, component=INCLUDED, client="C2"))) == []


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ({}, ["C04"]),
        ({"last": DAY - 1}, []),
        ({"first": DAY + 1}, []),
        ({"client": "C2"}, []),
        ({"kind": "gardening"}, []),
    ],
)
def test_a_service_of_another_system_beside_ours_is_told(
    facts: dict[str, Any], kinds: list[str]
) -> None:
    service = {"client": "C1", "kind": EXCLUDED, "first": DAY, "last": DAY, **facts}
    found = told(books_of(meeting(1, component=PLAIN)), Known(services=some(SERVICES, service)))
    assert [one[0] for one in found] == kinds


def test_an_unpaid_role_on_an_invoice_is_told_with_all_its_cents() -> None:
    books = unpriced(books_of(meeting(1, component=UNPAID)), "L1")
    assert told(books) == [("C05", "L1", 4000, 60)]


def test_a_group_of_a_size_that_the_programme_does_not_have_is_told() -> None:
    sized = [
        (name, cap)
        for name, (programme, part) in components().items()
        for cap in (*programme.caps, *part.caps)
        if isinstance(cap, GroupSize) and part.paid
    ]
    for name, cap in sized:
        for present, kinds in ((cap.smallest, 0), (cap.smallest - 1, 1), (cap.largest + 1, 1)):
            group = meeting(1, component=name, activity="group", present=present)
            found = [one for one in told(books_of(group)) if one[0] == "C06"]
            assert len(found) == kinds, (name, present)


def test_a_meeting_of_the_programme_named_here_is_of_that_programme() -> None:
    assert components()[PLAIN][0].id == PROGRAMME
