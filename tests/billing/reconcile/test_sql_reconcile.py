"""A database that shares no code with the comparison finds the same pairs.

``MONTHS_IN_SQL`` is how many random small months are compared both ways (10,000 cost about
twenty seconds of processor time).
"""

import os

import pytest

from tests.billing.sql_reconcile import compare

RUNS = int(os.environ.get("MONTHS_IN_SQL", "400"))


def test_sql_finds_the_same_pairs() -> None:
    assert compare(RUNS) > RUNS


def test_a_pair_that_is_not_there_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.billing.sql_reconcile.WHOLE", "provider, client, component, net")
    with pytest.raises(AssertionError, match="batch 0"):
        compare(100)
