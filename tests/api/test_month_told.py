"""Every finding that the monthly journeys know has its sentence."""

import re
from pathlib import Path

import pytest

from api.journeys.month_told import in_words
from billing.kinds import Kind
from domain.finding import Finding, Unit
from domain.words import LANGUAGES, Language, read_facts, read_words, say

HOUSE = Path(__file__).parents[2]
RULES = {
    found
    for file in (HOUSE / "api" / "journeys").glob("month_*.py")
    for found in re.findall(r'Finding\(\s*f?"([\w.]+\.\w+)"', file.read_text("utf-8"))
}
BROKEN = ("order", "previous", "seal", "content")


def test_the_search_finds_rules() -> None:
    assert {"books.damaged", "month_file.closed", "close.undecided", "verify.month_off"} <= RULES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_sentence(language: Language) -> None:
    wanted = RULES | {f"verify.link_{why}" for why in BROKEN}
    assert wanted - set(read_words(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["D01", "D02", "D05", "D06", "D07", "D08", "D09", "P10", "X01"])
def test_a_document_s_finding_is_said_whatever_its_reader_tells(
    kind: str, language: Language
) -> None:
    (told,) = in_words([Finding(Kind(kind).value, "80999006/7", {}, 12, Unit.CENTS)])
    said = say(language, told.rule, **{"about": told.about, **told.facts})
    assert said
    if any(fact == "cents" for fact, _ in read_facts(language, told.rule)):
        assert "0" in said


def test_a_finding_with_a_sentence_of_its_own_keeps_its_name() -> None:
    (told,) = in_words([Finding("verify.entry_off", "charge:x", {}, -1, Unit.CENTS)])
    assert told.rule == "verify.entry_off"
    assert told.facts["cents"] == -1
