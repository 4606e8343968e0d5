"""Findings of a month as the doors say them: those of documents and of closes under their words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from billing.kinds import Kind
from domain.finding import Fact, Finding

NAMES: Mapping[str, str] = {
    Kind.X01.value: "close.unexplained",
    "party_registry": "party.registry",
    "party_vat_number": "party.vat_number",
    "party_iban": "party.iban",
    "party_name": "party.name",
}
NOTHING: Mapping[str, Fact] = {
    "why": "",
    "text": "",
    "id": "",
    "value": "",
    "component": "",
    "left": 0,
}
"""Facts that a sentence about a document may ask for, and not every reader tells."""


def in_words(findings: Iterable[Finding]) -> list[Finding]:
    """The same findings, each under a rule that has a sentence of its own."""
    return [_named(finding) for finding in findings]


def _named(finding: Finding) -> Finding:
    value = {"value": finding.where.value} if finding.where else {}
    facts = {**NOTHING, **value, "cents": finding.amount, **finding.facts}
    if finding.rule in NAMES:
        return replace(finding, rule=NAMES[finding.rule], facts=facts)
    if finding.rule in Kind.__members__:
        about = finding.about or (finding.where.file if finding.where else "")
        return replace(finding, rule=f"invoices.{finding.rule}", facts=facts, about=about)
    return replace(finding, facts={"cents": finding.amount, **finding.facts})
