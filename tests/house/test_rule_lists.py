"""A rule is a file, a function in the tuple, a test, a line of the reference and its words."""

import re
from operator import attrgetter
from pathlib import Path

import pytest

from domain.words import LANGUAGES, Language, read_words
from optimizer.rules import RULES

HOUSE = Path(__file__).parents[2]
REFERENCE = (HOUSE / "docs" / "reference" / "rules.md").read_text("utf-8")


def documented() -> list[str]:
    return sorted(re.findall(r"^\| `(\w+)` \|", REFERENCE, re.MULTILINE))


def test_no_rule_stands_twice_in_the_reference_or_the_tuple() -> None:
    assert len(documented()) == len(set(documented()))
    assert len(RULES) == len(set(RULES))


def test_the_tuple_holds_the_rules_of_the_reference() -> None:
    assert sorted(map(attrgetter("__name__"), RULES)) == documented()


def test_every_rule_is_a_file_of_its_own() -> None:
    found = {path.stem for path in (HOUSE / "optimizer" / "rules").glob("*.py")}
    assert sorted(found - {"__init__"}) == documented()


def test_every_rule_has_a_test_of_its_own() -> None:
    found = (HOUSE / "tests" / "optimizer" / "rules").glob("test_*.py")
    assert sorted(path.stem.removeprefix("test_") for path in found) == documented()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_words(language: Language) -> None:
    found = [k.removeprefix("rule.") for k in read_words(language) if k.startswith("rule.")]
    assert sorted(found) == documented()
