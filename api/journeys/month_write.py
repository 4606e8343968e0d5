"""Write what a comparison found: the result to read, and the workbook of decisions to fill in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from api.exports.advice_leaf import advice_leaf
from api.exports.month_leaf_files import write_leaves
from api.exports.month_result import MonthResult, leaves_of
from api.exports.one_sheet import write_one_sheet
from api.exports.phrases import phrase
from api.exports.trace_words import component_name, write_trace
from api.journeys.month_deliver import NOT_BILLED, DeliveredMonth
from api.journeys.month_explain import basis_of
from api.journeys.month_reconcile import ReconciledMonth
from api.journeys.whole import write_whole
from api.workbook.deciding import DECISIONS
from billing.books import Books as Tables
from billing.decisions import Decision
from billing.evidence import find_evidence
from billing.explain import explain_line
from billing.papers import rows_of
from domain.finding import Finding
from domain.words import Language, say, write_euros

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
        explanations=tuple(_explanations(found, language)),
        parameters=tuple(_parameters(found, language)),
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


def _explanations(found: ReconciledMonth, language: Language) -> Iterator[tuple[str, str]]:
    """Lines that a result speaks of or a ceiling cuts, each step in a sentence.

    The last row tells how many others there are, and the command that explains them.
    """
    results, priced = found.found.results, found.tables.priced
    asked = set(results["line"][(results["key"] != "").to_numpy()]) - {""}
    cut = priced["full"] != priced["net"]
    asked |= set(priced["line"][cut.to_numpy()].tolist())
    basis = basis_of(found.delivered.priced)
    for line in sorted(asked):
        yield line, " ".join(list(write_trace(explain_line(basis, line), language))[1:])
    others = len(set(priced["line"].tolist()) - asked)
    if others:
        yield "…", phrase(language, "explained_elsewhere", count=others)


def _parameters(found: ReconciledMonth, language: Language) -> Iterator[tuple[str, str, str]]:
    """Prices that the month used, each with its source."""
    used = set(found.tables.priced["price"].tolist())
    for at, row in enumerate(rows_of(found.tables.prices)):
        if at in used:
            name = f"{component_name(str(row.component), language)} ({row.component})"
            unit = f"{row.unit_minutes} min" if row.unit_minutes else str(row.unit)
            yield name, f"{write_euros(language, row.cents)} / {unit}", str(row.source)
