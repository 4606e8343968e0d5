"""Whatever billing finds, and for whatever reason, is said in three languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.journeys.month_told import in_words
from billing.einvoice import validate, write, write_earve
from billing.kinds import Kind
from domain.finding import Finding
from domain.words import LANGUAGES, Language, read_words, say
from tests.billing.einvoice.papers import draw_months, make_invoice, make_line

BILLING = Path(__file__).parents[2] / "billing"
OUTSIDE = (
    *sorted((BILLING / "einvoice").glob("*.py")),
    *(BILLING / name for name in ("arithmetic.py", "close.py", "credit.py", "draw.py")),
    BILLING / "parties.py",
)
"""Files whose findings are told as they are; those of a comparison are ``result.<CODE>``."""
FLAWS = "flaw."
REASON = 3
"""Place of the reason among what a desk is told of a fault."""


def rules_told() -> set[str]:
    """Every rule that a finding of these files can bear."""
    text = "\n".join(path.read_text("utf-8") for path in OUTSIDE)
    named = set(re.findall(r"[fF]inding\(\s*\"([\w.]+)\"", text))
    return named | set(re.findall(r"\bKind\.([A-Z]\d\d)\b", text))


def reasons() -> set[str]:
    """Every reason that reading an e-invoice can give."""
    trees = [ast.parse(path.read_text("utf-8")) for path in OUTSIDE if "einvoice" in path.parts]
    return {word for tree in trees for node in ast.walk(tree) for word in reasons_of(node)}


def reasons_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        some = node.args[REASON : REASON + 1] if node.func.attr == "fault" else []
        yield from filter(None, map(text_of, some))
    if isinstance(node, ast.keyword) and node.arg == "why":
        yield from filter(None, [text_of(node.value)])
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from paired(target, node.value)
    if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple):
        for value in node.iter.elts:
            yield from paired(node.target, value)


def paired(target: ast.expr, value: ast.expr) -> Iterator[str]:
    """Texts that are put under the name ``why``."""
    if isinstance(target, ast.Name) and target.id == "why":
        yield from filter(None, [text_of(value)])
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, other in zip(target.elts, value.elts, strict=True):
            yield from paired(one, other)


def text_of(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_the_rules_and_reasons_are_really_read_off() -> None:
    assert {"D01", "D05", "D12", "P10", "party_iban", "close.earlier"} <= rules_told()
    assert {"malformed", "missing", "not_a_day", "payable", "many", "bases"} <= reasons()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_sentence(language: Language) -> None:
    words = read_words(language)
    told = {rule: in_words([Finding(rule, "somebody")])[0].rule for rule in rules_told()}
    assert {rule: key for rule, key in told.items() if key not in words} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_of_a_comparison_has_its_sentence(language: Language) -> None:
    assert {f"result.{kind.value}" for kind in Kind} <= read_words(language).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words_and_nothing_else_does(language: Language) -> None:
    words = {key.removeprefix(FLAWS) for key in read_words(language) if key.startswith(FLAWS)}
    assert words == reasons()


def broken() -> Iterator[bytes]:
    """Files that are wrong in one way each."""
    good = write(make_invoice([make_line(1, 45, 3500)]))
    both = write_earve(draw_months(3, 3))
    yield b"<Invoice>"
    yield b"<!DOCTYPE x><x/>"
    yield b"PK\x03\x04"
    yield b"<nothing/>"
    yield good.replace(b'unitCode="MIN"', b'unitCode="XYZ"')
    yield good.replace(b">35.00<", b">35.0.0<")
    yield good.replace(b">35.00<", b">3.500000001<")
    yield good.replace(b'"EUR"', b'"USD"')
    yield good.replace(b"2026-11-03", b"2026-11-33")
    yield both.replace(b"<TotalNumberInvoices>3<", b"<TotalNumberInvoices>4<")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_with_a_file_can_be_said(language: Language) -> None:
    for data in broken():
        found = validate(data, "a.xml")
        assert found
        for one in in_words(found):
            said = say(language, one.rule, about=one.about, **one.facts)
            assert said.startswith(f"{one.about}: ")
