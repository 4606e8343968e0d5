"""The report of a scenario as one page that stands alone: no script, ready to print."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from scenarios.chart import read_css
from scenarios.report import Report
from scenarios.report_values import write_asked, write_change, write_row
from scenarios.words import tell


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One figure of one scenario, written."""

    title: str
    value: str
    change: str
    sure: bool
    sure_told: str


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of every scenario."""

    name: str
    rows: tuple[ToldRow, ...]


def write_report_page(report: Report) -> str:
    """The page, in the report's language."""
    return _template().render(
        css=_read("scenario.css"),
        chart_css=read_css(),
        report=report,
        title=report.question or report.titles[report.name],
        parts=tuple(parts_of(report)),
        tell=partial(tell, report.language),
    )


def parts_of(report: Report) -> Iterator[Part]:
    """The answers, figure by figure; the base of each first."""
    language = report.language
    for asked in report.answers:
        rows = []
        for name, title in report.titles.items():
            row = report.row(name, asked)
            told = "is_sure" if row.sure else "is_luck"
            rows.append(
                ToldRow(
                    title,
                    write_row(language, row),
                    write_change(language, row),
                    row.sure,
                    tell(language, told) if row.change else "",
                )
            )
        yield Part(write_asked(language, asked), tuple(rows))


@cache
def _template() -> Template:
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return house.from_string(_read("scenario.html.j2"))


def _read(name: str) -> str:
    return (files("api.exports") / "templates" / name).read_text("utf-8")
