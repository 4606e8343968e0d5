"""When a ceiling is used up: the likely day between those of the fastest and the slowest month."""

from datetime import date

from billing.forecast import RunsOut, forecast

NOVEMBER_30 = date(2026, 11, 30)


def test_what_one_month_takes_lasts_for_as_many_months_as_it_goes_into_what_is_left() -> None:
    found = forecast(60_000, [30_000], NOVEMBER_30)
    assert found == RunsOut(date(2027, 1, 29), date(2027, 1, 29), date(2027, 1, 29))


def test_the_likely_day_lies_between_the_days_of_the_fastest_and_the_slowest_month() -> None:
    found = forecast(30_000, [20_000, 10_000], NOVEMBER_30)
    assert found is not None
    assert (found.first, found.last) == (date(2027, 1, 14), date(2027, 2, 28))
    assert found.likely == date(2027, 1, 29)


def test_months_that_took_nothing_are_no_pace_to_go_on_at() -> None:
    assert forecast(30_000, [0, 10_000, 0], NOVEMBER_30) == forecast(30_000, [10_000], NOVEMBER_30)
    assert forecast(30_000, [0, 0], NOVEMBER_30) is None
    assert forecast(30_000, [], NOVEMBER_30) is None


def test_a_part_of_a_day_is_a_day() -> None:
    many = 1_000_000
    found = forecast(1, [many], NOVEMBER_30)
    assert found is not None
    assert found.likely == date(2026, 12, 1)
    assert forecast(1, [many * 2], NOVEMBER_30) == found


def test_what_is_used_up_or_overdrawn_has_ended_already() -> None:
    for left in (0, -100):
        found = forecast(left, [10_000], NOVEMBER_30)
        assert found == RunsOut(NOVEMBER_30, NOVEMBER_30, NOVEMBER_30)


def test_a_ceiling_that_lasts_for_ever_ends_with_the_calendar() -> None:
    found = forecast(10**12, [1], NOVEMBER_30)
    assert found is not None
    assert found.likely == date.max
