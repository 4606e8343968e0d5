"""The lists of the first page and the background agree with what they list."""

import csv
import re
import tomllib
from collections import Counter
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from packaging.requirements import Requirement

import domain
import optimizer
from optimizer.rules import RULES
from tests.docs.pages import DOCS, HOUSE, README, Table, read_tables

MAP, DEPENDENCIES, WORDS, MEASURED = (
    "Map of the house",
    "What it stands on",
    "Words",
    "What is measured",
)
DEEP = ("api", "domain", "optimizer")
"""Rooms whose own rooms are on the map."""


def under(heading: str, page: Path = README) -> list[Table]:
    """Tables under a heading."""
    return [table for table in read_tables(page) if table.heading == heading]


def coded(cell: str) -> list[str]:
    """What stands in a cell in the letters of code."""
    return re.findall(r"`([^`]+)`", cell)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    with (HOUSE / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def asked(lines: list[str]) -> list[str]:
    return sorted(Requirement(line).name for line in lines if not line.startswith("tugiplaan"))


def test_every_library_has_its_reason_and_no_other_has(project: dict[str, Any]) -> None:
    extras = project["project"]["optional-dependencies"]
    groups = project["dependency-groups"]
    wanted = [
        asked(project["project"]["dependencies"]),
        *(asked(extras[extra]) for extra in ("cluster", "test", "dev")),
        *(asked(groups[group]) for group in ("build", "peers")),
    ]
    tables = under(DEPENDENCIES)
    assert (set(extras), set(groups)) == ({"cluster", "test", "dev"}, {"build", "peers"})
    assert [sorted(coded(row[0])[0] for row in table.rows) for table in tables] == wanted
    reasons = [row[1] for table in tables for row in table.rows]
    assert len(set(reasons)) == len(reasons)
    assert all(reasons)


def ignored() -> set[str]:
    """Folders that commands write and nobody keeps."""
    lines = (HOUSE / ".gitignore").read_text("utf-8").split()
    return {line.strip("/") for line in lines}


def folders(above: Path) -> set[str]:
    return {
        file.relative_to(HOUSE).as_posix() + "/"
        for file in above.iterdir()
        if file.is_dir()
        and not file.name.startswith((".", "__"))
        and file.name not in ignored()
        and not file.name.endswith(".egg-info")
    }


def test_the_map_shows_every_room_and_no_other() -> None:
    shown = [coded(row[0])[0] for table in under(MAP) for row in table.rows]
    there = folders(HOUSE).union(*(folders(HOUSE / room) for room in DEEP))
    assert len(shown) == len(set(shown))
    assert set(shown) == there


def test_a_room_called_empty_is_empty() -> None:
    rows = [row for table in under(MAP) for row in table.rows]
    empty = {coded(row[0])[0].strip("/") for row in rows if "empty" in row[1]}
    found = {
        room
        for room in ("api", "scenarios", "optimizer", "billing", "domain")
        if {file.name for file in (HOUSE / room).iterdir()} <= {"__init__.py", "__pycache__"}
    }
    assert empty == found


def names() -> dict[str, Any]:
    """Classes of the words of the trade, by name."""
    found: dict[str, Any] = {}
    for package in (optimizer, domain):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            found |= vars(import_module(module.name))
    return found


def is_known(word: str, known: dict[str, Any]) -> bool:
    """Whether a class, a member or a field of this name is in the code; others are rules."""
    first, _, rest = word.partition(".")
    if first not in known:
        return first in set(map(attrgetter("__name__"), RULES))
    owner = known[first]
    fields = {*getattr(owner, "__annotations__", ()), *getattr(owner, "model_fields", ())}
    return not rest or hasattr(owner, rest) or rest in fields


def test_the_words_of_the_glossary_are_those_of_the_code() -> None:
    known = names()
    words = [word for table in under(WORDS) for row in table.rows for word in coded(row[2])]
    assert words
    assert [word for word in words if not is_known(word, known)] == []


def test_a_word_that_is_not_in_the_code_is_noticed() -> None:
    known = names()
    assert is_known("Role.PEER_COUNSELLOR", known)
    assert is_known("Referral.case_manager", known)
    assert is_known("euros_left", known)
    assert not is_known("Role.TEACHER", known)
    assert not is_known("Referral.colour", known)
    assert not is_known("Timetable", known)


def test_the_short_glossary_is_cut_from_the_long_one() -> None:
    long = {
        (row[0], row[2], row[3])
        for table in read_tables(DOCS / "reference" / "glossary.md")
        for row in table.rows
    }
    short = {(row[0], row[1], row[2]) for table in under(WORDS) for row in table.rows}
    assert short - long == set()


def test_a_figure_that_is_told_was_measured() -> None:
    rows = [row for table in under(MEASURED) for row in table.rows]
    told = [row for row in rows if re.search(r"\d", row[1])]
    files = [HOUSE / "benchmarks" / "results" / name for row in told for name in coded(row[2])]
    assert rows
    assert all(coded(row[2]) for row in told)
    assert [file.name for file in files if not file.exists()] == []


def test_the_table_of_sources_counts_the_rules_right() -> None:
    with (HOUSE / "tests" / "domain" / "seed_rules.csv").open(encoding="utf-8") as file:
        rules = list(csv.DictReader(file))
    page = DOCS / "background" / "sources-and-dates.md"
    told = {
        row[0]: int(row[4]) for table in under("The five documents", page) for row in table.rows
    }
    assert told == Counter(rule["id"][:3] for rule in rules)
    text = page.read_text("utf-8")
    carried = sum(rule["carrier"] in {"value", "rule"} for rule in rules)
    assert f"Together these are {len(rules)} rules." in text
    assert f"{carried} of them are values of" in " ".join(text.split())
