"""What a planner takes away: a page, a workbook, charts and tidy tables, together or not at all."""

from functools import partial
from pathlib import Path

import pandas as pd

from api.exports.scenario_book import write_report_book
from api.exports.scenario_page import write_report_page
from api.journeys.scenario_read import write_scenario
from api.journeys.whole import Write, write_whole
from scenarios.report import Report
from scenarios.sweep import Swept

PAGE, BOOK = "report.html", "report.xlsx"


def write_report(report: Report, swept: Swept, out: Path) -> tuple[Path, ...]:
    """Write the folder of a report; OSError where that cannot be."""
    files: dict[str, Write] = {
        PAGE: partial(_text, write_report_page(report)),
        BOOK: partial(write_report_book, report),
    }
    for chart in report.charts:
        files[f"charts/{chart.name}.svg"] = partial(_text, chart.svg())
    for name, table in swept.tables.items():
        files[f"tables/{name}.csv"] = partial(_table, table)
    for one in swept.scenarios:
        files[f"scenarios/{one.name}.yaml"] = partial(_text, write_scenario(one))
    return write_whole(out, files)


def _text(text: str, path: Path) -> None:
    path.write_text(text, "utf-8")


def _table(table: pd.DataFrame, path: Path) -> None:
    """A tidy table as other programs read it: commas, points, UTF-8."""
    table.to_csv(path, index=False, lineterminator="\n")
