"""The calendar of Estonia against dates written down by hand, and the clock over its changes."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.clock import (
    ACADEMIC_HOUR,
    CLOCK_HOUR,
    ZONE,
    academic_minutes,
    elapsed_minutes,
    is_working_day,
    moment,
    monday_of,
    months_after,
    public_holidays,
    working_day_after,
    working_days_between,
)

HOLIDAYS = frozenset(
    date(year, month, day)
    for year, days in {
        2026: "1.1 24.2 3.4 5.4 1.5 24.5 23.6 24.6 20.8 24.12 25.12 26.12",
        2027: "1.1 24.2 26.3 28.3 1.5 16.5 23.6 24.6 20.8 24.12 25.12 26.12",
    }.items()
    for day, month in (map(int, written.split(".")) for written in days.split())
)
NORM = {
    2026: [21, 19, 22, 21, 20, 20, 23, 20, 22, 22, 21, 21],
    2027: [20, 19, 22, 22, 21, 20, 22, 21, 22, 21, 22, 22],
}
DAYS = st.dates(date(2026, 1, 1), date(2027, 11, 30))
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2036, 12, 31)).map(  # noqa: DTZ001
    lambda naive: naive.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(ZONE)
)


def last_day(year: int, month: int) -> date:
    """Last day of a month, found without the code under test."""
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def test_public_holidays_of_2026_and_2027_are_those_of_the_calendar() -> None:
    assert public_holidays(date(2026, 1, 1), date(2027, 12, 31)) == HOLIDAYS


def test_both_ends_of_a_span_of_holidays_count() -> None:
    assert public_holidays(date(2026, 12, 26), date(2027, 1, 1)) == {
        date(2026, 12, 26),
        date(2027, 1, 1),
    }
    assert public_holidays(date(2026, 12, 27), date(2026, 12, 31)) == frozenset()
    assert public_holidays(date(2027, 1, 1), date(2026, 12, 26)) == frozenset()


def test_a_day_shortened_by_three_hours_is_a_working_day() -> None:
    assert is_working_day(date(2026, 12, 23))
    assert is_working_day(date(2026, 12, 31))


def test_a_holiday_on_a_weekend_gives_no_monday_off() -> None:
    assert date(2026, 12, 26).weekday() == 5
    assert is_working_day(date(2026, 12, 28))


@pytest.mark.parametrize("year", [2026, 2027])
def test_every_month_has_the_working_days_of_the_norm(year: int) -> None:
    months = [(date(year, m, 1), last_day(year, m)) for m in range(1, 13)]
    eves = [first - timedelta(days=1) for first, _ in months]
    counted = [working_days_between(eve, last) for eve, (_, last) in zip(eves, months, strict=True)]
    assert counted == NORM[year]


@pytest.mark.parametrize(
    ("referral", "deadline"),
    [
        (date(2026, 6, 19), date(2026, 6, 30)),
        (date(2026, 12, 21), date(2026, 12, 30)),
        (date(2026, 12, 28), date(2027, 1, 5)),
        (date(2026, 11, 21), date(2026, 11, 27)),
    ],
)
def test_the_fifth_working_day_after_a_referral(referral: date, deadline: date) -> None:
    assert working_day_after(referral, 5) == deadline
    assert working_days_between(referral, deadline) == 5


@given(DAYS, st.integers(1, 20))
def test_the_nth_working_day_is_what_a_walk_through_the_calendar_finds(day: date, n: int) -> None:
    walked: list[date] = []
    tomorrow = day
    while len(walked) < n:
        tomorrow += timedelta(days=1)
        if tomorrow.strftime("%a") not in {"Sat", "Sun"} and tomorrow not in HOLIDAYS:
            walked.append(tomorrow)
    assert working_day_after(day, n) == walked[-1]
    assert working_days_between(day, walked[-1]) == n


@given(DAYS, st.integers(0, 400))
def test_no_working_day_lies_between_a_day_and_an_earlier_one(day: date, days: int) -> None:
    assert working_days_between(day, day - timedelta(days=days)) == 0


@pytest.mark.parametrize("n", [0, -1])
def test_working_days_are_counted_from_one(n: int) -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        working_day_after(date(2026, 6, 19), n)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_the_corresponding_day_is_clamped_to_its_month(day: date, months: int, found: date) -> None:
    assert months_after(day, months) == found


@given(DAYS)
def test_the_monday_of_a_day_begins_its_week(day: date) -> None:
    monday = monday_of(day)
    assert monday.strftime("%a") == "Mon"
    assert timedelta() <= day - monday < timedelta(days=7)


def test_the_monday_of_new_year_lies_in_the_old_year() -> None:
    assert monday_of(date(2027, 1, 1)) == date(2026, 12, 28)


def test_a_minute_of_the_week_is_wall_time() -> None:
    monday = date(2026, 3, 23)
    assert moment(monday, 0).isoformat() == "2026-03-23T00:00:00+02:00"
    assert moment(monday, 6 * 1440 + 150).isoformat() == "2026-03-29T02:30:00+02:00"
    assert moment(monday, 6 * 1440 + 270).isoformat() == "2026-03-29T04:30:00+03:00"
    assert moment(monday, -1).isoformat() == "2026-03-22T23:59:00+02:00"
    assert moment(monday, 7 * 1440).isoformat() == "2026-03-30T00:00:00+03:00"


def test_a_week_begins_on_monday() -> None:
    with pytest.raises(ValueError, match="2026-03-24 is no Monday"):
        moment(date(2026, 3, 24), 0)


def test_the_night_of_spring_is_an_hour_short() -> None:
    sunday = 6 * 1440
    start, end = (moment(date(2026, 3, 23), sunday + minute) for minute in (150, 270))
    assert elapsed_minutes(start, end) == 60
    assert elapsed_minutes(end, start) == -60


def test_the_night_of_autumn_is_an_hour_long() -> None:
    sunday = 6 * 1440
    start, end = (moment(date(2026, 10, 19), sunday + minute) for minute in (150, 270))
    assert elapsed_minutes(start, end) == 180


def test_the_two_weeks_of_the_clock_changes_differ_by_an_hour_from_the_others() -> None:
    mondays = [date(2026, 1, 5) + timedelta(weeks=week) for week in range(53)]
    weeks = [
        elapsed_minutes(moment(this, 0), moment(following, 0))
        for this, following in pairwise(mondays)
    ]
    assert weeks[mondays.index(date(2026, 3, 23))] == 10_080 - 60
    assert weeks[mondays.index(date(2026, 10, 19))] == 10_080 + 60
    assert weeks.count(10_080) == 50


@given(INSTANTS, INSTANTS, INSTANTS)
def test_elapsed_time_adds_up(one: datetime, two: datetime, three: datetime) -> None:
    assert elapsed_minutes(one, two) + elapsed_minutes(two, three) == elapsed_minutes(one, three)
    assert elapsed_minutes(one, two) == -elapsed_minutes(two, one)


@given(INSTANTS, st.integers(0, 20_000))
def test_elapsed_time_is_the_same_in_every_zone(start: datetime, minutes: int) -> None:
    end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZoneInfo("Asia/Tokyo"))
    assert elapsed_minutes(start, end) == minutes


def test_an_instant_without_a_zone_is_refused() -> None:
    aware = moment(date(2026, 3, 23), 0)
    naive = aware.replace(tzinfo=None)
    for start, end in ((naive, aware), (aware, naive)):
        with pytest.raises(ValueError, match="names no time zone"):
            elapsed_minutes(start, end)


def test_part_of_a_minute_is_refused_rather_than_rounded() -> None:
    start = moment(date(2026, 3, 23), 0)
    with pytest.raises(ValueError, match="whole number of minutes"):
        elapsed_minutes(start, start + timedelta(seconds=90))
    half = start + timedelta(seconds=30)
    assert elapsed_minutes(half, half + timedelta(minutes=2)) == 2


def test_ten_academic_hours_are_450_minutes() -> None:
    assert academic_minutes(10) == 450
    assert (ACADEMIC_HOUR, CLOCK_HOUR) == (45, 60)


def test_hours_are_never_floats() -> None:
    with pytest.raises(TypeError, match=r"not 7\.5"):
        academic_minutes(7.5)  # type: ignore[arg-type]
