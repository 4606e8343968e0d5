"""A month as plain data: what ``--json`` of the monthly commands gives."""

from collections.abc import Iterable
from typing import Any

from api.exports.advice_leaf import say_advice
from api.exports.said_findings import finding_document
from api.journeys.month_told import in_words
from api.journeys.month_write import Told
from billing.advice import Advice
from billing.month import Totals
from domain.finding import Finding
from domain.words import Language


def totals_document(totals: Totals) -> dict[str, Any]:
    """Sums in cents."""
    return {
        "full": totals.full,
        "over_units": totals.over_units,
        "over_month": totals.over_month,
        "over_year": totals.over_year,
        "net": totals.net,
        "vat": [
            {"category": one.category, "rate": one.rate, "net": one.net, "vat": one.vat}
            for one in totals.vat
        ],
        "gross": totals.gross,
        "without_tariff": totals.without_tariff,
    }


def result_document(told: Told) -> dict[str, Any]:
    """A result with its decision."""
    held = told.held
    return {
        "kind": told.finding.rule,
        "key": told.key,
        "cents": told.finding.amount,
        "primary": told.primary,
        "line": told.finding.facts["line"],
        "document": told.finding.facts["document"],
        "number": told.finding.facts["number"],
        "sentence": told.sentence,
        "decision": {
            "verdict": held.verdict.value,
            "reason": held.reason,
            "person": held.person,
            "on": held.on.isoformat(),
        }
        if held
        else None,
    }


def advice_document(one: Advice, language: Language) -> dict[str, Any]:
    """How a ceiling of the year is being used."""
    return {
        "client": one.client,
        "component": one.component,
        "spent": one.spent,
        "left": one.left,
        "guide": one.guide,
        "used_up": one.used_up.isoformat() if one.used_up else None,
        "warns": one.warns,
        "sentence": say_advice(one, language),
    }


def told_document(findings: Iterable[Finding], language: Language) -> list[dict[str, Any]]:
    """Findings in words."""
    return [finding_document(language, one) for one in in_words(findings)]
