"""Blocks of a comparison and files at the gate, done here, in processes, or not handed over."""

from collections.abc import Iterator
from concurrent.futures import Executor
from unittest.mock import patch

import numpy as np
import pytest

from billing.books import Books
from billing.einvoice import validate_many
from billing.reconcile import Memory, reconcile, run
from scenarios.executor import Engine, Serial, open_engine
from tests.billing.builders import a_month
from tests.billing.reconcile.chaos import spoil
from tests.billing.test_again import same_comparison

PART = 50


@pytest.fixture(scope="module")
def processes() -> Iterator[Executor]:
    with open_engine(Engine(2)) as opened:
        yield opened


@pytest.fixture(params=["serial", "processes"])
def executor(request: pytest.FixtureRequest) -> Executor:
    if request.param == "serial":
        return Serial()
    opened: Executor = request.getfixturevalue("processes")
    return opened


def wrong(seed: int) -> Books:
    """A month of nine providers, a tenth of it wrong, some rows with ids of others' lines."""
    return spoil(a_month(seed, 600, 9, apart=False), np.random.default_rng(seed))


class Counting(Serial):
    """Counts what it is handed."""

    def __init__(self) -> None:
        self.many = 0

    def submit(self, *given: object, **named: object) -> object:  # type: ignore[override]
        self.many += 1
        return super().submit(*given, **named)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(3))
def test_blocks_compared_elsewhere_are_the_same_comparison(executor: Executor, seed: int) -> None:
    books = wrong(seed)
    with patch.object(run, "PART", PART):
        same_comparison(reconcile(books), reconcile(books, executor=executor))


def test_a_month_is_handed_over_in_parts_of_whole_providers() -> None:
    counting = Counting()
    with patch.object(run, "PART", PART):
        reconcile(spoil_no_ids(), executor=counting)
    assert 3 <= counting.many <= 9


def spoil_no_ids() -> Books:
    return spoil(a_month(1, 600, 9, apart=False), np.random.default_rng(1), ids=False)


def test_a_small_month_is_not_handed_over() -> None:
    counting = Counting()
    reconcile(wrong(1), executor=counting)
    assert counting.many == 0


def test_what_memory_has_is_not_handed_over_again() -> None:
    books, memory, counting = wrong(2), Memory(), Counting()
    with patch.object(run, "PART", PART):
        first = reconcile(books, memory=memory, executor=counting)
        handed = counting.many
        same_comparison(first, reconcile(books, memory=memory, executor=counting))
    assert handed > 1
    assert counting.many == handed


def test_files_judged_elsewhere_have_the_same_verdicts(executor: Executor) -> None:
    files = [(f"{n}.xml", b"<nothing/>" if n % 2 else b"no xml at all") for n in range(70)]
    alone = validate_many(files)
    assert validate_many(files, executor=executor) == alone
    assert any(alone)
