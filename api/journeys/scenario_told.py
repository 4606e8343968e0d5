"""What came of a scenario, kept as pages and files tell it: a report in each language, and places.

A sweep is played once and looked at often, in three languages. So its report is written when it
has been played and read again as it stands; nothing is worked out when somebody looks.
"""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import pandas as pd
from pydantic import TypeAdapter

from api.exports.scenario_json import helps_document, interval_document
from api.journeys.scenario_read import BASE
from domain.words import LANGUAGES, Language
from scenarios.chart import Chart
from scenarios.chart_load import draw_load
from scenarios.chart_ranking import draw_breaks, draw_front
from scenarios.compare import estimate, gaps
from scenarios.library import OF_FUNDERS, Asked
from scenarios.marginal import Helps
from scenarios.report import GAPS, Report, offers_of, report_of, titles_of
from scenarios.report_helps import titles_of_helps
from scenarios.report_values import USUAL, rows_of
from scenarios.scenario import Scenario
from scenarios.sweep import Swept
from scenarios.words import tell

HEADLINE, PLAYED, REPORTS, PLACES, HELPS = "headline", "played", "reports", "places", "helps"
FOR_PAGES = frozenset({HEADLINE, PLAYED, REPORTS, PLACES, HELPS})
"""What of a kept result pages alone look at."""
JUDGED = "share_in_time"
FEWEST = 0.5
"""Referrals below which a county tells nothing."""


def tell_for_pages(
    swept: Swept, first: str, at: datetime, helps: Helps | None = None
) -> dict[str, Any]:
    """Everything that pages show of a sweep, as plain data; ``first``: who it was asked for."""
    return {
        HEADLINE: {
            "share": interval_document(estimate(swept, first, JUDGED)),
            "target": next(one.target.percent for one in swept.scenarios if one.name == first),
            "replications": swept.replications,
            "narrow": swept.narrow,
            "played": at.isoformat(),
        },
        PLAYED: at.isoformat(),
        REPORTS: {language: _plain(_report(language, swept, at, helps)) for language in LANGUAGES},
        PLACES: places_of(swept, first),
        HELPS: helps and {language: helps_document(language, helps) for language in LANGUAGES},
    }


def _report(language: Language, swept: Swept, at: datetime, helps: Helps | None) -> Report:
    """The usual report, with every budget among its figures, and charts that only pages have."""
    swept = replace(swept, scenarios=tuple(_titled(language, one) for one in swept.scenarios))
    told = report_of(language, swept, at.date())
    titles = titles_of(language, swept.scenarios)
    funders = dict.fromkeys(str(one) for one in swept.tables["exhaustion"]["funder"])
    answers = (*USUAL, *(Asked(figure=key, funder=one) for one in funders for key in OF_FUNDERS))
    shown = [one.name for one in swept.scenarios[:GAPS]]
    more = [draw_load(language, swept, shown, titles), draw_breaks(language, swept, titles)]
    if helps is not None:
        told_of = titles_of_helps(language, helps)
        more.append(draw_front(language, offers_of(helps.swept, told_of), near=True))
    return replace(
        told,
        answers=answers,
        rows=tuple(rows_of(swept, answers)),
        charts=_ordered((*told.charts, *more)),
    )


def _titled(language: Language, one: Scenario) -> Scenario:
    """A base that nobody named is called one."""
    if not one.name.endswith(BASE) or one.title != one.name:
        return one
    return one.model_copy(update={"title": tell(language, "base").capitalize()})


def _ordered(charts: tuple[Chart, ...]) -> tuple[Chart, ...]:
    """Waiting first, then money, then what breaks, then where."""
    order = ("waits", "front", "budget", "breaks", "load", "queue", "gap")
    return tuple(sorted(charts, key=lambda one: order.index(one.name.partition("-")[0])))


def places_of(swept: Swept, scenario: str) -> list[dict[str, Any]]:
    """By county and language: referred in all, percent in time, who waits, minutes of a week.

    Means over replications; whom hardly anybody is referred from is left out.
    """
    found = gaps(swept, scenario)
    weeks = swept.tables["cells"]["monday"].nunique()
    found = found.assign(came=found["came"] * weeks)
    found = found[found["came"] >= FEWEST]
    return [_place(row) for row in found.to_dict("records")]


def _place(row: Mapping[Any, Any]) -> dict[str, Any]:
    share = float(row["share_in_time"])
    return {
        "county": str(row["county"]),
        "language": str(row["language"]),
        "came": round(float(row["came"]), 2),
        "share": None if pd.isna(share) else round(share, 2),
        "waiting": round(float(row["waiting"]), 2),
        "asked": round(float(row["minutes_asked"])),
        "free": round(float(row["minutes_free"])),
    }


def report_from(result: Mapping[str, Any], language: Language) -> Report | None:
    """The report of a kept result in a language; None where it was played before there were any."""
    told = result.get(REPORTS, {}).get(language)
    return None if told is None else _reports().validate_python(told)


@cache
def _reports() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def _plain(report: Report) -> Any:
    return _finite(_reports().dump_python(report, mode="json"))


def _finite(value: Any) -> Any:
    """The same, numbers that are none as words: databases keep no others."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_finite(one) for one in value]
    return value
