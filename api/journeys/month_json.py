"""A month as plain data: what ``--json`` of the monthly commands gives."""

from collections.abc import Iterable
from typing import Any

from api.exports.advice_leaf import say_advice
from api.exports.said_findings import finding_document
from api.journeys.month_close import ClosedBooks
from api.journeys.month_deliver import DeliveredMonth
from api.journeys.month_reconcile import ReconciledMonth
from api.journeys.month_told import in_words
from api.journeys.month_write import Told, tell_delivered, tell_results
from billing.advice import Advice
from billing.month import Totals
from domain.finding import Finding
from domain.words import Language


def delivered_document(found: DeliveredMonth, language: Language) -> dict[str, Any]:
    """A month as it would be booked today."""
    return {
        "month": found.priced.opened.month.isoformat(),
        "lines": len(found.tables.attended),
        "missing": found.missing,
        "totals": totals_document(found.priced.run.month.totals),
        "results": [result_document(one) for one in tell_delivered(found, language)],
        "advice": [advice_document(one, language) for one in found.advice],
    }


def compared_document(found: ReconciledMonth, language: Language) -> dict[str, Any]:
    """A month beside what was billed for it."""
    priced = found.delivered.priced
    return {
        "month": priced.opened.month.isoformat(),
        "lines": len(found.tables.attended),
        "missing": found.delivered.missing,
        "totals": totals_document(priced.run.month.totals),
        "results": [result_document(one) for one in tell_results(found, language)],
        "advice": [advice_document(one, language) for one in found.delivered.advice],
        "undecided": found.undecided,
        "unexplained": found.found.identity.residue,
    }


def closed_document(closed: ClosedBooks) -> dict[str, Any]:
    """A month that never changes again."""
    return {
        "month": closed.month.isoformat(),
        "entries": closed.entries,
        "totals": totals_document(closed.totals),
        "content": closed.link.content,
        "seal": closed.link.seal,
    }


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
