"""All 253 requirements of levels 1 and 2 stand on the page, and whatever keeps them is there."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from docs.build_asvs import PAGE, STANDINGS, Requirement, build_asvs, read_chapters
from tests.docs.pages import HOUSE, read_anchors, read_tables

LEVEL_1 = (
    "1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2"
    " 5.3.1-2 6.1.1 6.2.1-8 6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1"
    " 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1 14.2.1 14.3.1 15.1.1 15.2.1 15.3.1"
)
LEVEL_2 = (
    "1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5"
    " 3.7.1-2 4.1.2-3 4.2.1 4.3.1-2 4.4.2-4 5.1.1 5.2.3 5.4.1-3 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4"
    " 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.3.1-2 7.4.3-5 7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4"
    " 10.1.1-2 10.2.1-2 10.3.1-4 10.4.6-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.3"
    " 11.4.2-4 11.5.1 11.6.1 12.1.2-3 12.3.1-4 13.1.1 13.2.1-5 13.3.1-2 13.4.2-5 14.1.1-2 14.2.2-4"
    " 14.3.2-3 15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1"
    " 17.2.1-4 17.3.1-2"
)
COUNTS = {1: 70, 2: 183}
"""Of the standard itself."""
EVERY = tuple(one for chapter in read_chapters() for one in chapter.requirements)


def spread(spans: str) -> list[str]:
    """Numbers of requirements: ``1.2.3-5`` are three."""
    found = []
    for span in spans.split():
        section, first, last = re.fullmatch(r"(\d+\.\d+)\.(\d+)(?:-(\d+))?", span).groups()  # type: ignore[union-attr]
        found += [f"V{section}.{k}" for k in range(int(first), int(last or first) + 1)]
    return found


@cache
def names_in(file: Path) -> frozenset[str]:
    """Names of the tests that a file defines."""
    return frozenset(
        node.name
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name[:5] == "test_"
    )


def is_there(reference: str) -> bool:
    """Whether a test, a part of a page or a file is in the house."""
    path, _, name = reference.partition("::")
    path, _, anchor = path.partition("#")
    file = HOUSE / path
    if not file.is_file():
        return False
    if name:
        return path.startswith("tests/") and name in names_in(file)
    return not anchor or anchor in read_anchors(file)


def test_every_requirement_of_both_levels_is_told_once_and_no_other() -> None:
    wanted = dict.fromkeys(spread(LEVEL_1), 1) | dict.fromkeys(spread(LEVEL_2), 2)
    assert Counter(wanted.values()) == COUNTS
    assert sorted(one.number for one in EVERY) == sorted(wanted)
    assert {one.number: one.level for one in EVERY} == wanted
    for chapter in read_chapters():
        assert {one.number.split(".")[0] for one in chapter.requirements} == {chapter.number}


def test_none_is_blank_and_each_stands_in_one_way() -> None:
    for one in EVERY:
        assert re.fullmatch(r"[A-Z][^|]{10,200}\.", one.says), one.number
        assert not one.says.startswith("Verify"), one.number
        assert not (one.open and one.not_applicable), one.number
        assert one.open or one.not_applicable or one.kept, one.number
        assert not (one.not_applicable and one.kept), one.number
        assert len(one.open or one.not_applicable or "enough words") >= 10, one.number
        assert not one.open or "Missing: " in one.open, one.number


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.number)
def test_whatever_is_named_is_there(one: Requirement) -> None:
    assert [kept for kept in one.kept if not is_there(kept)] == []
    assert len(set(one.kept)) == len(one.kept)


def test_the_page_is_written_from_the_data() -> None:
    assert PAGE.read_text("utf-8") == build_asvs(), "run python -m docs.build_asvs"


def test_the_counts_of_the_page_are_those_of_the_requirements() -> None:
    counts, *chapters = read_tables(PAGE)
    told = {row[0]: [int(one) for one in row[1:]] for row in counts.rows}
    for standing in STANDINGS:
        own = [one.level for one in EVERY if one.standing == standing]
        assert told[standing] == [own.count(1), own.count(2), len(own)], standing
    assert told["all"] == [*COUNTS.values(), sum(COUNTS.values())]
    rows = [row for table in chapters for row in table.rows]
    assert [row[0] for row in rows] == [one.number for one in EVERY]
    marked = [row[0] for row in rows if row[3].startswith("**Open:**")]
    assert len(marked) == told["open"][2]
    listed = re.findall(r"^- \*\*(V[0-9.]+)\*\*", PAGE.read_text("utf-8"), re.MULTILINE)
    assert listed == marked


@pytest.mark.parametrize(
    "reference",
    [
        "tests/docs/test_asvs.py::test_nothing",
        "tests/docs/test_asvs.py::is_there",
        "tests/docs/nobody.py",
        "docs/security/controls.md#nothing",
        "docs/security",
        "docs/nobody.md#logins",
        "api/app.py::make_app",
    ],
)
def test_what_is_not_there_is_noticed(reference: str) -> None:
    assert not is_there(reference)
    assert is_there("tests/docs/test_asvs.py::test_what_is_not_there_is_noticed")
    assert is_there("docs/security/controls.md#logins")
