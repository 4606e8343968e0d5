"""Amounts as people and programs write them: one meaning, or a question."""

from datetime import time, timedelta

import pytest

from api.imports.misread import Misread
from api.imports.scalars import (
    find_mark,
    read_amount,
    read_cents,
    read_duration,
    read_percent,
    read_registry_code,
    read_whole,
)
from api.imports.tables import RawCell


@pytest.mark.parametrize(
    ("raw", "cents"),
    [
        ("1 234,56", 123_456),
        ("1\u00a0234,56", 123_456),
        ("1\u202f234,56 €", 123_456),
        ("€ 1 234,56", 123_456),
        ("\u221212,50", -1_250),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1.234.567", 123_456_700),
        ("0,05", 5),
        (105.1, 10_510),
        (0.1 + 0.2, 30),
        (-5.0, -500),
        (1234, 123_400),
        (999_999_999.99, 99_999_999_999),
    ],
)
def test_an_amount_of_one_meaning_is_taken(raw: RawCell, cents: int) -> None:
    assert read_cents(raw, None) == cents


@pytest.mark.parametrize(
    ("raw", "check"),
    [
        ("1.234", "ambiguous_number"),
        ("12,345", "ambiguous_number"),
        ("-1.234", "ambiguous_number"),
        ("0,123", "not_cents"),
        ("12,3456", "not_cents"),
        (12.345, "not_cents"),
        (12.3000001, "not_cents"),
        ("NaN", "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (True, "not_a_number"),
        ("1e5", "not_a_number"),
        ("1,2,3", "not_a_number"),
        ("12,-", "not_a_number"),
        ("--5", "not_a_number"),
        (1e308, "too_large"),
        (-1e308, "too_large"),
        (1e12, "too_large"),
    ],
)
def test_an_amount_of_two_meanings_or_none_is_asked_about(raw: RawCell, check: str) -> None:
    found = read_cents(raw, None)
    assert isinstance(found, Misread)
    assert found.check == check


def test_the_column_decides_what_three_decimals_mean() -> None:
    assert find_mark(["1.234", "12,50"]) == ","
    assert find_mark(["1.234", "12.5"]) == "."
    assert find_mark(["1.234", "5"]) is None
    assert find_mark(["12,50", "12.50"]) is None
    assert find_mark(["1.234,50"]) == ","
    assert find_mark(["0,123"]) == ","
    assert read_cents("1.234", None, mark=",") == 123_400
    assert read_cents("1,234", None, mark=".") == 123_400
    assert read_amount("1,234", 4, (None, None), ",") == 12_340


def test_both_readings_of_an_ambiguous_amount_are_shown() -> None:
    found = read_cents("1.234", None)
    assert isinstance(found, Misread)
    assert found.expected == "1234 / 1,23"


def test_a_share_is_in_hundredths_of_a_percent() -> None:
    assert read_percent("24 %") == read_percent(24.0) == read_percent("24,00") == 2_400
    assert isinstance(read_percent("101"), Misread)
    assert isinstance(read_percent("-1"), Misread)


@pytest.mark.parametrize(
    ("raw", "minutes"),
    [("90", 90), (90.0, 90), ("1:30", 90), (time(1, 30), 90), (timedelta(minutes=90), 90)],
)
def test_a_length_of_time_is_whole_minutes(raw: RawCell, minutes: int) -> None:
    assert read_duration(raw, 0, 1440) == minutes


@pytest.mark.parametrize("raw", ["-90", "1:75", 90.5, "25:00", 1e308, float("nan"), "1,5 h"])
def test_no_length_of_time_is_guessed(raw: RawCell) -> None:
    assert isinstance(read_duration(raw, 0, 1440), Misread)


def test_a_figure_beyond_every_column_is_too_large() -> None:
    found = read_whole(1e308, 0, None)
    assert isinstance(found, Misread)
    assert found.check == "too_large"


def test_a_registry_code_keeps_its_zeros() -> None:
    assert read_registry_code("01234567") == "01234567"
    assert read_registry_code(80_123_456.0) == "80123456"
    for raw in (1_234_567.0, "1234567", "EE80123456", "801234567"):
        assert isinstance(read_registry_code(raw), Misread)
