"""Codes for emergencies: long, never alike, and read as a pen writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.security.recovery import (
    AT_ONCE,
    BYTES,
    digest_of_code,
    is_recovery_code,
    new_recovery_codes,
)


def test_a_code_has_more_than_112_random_bits() -> None:
    codes = new_recovery_codes() + new_recovery_codes()
    assert len(set(codes)) == 2 * AT_ONCE
    assert 8 * BYTES > 112
    assert {len(code) for code in codes} == {29}
    assert all(map(is_recovery_code, codes))


@pytest.mark.parametrize(
    "typed",
    ["ABCD-EFGH-IJKO-MNOP-QRST-UVWI", "abcd efgh ijko mnop qrst uvwi", "A8CDEFGH1JK0MNOPQRSTUVW1"],
)
def test_a_code_is_the_same_however_it_is_written_down(typed: str) -> None:
    assert is_recovery_code(typed)
    assert digest_of_code(typed) == digest_of_code("ABCDEFGHIJKOMNOPQRSTUVWI")
    assert digest_of_code(typed) != digest_of_code("ABCDEFGHIJKOMNOPQRSTUVWJ")


@given(st.text(max_size=60))
def test_any_text_may_be_typed(typed: str) -> None:
    digest_of_code(typed)
    assert not is_recovery_code(typed[:20])
