"""One fault in a right month is told as what it is, to the cent, and nothing else changes."""

from collections.abc import Iterator

import pandas as pd
import pytest

from billing.books import Books
from billing.reconcile import Reconciled, reconcile
from tests.billing.builders import a_month
from tests.billing.mutators import MUTATORS, Mutator

RIGHT = ("P01", "P02")
MONTHS = ((1, 60), (3, 90), (8, 45))
PICKS = (0, 13)


def months() -> Iterator[Books]:
    yield from (a_month(seed, lines) for seed, lines in MONTHS)


def not_right(found: Reconciled) -> pd.DataFrame:
    return found.results[~found.results["kind"].isin(RIGHT)]


def right_lines(found: Reconciled) -> set[str]:
    return set(found.results["line"][found.results["kind"].isin(RIGHT)])


def touched(found: Reconciled) -> set[str]:
    """Lines of every match, and every line itself, of which something is told."""
    wrong = not_right(found)
    near = found.matches["match"].isin(set(wrong["group"])) | found.matches["line"].isin(
        set(wrong["line"])
    )
    return set(found.matches["line"][near]) | set(wrong["line"])


@pytest.mark.parametrize("mutator", MUTATORS, ids=lambda one: one.__name__)
def test_a_fault_is_told_as_what_it_is_and_nothing_else_changes(mutator: Mutator) -> None:
    tried = 0
    for books in months():
        before = right_lines(reconcile(books))
        for pick in PICKS:
            fault = mutator(books, pick)
            if fault is None:
                continue
            tried += 1
            found = reconcile(fault.books, fault.known)
            wrong = not_right(found)
            told = zip(wrong["kind"], wrong["cents"], wrong["primary"], strict=True)
            assert sorted((str(k), int(c), bool(p)) for k, c, p in told) == sorted(fault.told)
            assert found.identity.holds
            summed = set(found.matches["line"][found.matches["kind"] == "n:1"])
            assert before - right_lines(found) <= touched(found) | summed
    assert tried > 0


def test_a_right_month_is_right_in_every_line() -> None:
    for books in months():
        found = reconcile(books)
        assert set(found.results["kind"]) == {"P01"}
        assert len(found.results) == len(books.billed)


def test_there_are_more_than_two_dozen_faults() -> None:
    assert len(set(MUTATORS)) == len(MUTATORS) >= 24
