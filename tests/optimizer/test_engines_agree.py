"""Random small weeks with every rule on: exact model, search, bound and check do not contradict.

The suite looks at some; ``ROSTER_WEEKS=500`` in the environment looks at as many as that.
"""

import os
from dataclasses import dataclass
from functools import cache

import pytest

from optimizer.bound import find_bound
from optimizer.search.engine import Search
from tests.optimizer.engines import small_columns
from tests.optimizer.search.test_same_again import fingerprint
from tests.optimizer.search.weeks import assert_honest, proven, searched

WEEKS = int(os.environ.get("ROSTER_WEEKS", "60"))
FIRST = 5000
"""Seeds that no other test looks at."""
BLOCK = 20
BOUND_SECONDS = 20.0


@dataclass(frozen=True)
class Looked:
    """What is known of one week."""

    least: int
    """Cost that the exact model proves to be the lowest."""
    search: Search
    bound: int
    left_out_bound: int


@cache
def look(seed: int) -> Looked:
    """Every engine asked about one week."""
    c = small_columns(seed)
    bound = find_bound(c, BOUND_SECONDS)
    return Looked(proven(c), searched(c), bound.cost, bound.left_out)


def block_of(number: int) -> range:
    """The seeds of a block."""
    return range(FIRST + number * BLOCK, FIRST + min(WEEKS, (number + 1) * BLOCK))


blocks = pytest.mark.parametrize("block", range(-(-WEEKS // BLOCK)))


@blocks
def test_the_search_breaks_no_rule_and_beats_no_proof(block: int) -> None:
    for seed in block_of(block):
        found = look(seed)
        assert_honest(found.search)
        assert found.search.cost >= found.least, seed


@blocks
def test_no_bound_lies_above_the_optimum(block: int) -> None:
    for seed in block_of(block):
        found = look(seed)
        assert found.bound <= found.least, seed
        assert found.left_out_bound <= found.search.left_out, seed


@blocks
def test_the_same_seed_gives_the_same_roster_again_and_on_two_threads(block: int) -> None:
    for seed in block_of(block):
        once = fingerprint(look(seed).search)
        c = small_columns(seed)
        assert [fingerprint(searched(c, threads=many)) for many in (1, 2)] == [once] * 2, seed


def test_nineteen_in_twenty_end_at_the_proven_optimum() -> None:
    above = [
        seed for seed in range(FIRST, FIRST + WEEKS) if look(seed).search.cost > look(seed).least
    ]
    assert len(above) * 20 <= WEEKS, above
