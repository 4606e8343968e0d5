"""The report of a sweep, as data: the answer first, then charts, then what it rests on.

Whoever writes a page, a workbook or a terminal writes this; nothing is worked out there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.words import Language
from scenarios.chart import Chart
from scenarios.chart_budget import draw_budget, draw_spending
from scenarios.chart_gap import draw_gap
from scenarios.chart_queue import draw_queue
from scenarios.chart_ranking import draw_breaks, draw_front
from scenarios.chart_waits import draw_waits
from scenarios.compare import estimate
from scenarios.front import Offer
from scenarios.library import Asked, ChartName, Question
from scenarios.report_values import USUAL, Row, rows_of
from scenarios.report_words import how_played, write_operation
from scenarios.scenario import Scenario
from scenarios.sweep import Swept

USUAL_CHARTS: tuple[ChartName, ...] = ("waits", "queue", "gap")
GAPS = 2
"""Scenarios whose gaps are drawn: the base, and the first variant."""


@dataclass(frozen=True)
class Change:
    """A scenario and what makes it another than the base."""

    scenario: str
    title: str
    operations: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Everything that a planner sends on."""

    language: Language
    day: date
    name: str
    question: str
    titles: Mapping[str, str]
    rows: tuple[Row, ...]
    answers: tuple[Asked, ...]
    charts: tuple[Chart, ...]
    changes: tuple[Change, ...]
    sources: tuple[str, ...]
    assumptions: tuple[str, ...]
    how: tuple[str, ...]
    replications: int
    narrow: bool

    def row(self, scenario: str, asked: Asked) -> Row:
        """The row of a figure."""
        return next(r for r in self.rows if (r.scenario, r.asked) == (scenario, asked))


def report_of(
    language: Language, swept: Swept, day: date, question: Question | None = None
) -> Report:
    """The report of a sweep, in the words of a ready question where there is one."""
    base = swept.scenarios[0]
    answers = question.answers if question else USUAL
    sources: Sequence[str] = base.sources
    assumptions: Sequence[str] = base.assumptions
    if question is not None:
        sources = [f"{one.document}, {one.title}: {one.place}" for one in question.sources]
        assumptions = [one.name(language) for one in question.assumptions]
    return Report(
        language=language,
        day=day,
        name=base.name,
        question=question.question.name(language) if question else base.question,
        titles=titles_of(language, swept.scenarios, question),
        rows=tuple(rows_of(swept, answers)),
        answers=tuple(answers),
        charts=tuple(charts_of(language, swept, question)),
        changes=tuple(changes_of(language, swept.scenarios, question)),
        sources=tuple(sources),
        assumptions=tuple(assumptions),
        how=how_played(language, base, swept.replications, narrow=swept.narrow),
        replications=swept.replications,
        narrow=swept.narrow,
    )


def titles_of(
    language: Language, scenarios: Sequence[Scenario], question: Question | None = None
) -> dict[str, str]:
    """What scenarios are called, by name."""
    found = {one.name: one.title or one.name for one in scenarios}
    if question is not None:
        found[question.name] = question.base_title.name(language)
        for one in question.variants:
            found[f"{question.name}-{one.name}"] = one.title.name(language)
    return {one.name: found[one.name] for one in scenarios}


def changes_of(
    language: Language, scenarios: Sequence[Scenario], question: Question | None = None
) -> list[Change]:
    """What every scenario changes, in words."""
    titles = titles_of(language, scenarios, question)
    return [
        Change(
            one.name,
            titles[one.name],
            tuple(write_operation(language, change) for change in one.changes),
        )
        for one in scenarios
    ]


def charts_of(language: Language, swept: Swept, question: Question | None = None) -> list[Chart]:
    """The charts that a question asks for, or the usual ones."""
    titles = titles_of(language, swept.scenarios, question)
    found: list[Chart] = []
    for name in question.charts if question else USUAL_CHARTS:
        found += _drawn(language, swept, name, titles)
    if question is None and len(swept.tables["exhaustion"]):
        found += _drawn(language, swept, "budget", titles)
    return found


def _drawn(  # noqa: PLR0911 - one chart, one line
    language: Language, swept: Swept, name: ChartName, titles: Mapping[str, str]
) -> list[Chart]:
    match name:
        case "waits":
            return [draw_waits(language, swept, titles)]
        case "queue":
            return [draw_queue(language, swept, titles)]
        case "gap":
            shown = [one.name for one in swept.scenarios[:GAPS]]
            return [draw_gap(language, swept, one, titles[one]) for one in shown]
        case "budget":
            funders = dict.fromkeys(swept.tables["exhaustion"]["funder"])
            return [draw_budget(language, swept, str(one), titles) for one in funders]
        case "spending":
            return [draw_spending(language, swept, titles)]
        case "front":
            return [draw_front(language, offers_of(swept, titles))]
        case "breaks":
            return [draw_breaks(language, swept, titles)]


def offers_of(swept: Swept, titles: Mapping[str, str]) -> list[Offer]:
    """Every scenario as cost and share in time."""
    return [
        Offer(
            titles[one.name],
            estimate(swept, one.name, "provider_cents"),
            estimate(swept, one.name, "share_in_time"),
        )
        for one in swept.scenarios
    ]
