"""A scenario's answer to take away: the report, a workbook, figures and the table of each chart."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import yaml
from pydantic import StringConstraints

from api.exports.scenario_book import write_report_book
from api.exports.scenario_page import write_report_page
from api.journeys.look_at_scenarios import look_at_comparison
from api.pages.page import HTML, Page, Visit
from api.pages.scenarios.edit import HERE, IDS
from api.pages.scenarios.one import seen_scenario
from api.routes.doors import Reply
from api.routes.files import WORKBOOK
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.unit import Unit
from scenarios.intervals import Interval
from scenarios.report import Report
from scenarios.report_values import write_asked
from scenarios.words import tell

CSV, SVG, YAML = "text/csv; charset=utf-8", "image/svg+xml", "application/yaml"
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By it spreadsheets know the letters of a file."""
File = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9-]{1,80}\.(html|xlsx|csv|svg|yaml)$")]

ComparisonId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _file(unit: Unit, visit: Visit) -> Reply:
    seen, name = seen_scenario(unit, visit), visit.path["name"]
    one = seen.kept.id
    if name == "scenario.yaml":
        told = yaml.safe_dump(dict(seen.kept.told), allow_unicode=True, sort_keys=False, width=100)
        content, media = told.encode(), YAML
    elif seen.report is None:
        raise Refused(404)
    else:
        content, media = _of_report(seen.report, name)
    unit.note("export", f"scenario/{one}", file=name)
    return _given(content, media, f"{one}-{name}")


def _compared(unit: Unit, visit: Visit) -> Reply:
    one, name = visit.path["comparison"], visit.path["name"]
    report = look_at_comparison(unit, one, visit.language)
    if report is None:
        raise Refused(404)
    content, media = _of_report(report, name)
    unit.note("export", f"comparison/{one}", file=name)
    return _given(content, media, f"compared-{name}")


def _given(content: bytes, media: str, whole: str) -> Reply:
    return Reply(200, content, media, {"Content-Disposition": f'attachment; filename="{whole}"'})


def _of_report(report: Report, name: str) -> tuple[bytes, str]:
    """A file made of a report; Refused (404) where there is none of that name."""
    stem, _, kind = name.rpartition(".")
    chart = next((one for one in report.charts if one.name == stem), None)
    if name == "report.html":
        return write_report_page(report).encode(), HTML
    if name == "report.xlsx":
        with TemporaryDirectory(prefix="tugiplaan-") as folder:
            path = Path(folder) / name
            write_report_book(report, path)
            return path.read_bytes(), WORKBOOK
    if name == "figures.csv":
        return _table(*_figures(report)), CSV
    if chart is not None and kind == "csv":
        return _table(chart.head, chart.rows), CSV
    if chart is not None and kind == "svg":
        return chart.svg().encode(), SVG
    raise Refused(404)


def _figures(report: Report) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """Every figure as numbers: percent, working days, people, minutes and cents."""
    keys = ("scenario", "figure", "value", "change", "sure", "from", "to")
    scenario, figure, value, change, sure, low, high = (tell(report.language, k) for k in keys)
    head = (scenario, figure, value, low, high, change, low, high, sure)
    rows: list[Sequence[object]] = []
    for row in report.rows:
        title, name = report.titles[row.scenario], write_asked(report.language, row.asked)
        if row.day is not None:
            middle, first, last = row.day[1], row.day[0], row.day[2]
            rows.append((title, name, middle, first, last, "", "", "", ""))
            continue
        certain = tell(report.language, "is_sure" if row.sure else "is_luck") if row.change else ""
        rows.append((title, name, *_ends(row.value), *_ends(row.change), certain))
    return head, rows


def _ends(one: Interval | None) -> tuple[object, object, object]:
    if one is None:
        return ("", "", "")
    return (round(one.mean, 4), round(one.low, 4), round(one.high, 4))


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    told = StringIO()
    written = csv.writer(told)
    written.writerow(head)
    written.writerows([_safe(cell) for cell in row] for row in rows)
    return (BOM + told.getvalue()).encode()


def _safe(cell: object) -> object:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+@-\t" and cell else cell


PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/{{id}}/files/{{name}}", Right.SCENARIO_LOOK, _file,
         "A file of a scenario", "read", ids={**IDS, "name": File}),
    Page("GET", f"{HERE}/compare/{{comparison}}/files/{{name}}", Right.SCENARIO_LOOK, _compared,
         "A file of a comparison", "read", ids={"comparison": ComparisonId, "name": File}),
)  # fmt: skip
