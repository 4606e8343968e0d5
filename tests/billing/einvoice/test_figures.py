from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given

from billing.einvoice.figures import (
    LARGEST,
    UnreadableError,
    half_away,
    read_day,
    read_number,
    write_cents,
    write_number,
)
from billing.einvoice.tree import clean, shorten

SIZES = st.integers(-LARGEST, LARGEST)


@given(SIZES, st.sampled_from([0, 2, 4]), st.sampled_from([0, 2, 4]))
def test_what_is_written_is_read(size: int, places: int, least: int) -> None:
    text = write_number(size, places, min(least, places))
    assert read_number(text, places) == size
    assert Decimal(text) * 10**places == size


@pytest.mark.parametrize(
    ("text", "places", "size"),
    [("12.3", 2, 1230), ("-.5", 2, -50), ("+7.", 4, 70_000), ("1.10000000", 2, 110), (" 0 ", 2, 0)],
)
def test_numbers_of_xml_are_taken(text: str, places: int, size: int) -> None:
    assert read_number(text, places) == size


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not_a_number"),
        (".", "not_a_number"),
        ("1e3", "not_a_number"),
        ("NaN", "not_a_number"),
        ("1,5", "not_a_number"),
        ("1 000", "not_a_number"),
        ("٣", "not_a_number"),
        ("0.001", "decimals"),
        ("1000000000.01", "too_large"),
        ("9" * 100, "not_a_number"),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(UnreadableError) as fault:
        read_number(text, 2)
    assert fault.value.why == why


@pytest.mark.parametrize("text", ["", "2026-13-01", "01.12.2026", "20261201", "2026-12-01T00:00"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_day(text)


def test_a_zone_behind_a_day_is_left_aside() -> None:
    assert {read_day(text).isoformat() for text in ("2026-12-01Z", "2026-12-01+02:00")} == {
        "2026-12-01"
    }


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_halves_go_away_from_zero_both_ways(top: int, bottom: int) -> None:
    assert half_away(-top, bottom) == -half_away(top, bottom)
    assert abs(2 * (half_away(top, bottom) * bottom - top)) <= bottom


def test_cents_have_two_decimals() -> None:
    assert [write_cents(cents) for cents in (0, 5, -5, 123_456)] == [
        "0.00",
        "0.05",
        "-0.05",
        "1234.56",
    ]


def test_words_are_cleaned_and_shortened() -> None:
    assert clean(" a\x00\n\tb\ud800 ") == "a b"
    assert shorten("abcdefgh", 6) == "abc..."
    assert shorten("abcdef", 6) == "abcdef"
