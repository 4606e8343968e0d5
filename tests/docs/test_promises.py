"""What the first page promises is tried by tests that there are; its figures stand somewhere."""

import csv
import re
from pathlib import Path

import pytest

from tests.docs.pages import HOUSE, README, read_tables
from tests.docs.test_asvs import is_there

RESULTS = HOUSE / "benchmarks" / "results"
(TABLE,) = (one for one in read_tables(README) if one.heading == "What is promised")
ROWS = {row[0]: row[1:] for row in TABLE.rows}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def coded(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def numbers_of(figure: str) -> set[str]:
    """Figures of a cell, without the commas between thousands."""
    return {one.replace(",", "").rstrip(".") for one in NUMBER.findall(figure)}


def told_in(where: str, tests: list[str]) -> set[str]:
    """Every figure of the place where the cell says that it stands."""
    if where.startswith("[the list]"):
        return set(NUMBER.findall((HOUSE / "docs" / "security" / "asvs.md").read_text("utf-8")))
    if coded(where):
        with (RESULTS / coded(where)[0]).open(encoding="utf-8", newline="") as file:
            return {value for row in csv.DictReader(file) for value in row.values()}
    files = {HOUSE / one.partition("::")[0] for one in tests}
    beside = {one for file in files for one in file.parent.glob("*.py") if _named_by(file, one)}
    text = " ".join(one.read_text("utf-8") for one in files | beside)
    words = {"five hundred": "500"}
    named = {number for word, number in words.items() if word.replace(" ", "_") in text}
    return named | {one.replace("_", "") for one in re.findall(r"\b\d[\d_]*\b", text)} | {"0"}


def _named_by(file: Path, other: Path) -> bool:
    return f".{other.stem} import" in file.read_text("utf-8")


def test_there_are_many_promises_and_each_is_told_once() -> None:
    assert len(ROWS) == len(TABLE.rows)
    assert len(ROWS) >= 16


@pytest.mark.parametrize("promise", ROWS, ids=lambda one: one[:40])
def test_a_promise_is_tried_by_tests_that_there_are(promise: str) -> None:
    tests = coded(ROWS[promise][0])
    assert tests
    assert [one for one in tests if "::test_" not in one or not is_there(one)] == []


@pytest.mark.parametrize("promise", ROWS, ids=lambda one: one[:40])
def test_a_figure_of_a_promise_stands_where_it_says(promise: str) -> None:
    tests, figure, where = ROWS[promise]
    assert bool(figure) == bool(where)
    if figure:
        assert numbers_of(figure) - told_in(where, coded(tests)) == set()


def test_a_figure_that_stands_nowhere_is_noticed() -> None:
    assert numbers_of("1,056 of 7.5, 3.") == {"1056", "7.5", "3"}
    assert "1056" in told_in("`faults.csv`", [])
    assert "1057" not in told_in("`faults.csv`", [])
