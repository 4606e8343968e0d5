"""The second factor: the standard's codes, a step to either side, and no step twice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.security.second_factor import address_for_telephone, new_shared_secret, step_of_code

STANDARD = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The secret of the examples in RFC 6238, appendix B."""


def at(seconds: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert step_of_code(STANDARD, code, at(seconds), 0) == seconds // 30


@pytest.mark.parametrize(("aside", "taken"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_a_clock_may_be_a_step_off_and_no_more(aside: int, taken: bool) -> None:  # noqa: FBT001
    assert (step_of_code(STANDARD, "005924", at(1234567890 + aside), 0) is not None) is taken


def test_a_code_opens_for_ninety_seconds_at_most() -> None:
    begins = 1234567890 // 30 * 30
    taken = [
        second
        for second in range(begins - 200, begins + 200)
        if step_of_code(STANDARD, "005924", at(second), 0) is not None
    ]
    assert taken == list(range(begins - 30, begins + 60))


def test_a_step_serves_once() -> None:
    step = step_of_code(STANDARD, "005924", at(1234567890), 0)
    assert step is not None
    assert step_of_code(STANDARD, "005924", at(1234567890), step) is None
    assert step_of_code(STANDARD, "005924", at(1234567890), step - 1) == step


def test_figures_may_be_written_in_groups() -> None:
    assert step_of_code(STANDARD, " 005 924 ", at(1234567890), 0) is not None


@given(st.text(max_size=12))
def test_any_other_text_is_no_code(text: str) -> None:
    if "".join(text.split()) not in {"005924", "590587", "240500"}:
        assert step_of_code(STANDARD, text, at(1234567890), 10**9) is None


def test_a_telephone_reads_who_and_where() -> None:
    secret = new_shared_secret()
    address = address_for_telephone(secret, "mari@naidis.ee")
    assert address.startswith("otpauth://totp/tugiplaan:mari%40naidis.ee?")
    assert f"secret={secret}" in address
    assert len(secret) == 32
    assert secret != new_shared_secret()
