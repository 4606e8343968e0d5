"""A month that somebody looks at, as a workbook: sums, findings, lines, shares, reasons, prices."""

from pathlib import Path

import pandas as pd

from api.exports.month_leaf_files import write_leaves
from api.exports.month_result import FINDING_COLUMNS, MonthResult, leaves_of
from api.exports.trace_words import component_name
from api.journeys.look_at_month import MonthSeen
from api.journeys.month_lines_told import explain_found, tell_prices
from api.journeys.month_write import say_result
from api.workbook.month.book import MonthBook
from domain.words import Language

RESULT = "result.xlsx"


def write_month_result(seen: MonthSeen, path: Path, language: Language) -> Path:
    """Write the workbook of a month; OSError where that cannot be."""
    basis, received = seen.base.basis, seen.base.received
    findings = _findings(seen, language)
    book = MonthBook(
        attended=basis.attended,
        prices=basis.prices,
        documents=received.documents,
        billed=received.billed,
    )
    result = MonthResult(
        month=seen.month,
        book=book,
        priced=basis.priced,
        split=basis.split,
        findings=findings,
        expected=int(basis.priced["net"].sum()) if seen.compared else 0,
        billed=int(received.billed["net"].sum()),
        explanations=tuple(explain_found(basis, findings["line"], language)),
        parameters=tuple(tell_prices(basis.priced, basis.prices, language)),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_leaves(path, leaves_of(result, language), language)
    return path


def _findings(seen: MonthSeen, language: Language) -> pd.DataFrame:
    """The table of findings, as the result workbook of the command line has it."""
    rows = seen.rows
    told = []
    for one, row in zip(seen.results, rows.result_row.tolist(), strict=True):
        facts, component = one.finding.facts, rows.component.name(row)
        told.append(
            {
                "kind": one.kind,
                "primary": one.primary,
                "cents": one.cents,
                "minutes": facts["minutes"],
                "document": facts["document"],
                "number": facts["number"],
                "line": facts["line"],
                "client": rows.client.name(row),
                "component": component_name(component, language) if component else "",
                "evidence": say_result(one.finding, language),
            }
        )
    frame = pd.DataFrame(told, columns=pd.Index(FINDING_COLUMNS))
    return frame.astype({"primary": bool, "cents": "int64", "minutes": "int64"})
