"""Write what a comparison found: the result to read, and the workbook of decisions to fill in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from api.exports.advice_leaf import advice_leaf
from api.exports.month_leaf_files import write_leaves
from api.exports.month_result import MonthResult, leaves_of
from api.exports.one_sheet import write_one_sheet
from api.exports.trace_words import component_name
from api.journeys.month_deliver import NOT_BILLED, DeliveredMonth
from api.journeys.month_explain import basis_of
from api.journeys.month_lines_told import explain_found, tell_prices
from api.journeys.month_reconcile import ReconciledMonth
from api.journeys.whole import write_whole
from api.workbook.deciding import DECISIONS
from billing.books import Books as Tables
from billing.decisions import Decision
from billing.evidence import find_evidence
from domain.finding import Finding
from domain.words import Language, say

RESULT, TO_DECIDE = "result.xlsx", "decisions.xlsx"


@dataclass(frozen=True)
class Told:
    """One result that asks for a decision, in words."""

    finding: Finding
    sentence: str
    key: str
    primary: bool
    held: Decision | None


def tell_results(found: ReconciledMonth, language: Language) -> tuple[Told, ...]:
    """Every result that says something is not right."""
    results = found.found.results
    return tuple(
        _told(results, found.tables, at, language, found.carried.held)
        for at in np.flatnonzero((results["key"] != "").to_numpy()).tolist()
    )


def tell_delivered(found: DeliveredMonth, language: Language) -> tuple[Told, ...]:
    """What the checks found of what was delivered, billed or not."""
    results = found.checked.results
    asked = (results["key"] != "") & (results["kind"] != NOT_BILLED)
    return tuple(
        _told(results, found.tables, at, language, {})
        for at in np.flatnonzero(asked.to_numpy()).tolist()
    )


def say_result(finding: Finding, language: Language) -> str:
    """The sentence of a result."""
    facts = {**finding.facts, "about": finding.about}
    return say(language, f"result.{finding.rule}", **facts)


def write_reconciled(found: ReconciledMonth, out: Path, language: Language) -> tuple[Path, ...]:
    """Write ``result.xlsx`` and ``decisions.xlsx`` into a folder; OSError where that cannot be."""
    told = tell_results(found, language)
    leaves = [
        *leaves_of(_result(found, told, language), language),
        advice_leaf(found.delivered.advice, language),
    ]
    rows = [
        {
            "kind": one.finding.rule,
            "cents": one.finding.amount,
            "sentence": one.sentence,
            "verdict": one.held.verdict.value if one.held else None,
            "reason": one.held.reason if one.held else None,
            "person": one.held.person if one.held else None,
            "key": one.key,
        }
        for one in told
    ]
    return write_whole(
        out,
        {
            RESULT: lambda path: write_leaves(path, leaves, language),
            TO_DECIDE: lambda path: write_one_sheet(path, DECISIONS, rows, language),
        },
    )


def _told(
    results: pd.DataFrame,
    tables: Tables,
    at: int,
    language: Language,
    held: Mapping[str, Decision],
) -> Told:
    finding = find_evidence(results, tables, at)
    key = str(results["key"].iloc[at])
    primary = bool(results["primary"].iloc[at])
    return Told(finding, say_result(finding, language), key, primary, held.get(key))


def _result(found: ReconciledMonth, told: Sequence[Told], language: Language) -> MonthResult:
    priced = found.delivered.priced
    basis = basis_of(priced)
    book = replace(
        priced.opened.book,
        attended=found.tables.attended,
        prices=found.tables.prices,
        documents=found.tables.documents,
        billed=found.tables.billed,
    )
    return MonthResult(
        month=priced.opened.month,
        book=book,
        priced=found.tables.priced,
        split=found.tables.split,
        findings=_findings(found, told, language),
        expected=found.found.identity.expected,
        billed=found.found.identity.billed,
        explanations=tuple(explain_found(basis, found.found.results["line"], language)),
        parameters=tuple(tell_prices(found.tables.priced, found.tables.prices, language)),
    )


def _findings(found: ReconciledMonth, told: Sequence[Told], language: Language) -> pd.DataFrame:
    """The table of findings as the result workbook has it."""
    results = found.found.results
    some = results[(results["key"] != "").to_numpy()].reset_index(drop=True)
    attended = found.tables.attended
    clients = dict(zip(attended["line"], attended["client"].astype("str"), strict=True))
    parts = dict(zip(attended["line"], attended["component"].astype("str"), strict=True))
    lines = some["line"].tolist()
    return some.assign(
        kind=some["kind"].astype("str"),
        client=[clients.get(line, "") for line in lines],
        component=[
            component_name(parts[line], language) if line in parts else "" for line in lines
        ],
        evidence=[one.sentence for one in told],
    )
