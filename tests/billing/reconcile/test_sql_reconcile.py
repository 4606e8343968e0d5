"""A database that shares no code with the comparison finds the same pairs."""

import pytest

from tests.billing.sql_reconcile import compare

RUNS = 400


def test_sql_finds_the_same_pairs() -> None:
    assert compare(RUNS) > RUNS


def test_a_pair_that_is_not_there_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.billing.sql_reconcile.WHOLE", "provider, client, component, net")
    with pytest.raises(AssertionError, match="batch 0"):
        compare(100)
