"""Ceilings by hand: units of a referral, a hard month, twelve months of a calendar year."""

from datetime import date, timedelta

from billing.month import Month
from domain.caps import Cap, EurosPerCalendarYear, EurosPerMonth, UnitsPerReferral
from domain.programme import programmes
from domain.referral import Extension, Referral, Used
from tests.billing.invented import (
    NOVEMBER,
    SINCE,
    component,
    met,
    price,
    priced,
    programme,
    terms_of,
)
from tests.oracle.money import Row

DAY = timedelta(days=1)
TEN_HOURS = UnitsPerReferral(
    kind="units_per_referral",
    units=10,
    unit_minutes=45,
    may_extend=True,
    since=SINCE,
    source="invented",
)
MONTH = EurosPerMonth(kind="euros_per_month", cents=10_000, since=SINCE, source="invented")
YEAR = EurosPerCalendarYear(
    kind="euros_per_calendar_year", month_cents=30_500, since=SINCE, source="invented"
)


def referral(name: str = "r1", client: str = "anu", *more: Extension) -> Referral:
    return Referral(id=name, programme="care", client=client, on=SINCE, extensions=more)


def month_of(
    rows: list[Row],
    caps: tuple[Cap, ...],
    known: tuple[Referral, ...] = (referral(),),
    used: tuple[Used, ...] = (),
    cents: int = 4_500,
) -> Month:
    care = programme("care", [component("talks", caps), component("walks")])
    listed = [price("talks", cents, 45), price("walks", cents, 45)]
    return priced(rows, terms_of([care], listed), known, used)


def column(month: Month, name: str) -> list[int]:
    return [int(value) for value in month.priced[name].tolist()]


def days(n: int, minutes: int = 90) -> list[Row]:
    return [met(f"M{k}/anu", NOVEMBER + k * DAY, minutes=minutes) for k in range(n)]


def test_ten_academic_hours_are_450_minutes_and_no_more() -> None:
    month = month_of(days(6), (TEN_HOURS,))
    assert column(month, "granted") == [90, 90, 90, 90, 90, 0]
    assert column(month, "over_units") == [0, 0, 0, 0, 0, 9_000]


def test_the_crossing_meeting_is_split_at_the_minute() -> None:
    month = month_of(days(5, 100), (TEN_HOURS,), cents=3_511)
    assert column(month, "granted") == [100, 100, 100, 100, 50]
    assert column(month, "full")[-1] == 7_802
    assert column(month, "net")[-1] == 3_901
    assert column(month, "over_units")[-1] == 7_802 - 3_901


def test_units_are_counted_over_months_and_providers() -> None:
    rows = [met("M1/anu", minutes=90, provider="90000002"), met("M2/anu", minutes=90, start=700)]
    used = (Used("r1", "talks", date(2026, 1, 1), 300, 1),)
    assert column(month_of(rows, (TEN_HOURS,), used=used), "granted") == [90, 60]


def test_all_that_was_given_under_a_referral_takes_its_units() -> None:
    care = programme("care", [component("talks")], (TEN_HOURS,))
    work = programme("work", [component("jobs")])
    terms = terms_of([care, work], [price("talks", 4_500, 45), price("jobs", 4_500, 45)])
    rows = [
        met("M1/anu", minutes=90, name="jobs"),
        met("M2/anu", NOVEMBER + DAY, minutes=90),
        met("M3/anu", NOVEMBER + 2 * DAY, minutes=90, name="jobs"),
    ]
    used = (Used("r1", "jobs", date(2026, 1, 1), 300, 1),)
    assert column(priced(rows, terms, (referral(),), used), "granted") == [90, 60, 90]


def test_an_extension_counts_from_its_day() -> None:
    more = Extension(4, "goals are near", "case manager", NOVEMBER + 6 * DAY)
    month = month_of(days(9), (TEN_HOURS,), (referral("r1", "anu", more),))
    assert column(month, "granted") == [90, 90, 90, 90, 90, 0, 90, 90, 0]


def test_another_referral_has_units_of_its_own_and_no_euros_of_its_own() -> None:
    rows = [
        met("M1/anu", minutes=450),
        met("M2/anu", NOVEMBER + DAY, minutes=450, referral="r2"),
        met("M3/mati", minutes=450, client="mati", referral="r3"),
    ]
    known = (referral("r1"), referral("r2"), referral("r3", "mati"))
    month = month_of(rows, (TEN_HOURS, MONTH), known, cents=1_500)
    assert column(month, "over_units") == [0, 0, 0]
    assert column(month, "over_month") == [5_000, 15_000, 5_000]


def test_a_month_is_hard_and_the_next_is_new() -> None:
    last = date(2026, 11, 30)
    rows = [
        met("M1/anu", last - DAY, minutes=60),
        met("M2/anu", last, minutes=60),
        met("M3/anu", last + DAY, minutes=60),
    ]
    month = month_of(rows, (MONTH,))
    assert column(month, "net") == [6_000, 4_000, 6_000]
    assert column(month, "over_month") == [0, 2_000, 0]


def test_a_month_may_pass_its_share_of_the_year_and_the_year_may_not() -> None:
    used = (
        Used("r1", "talks", date(2026, 1, 1), 0, 305_000),
        Used("r1", "talks", date(2025, 12, 1), 0, 999_999),
    )
    rows = [met(f"M{k}/anu", NOVEMBER + k * DAY, minutes=450) for k in range(3)]
    month = month_of(rows, (YEAR,), used=used)
    assert column(month, "net") == [45_000, 16_000, 0]
    assert column(month, "over_year") == [0, 29_000, 45_000]
    assert 305_000 + sum(column(month, "net")) == 12 * 30_500


def test_the_year_goes_by_the_local_day_of_service() -> None:
    used = (Used("r1", "talks", date(2026, 6, 1), 0, 366_000),)
    rows = [met("M1/anu", date(2026, 12, 31)), met("M2/anu", date(2027, 1, 1))]
    assert column(month_of(rows, (YEAR,), used=used), "net") == [0, 6_000]


def test_a_month_without_a_share_of_the_year_takes_nothing_from_it() -> None:
    late = YEAR.model_copy(update={"since": date(2026, 7, 1)})
    used = (
        Used("r1", "talks", date(2026, 6, 1), 0, 999_999),
        Used("r1", "talks", date(2026, 7, 1), 0, 180_000),
    )
    rows = [met("M1/anu", date(2026, 6, 30)), met("M2/anu", date(2026, 7, 1))]
    assert column(month_of(rows, (late,), used=used), "net") == [6_000, 3_000]


def test_a_family_that_was_referred_has_one_ceiling_for_all_its_members() -> None:
    rows = [
        met("M1/anu", minutes=90),
        met("M2/olev", NOVEMBER + DAY, minutes=90, client="olev"),
        met("M3/anu", NOVEMBER + 2 * DAY, minutes=90, referral="r2"),
    ]
    known = (referral("r1", "the oaks"), referral("r2", "anu"))
    assert column(month_of(rows, (MONTH,), known), "net") == [9_000, 1_000, 9_000]


def test_what_is_closed_comes_first_even_if_it_was_given_later() -> None:
    used = (Used("r1", "talks", date(2026, 12, 1), 0, 366_000),)
    assert column(month_of([met("M1/anu")], (YEAR,), used=used), "net") == [0]


def test_an_overspent_pot_lets_nothing_through_and_takes_nothing_back() -> None:
    used = (Used("r1", "talks", date(2026, 11, 1), 500, 400_000),)
    month = month_of(days(2), (TEN_HOURS, MONTH, YEAR), used=used)
    assert column(month, "net") == [0, 0]
    assert column(month, "over_units") == column(month, "full") == [9_000, 9_000]


def test_two_overspent_pots_that_cross_take_nothing_back() -> None:
    used = (Used("r1", "talks", date(2026, 11, 1), 0, 400_000),)
    month = month_of(days(2), (MONTH, YEAR), used=used)
    assert column(month, "net") == [0, 0]
    assert column(month, "over_month") == [9_000, 9_000]


def test_a_pot_that_is_a_cent_or_a_minute_too_small_cuts_just_that() -> None:
    used = (Used("r1", "talks", date(2026, 11, 1), 361, 1_001),)
    assert column(month_of(days(1), (TEN_HOURS,), used=used), "granted") == [89]
    assert column(month_of(days(1), (MONTH,), used=used), "net") == [8_999]


def test_an_earlier_day_comes_before_an_earlier_hour_and_that_before_a_name() -> None:
    rows = [
        met("M1/anu", NOVEMBER + DAY, 540, 90),
        met("M2/anu", NOVEMBER, 900, 90),
        met("M3/anu", NOVEMBER, 600, 90),
    ]
    used = (Used("r1", "talks", date(2026, 1, 1), 300, 1),)
    assert column(month_of(rows, (TEN_HOURS,), used=used), "granted") == [0, 60, 90]


def test_lines_at_one_time_are_served_by_their_names() -> None:
    rows = [met("M2/anu", minutes=90), met("M1/anu", minutes=90)]
    used = (Used("r1", "talks", date(2026, 1, 1), 350, 1),)
    assert column(month_of(rows, (TEN_HOURS,), used=used), "granted") == [10, 90]


def test_another_component_has_no_part_in_a_components_ceiling() -> None:
    rows = [met("M1/anu", minutes=450, name="walks"), met("M2/anu", NOVEMBER + DAY, minutes=450)]
    assert column(month_of(rows, (TEN_HOURS, MONTH)), "net") == [45_000, 10_000]


def test_two_full_pots_that_cross_are_served_together() -> None:
    caps = (
        EurosPerMonth(kind="euros_per_month", cents=5_000, since=SINCE, source="invented"),
        EurosPerCalendarYear(
            kind="euros_per_calendar_year", month_cents=1_000, since=SINCE, source="invented"
        ),
    )
    rows = [
        met("M1/anu", date(2026, 10, 5), minutes=45),
        met("M2/anu", date(2026, 10, 6), minutes=45),
        met("M3/anu", date(2026, 11, 5), minutes=45),
        met("M4/anu", date(2026, 12, 5), minutes=45),
    ]
    month = month_of(rows, caps)
    assert column(month, "net") == [4_500, 500, 4_500, 2_500]
    assert column(month, "over_month") == [0, 4_000, 0, 0]
    assert column(month, "over_year") == [0, 0, 0, 2_000]


def test_a_pot_that_is_not_full_cuts_nobody() -> None:
    month = month_of(days(5), (TEN_HOURS, YEAR))
    assert column(month, "net") == column(month, "full") == [9_000] * 5


def test_a_line_without_a_referral_meets_the_ceilings_of_its_client_alone() -> None:
    rows = [
        met("M1/anu", minutes=900, referral=""),
        met("M2/anu", NOVEMBER + DAY, minutes=90, referral=""),
    ]
    month = month_of(rows, (TEN_HOURS, MONTH))
    assert column(month, "granted") == [900, 90]
    assert column(month, "net") == [10_000, 0]


def test_the_ceilings_of_the_house_are_met() -> None:
    known = programmes()
    capped = [p for p in known.values() if any(isinstance(c, UnitsPerReferral) for c in p.caps)]
    (programme_,) = capped
    part = programme_.components[0]
    held = [met(f"M{k}/anu", NOVEMBER + k * DAY, minutes=90, name=part.id) for k in range(6)]
    terms = terms_of(list(known.values()), [price(part.id, 3_000, 45)])
    one = Referral(id="r1", programme=programme_.id, client="anu", on=SINCE)
    month = priced(held, terms, (one,))
    assert sum(column(month, "granted")) == 450
    assert month.totals.over_units == 6_000
