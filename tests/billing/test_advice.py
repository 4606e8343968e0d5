"""Advice on a year's ceiling: a guide for the months left, a warning, the day it is used up."""

from datetime import date

from billing.advice import Advice, advise
from domain.caps import EurosPerCalendarYear
from domain.referral import Referral, Used
from tests.billing.invented import (
    SINCE,
    attended_of,
    component,
    met,
    price,
    programme,
    terms_of,
)
from tests.oracle.money import Row

YEAR = EurosPerCalendarYear(
    kind="euros_per_calendar_year", month_cents=30_500, since=SINCE, source="seed"
)
CARE = programme("care", [component("talks", (YEAR,)), component("walks")])
WHOLE = programme("all", [component("rows"), component("columns")], (YEAR,))
TERMS = terms_of([CARE, WHOLE], [price("talks", 10_000), price("rows", 10_000)])
REFERRALS = (
    Referral(id="r1", programme="care", client="anu", on=SINCE),
    Referral(id="r2", programme="all", client="mati", on=SINCE),
)
AUGUST, SEPTEMBER = date(2026, 8, 1), date(2026, 9, 1)


def told(*used: Used, planned: tuple[Row, ...] = ()) -> tuple[Advice, ...]:
    return advise(TERMS, REFERRALS, used, SEPTEMBER, attended_of(planned))


def test_the_guide_is_what_is_left_for_each_month_left() -> None:
    (one,) = told(
        Used("r1", "talks", AUGUST, 60, 166_000), Used("r1", "talks", SEPTEMBER, 60, 60_000)
    )
    assert (one.spent, one.left, one.guide) == (60_000, 140_000, 50_000)
    assert (one.client, one.component, one.pot, one.source) == (
        "anu",
        "talks",
        "anu:talks:2026",
        "seed",
    )


def test_a_warning_comes_past_five_quarters_of_the_guide_and_not_at_them() -> None:
    for spent, warns in ((62_500, False), (62_501, True)):
        (one,) = told(
            Used("r1", "talks", AUGUST, 60, 166_000), Used("r1", "talks", SEPTEMBER, 60, spent)
        )
        assert one.guide == 50_000
        assert (one.too_fast, one.warns) == (warns, warns)


def test_the_day_on_which_a_ceiling_is_used_up_is_told_from_the_plan() -> None:
    planned = tuple(met(f"M{k}/anu", date(2026, 10, 1 + k), minutes=300) for k in range(6))
    (one,) = told(Used("r1", "talks", AUGUST, 60, 266_000), planned=planned)
    assert one.used_up == date(2026, 10, 3)
    assert one.warns
    assert not one.too_fast
    (two,) = told(Used("r1", "talks", AUGUST, 60, 266_000), planned=planned[:2])
    assert two.used_up is None


def test_meetings_of_the_next_year_take_nothing_from_this_one() -> None:
    planned = tuple(met(f"M{k}/anu", date(2027, 1, 1 + k), minutes=1_440) for k in range(9))
    (one,) = told(Used("r1", "talks", AUGUST, 60, 366_000), planned=planned)
    assert (one.left, one.used_up) == (0, None)


def test_a_ceiling_of_a_programme_is_told_once_for_all_its_components() -> None:
    planned = (met("M1/mati", date(2026, 10, 5), client="mati", referral="r2", name="rows"),)
    found = told(
        Used("r2", "rows", AUGUST, 60, 200_000),
        Used("r2", "columns", SEPTEMBER, 60, 166_000),
        planned=planned,
    )
    assert [(one.pot, one.spent, one.left, one.used_up) for one in found] == [
        ("mati:all:all:2026", 166_000, 0, date(2026, 10, 5))
    ]


def test_who_has_no_ceiling_needs_no_advice() -> None:
    assert (
        told(Used("r1", "walks", SEPTEMBER, 60, 999_999), Used("rx", "talks", AUGUST, 1, 1)) == ()
    )
