"""Every kind of result is told by something, has its sentence, and is tried by a test."""

import re
from pathlib import Path

import pytest

from billing import checks
from billing.checks import CAUSES, CHECKS, MARKS
from billing.kinds import Kind
from domain.words import LANGUAGES, Language, read_words

HOUSE = Path(__file__).parents[3]
TELLERS = (HOUSE / "billing" / "checks", HOUSE / "billing" / "reconcile", HOUSE / "billing")
BY_READERS = {Kind.D01, Kind.D02}
"""Found while a document is read."""


def test_every_kind_is_told_somewhere() -> None:
    files = [file for folder in TELLERS[:2] for file in folder.glob("*.py")]
    files += [HOUSE / "billing" / name for name in ("given.py", "books.py")]
    text = "\n".join(file.read_text("utf-8") for file in files)
    named = set(re.findall(r'Kind\.([A-Z]\d\d)|"([A-Z]\d\d)"', text))
    assert {one or other for one, other in named} >= {kind.value for kind in set(Kind) - BY_READERS}


def test_every_kind_is_tried_by_a_test() -> None:
    tests = [*(HOUSE / "tests" / "billing").rglob("*.py")]
    text = "\n".join(file.read_text("utf-8") for file in tests)
    untried = {kind.value for kind in Kind if f'"{kind.value}"' not in text}
    assert untried - {kind.value for kind in BY_READERS} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_sentence_in_the_order_of_weight(language: Language) -> None:
    prefix = "result."
    found = [k.removeprefix(prefix) for k in read_words(language) if k.startswith(prefix)]
    assert found == [kind.value for kind in Kind]
    for kind in Kind:
        assert read_words(language)[prefix + kind.value].startswith("{about}: "), kind


def test_every_file_of_the_checks_is_listed() -> None:
    listed = {one.__module__ for one in (*CAUSES, *MARKS, *CHECKS)}
    files = {file.stem for file in Path(checks.__file__).parent.glob("*.py")} - {"__init__"}
    assert {name.removeprefix("billing.checks.") for name in listed} == files
