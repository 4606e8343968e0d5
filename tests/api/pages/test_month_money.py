"""Money in columns, as people of each language write it and as they type it."""

import pytest

from api.pages.months.close import cents_of
from api.pages.months.kind_names import KIND_NAMES, VERDICT_NAMES
from api.pages.months.money import write_cents, write_difference
from billing.decisions import Verdict
from billing.kinds import RIGHT, Kind

SPACE, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


def test_cents_are_written_with_the_marks_of_the_language() -> None:
    assert write_cents("et", 4_831_250) == f"48{SPACE}312,50"
    assert write_cents("ru", -5) == f"{MINUS}0,05"
    assert write_cents("en", 123_456_789) == "1,234,567.89"


def test_a_difference_shows_its_sign_whichever_it_is() -> None:
    told = [write_difference("et", cents) for cents in (36_347, -1, 0)]
    assert told == ["+363,47", f"{MINUS}0,01", "0,00"]


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12", 1200), ("12,5", 1250), ("+0.05", 5), ("-3,40", -340), (f"{MINUS}1", -100)],
)
def test_euros_as_they_are_typed_are_whole_cents(typed: str, cents: int) -> None:
    assert cents_of(typed) == cents


def test_every_kind_of_result_and_every_decision_has_a_name() -> None:
    assert set(KIND_NAMES) == {one.value for one in Kind} - {one.value for one in RIGHT}
    assert set(VERDICT_NAMES) == {one.value for one in Verdict}
