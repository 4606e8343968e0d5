"""Money: what is left of a budget week by week, and what is spent."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from domain.funders import funder_name
from domain.words import Language, write_day
from scenarios.chart import Chart, band, curve, line, shorten, text
from scenarios.chart_lines import named_lines, panel
from scenarios.chart_queue import month_ticks
from scenarios.compare import QUARTERS, exhaustion
from scenarios.report_values import write_last
from scenarios.sweep import Swept
from scenarios.words import tell, write_number, write_value

LEFT, TOP, TALL, WIDE, EACH = 76, 70, 130, 250, 210
ACROSS = 2
TITLE = 40
CENTS = 100
SPENT_WIDE, SPENT_TALL = 440, 220
TOLD_EVERY = 13
"""Weeks between rows of the table."""


def draw_budget(language: Language, swept: Swept, funder: str, titles: Mapping[str, str]) -> Chart:
    """A panel a scenario: what is left of one funder's money."""
    names = [one.name for one in swept.scenarios]
    parts, rows = [], []
    for number, name in enumerate(names):
        left = LEFT + number % ACROSS * (WIDE + 90)
        top = TOP + number // ACROSS * EACH
        parts.append(text(left - 60, top - 16, f"{shorten(titles[name], TITLE)}, €"))
        parts.append(_panel(language, swept, (name, funder), (left, top)))
        rows.append(_row(language, swept, (name, funder), titles[name]))
    head = [tell(language, key) for key in ("scenario", "figure.exhausted", "from", "median", "to")]
    return Chart(
        name=f"budget-{number_of(swept, funder)}",
        title=tell(language, "chart.budget", funder=funder_name(funder, language)),
        about=tell(language, "chart.budget.about"),
        body="".join(parts),
        height=TOP + -(-len(names) // ACROSS) * EACH,
        head=tuple(head),
        rows=tuple(rows),
    )


def number_of(swept: Swept, funder: str) -> int:
    """Place of a funder among those with budgets, for a name that fits a file."""
    return list(dict.fromkeys(swept.tables["exhaustion"]["funder"])).index(funder) + 1


def left_by_week(swept: Swept, scenario: str, funder: str) -> pd.DataFrame:
    """What is left at the end of each week, in cents: percent points over replications."""
    table = swept.tables["spending"]
    rows = table[(table["scenario"] == scenario) & (table["funder"] == funder)]
    spent = rows.pivot_table(index="monday", columns="replication", values="cents", aggfunc="sum")
    budget = next(
        one
        for s in swept.scenarios
        if s.name == scenario
        for one in s.budgets
        if one.funder == funder
    )
    left = budget.cents - budget.spent - spent.sort_index().cumsum().to_numpy()
    points = np.percentile(left, QUARTERS, axis=1).T
    found = pd.DataFrame(points, columns=[f"p{quarter}" for quarter in QUARTERS])
    found.insert(0, "monday", sorted(spent.index))
    return found


def _panel(
    language: Language, swept: Swept, whose: tuple[str, str], at: tuple[float, float]
) -> str:
    found = left_by_week(swept, *whose)
    days = [date.fromisoformat(day).toordinal() for day in found["monday"]]
    euros = {
        key: np.maximum(found[key].to_numpy() / CENTS, 0).tolist() for key in ("p5", "p50", "p95")
    }
    where = panel(*at, WIDE, TALL, (days[0], days[-1]), max(euros["p95"]))
    ticks = [(t, write_number(language, t, 0)) for t in where.y.ticks(4)]
    body = where.axes(month_ticks(days, 4), ticks)
    body += band(where.points(days, euros["p95"]), where.points(days, euros["p5"]), 0.25)
    body += curve(where.points(days, euros["p50"]), 0)
    gone = _gone(swept, *whose)
    if gone["p5"]:
        first = date.fromisoformat(gone["p5"]).toordinal()
        last = date.fromisoformat(gone["p95"]).toordinal() if gone["p95"] else days[-1]
        left, right = where.x.at(first), max(where.x.at(last), where.x.at(first) + 2)
        body += (
            f'<rect x="{left:g}" y="{at[1]:g}" width="{right - left:g}" height="{TALL}" '
            'fill="none" class="bad" stroke-dasharray="3 3"/>'
        )
        if gone["p50"]:
            middle = where.x.at(date.fromisoformat(gone["p50"]).toordinal())
            body += line(middle, at[1], middle, at[1] + TALL, "bad")
            words = write_day(language, date.fromisoformat(gone["p50"]))
            body += text(left - 6, at[1] + 12, words, "bad", "end")
    return body


def _gone(swept: Swept, scenario: str, funder: str) -> dict[str, str]:
    table = exhaustion(swept, scenario)
    row = table[table["funder"] == funder].iloc[0]
    return {key: str(row[key]) for key in ("p5", "p50", "p95")}


def _row(language: Language, swept: Swept, whose: tuple[str, str], title: str) -> tuple[str, ...]:
    table = exhaustion(swept, whose[0])
    row = table[table["funder"] == whose[1]].iloc[0]
    chance = write_value(language, "exhausted", float(row["chance"]))
    return (title, chance, *(write_last(language, str(row[key])) for key in ("p5", "p50", "p95")))


def draw_spending(language: Language, swept: Swept, titles: Mapping[str, str]) -> Chart:
    """What all funders have paid since the first day, one line a scenario."""
    table = swept.tables["spending"]
    sums = table.groupby(["scenario", "monday"])["cents"].sum() / swept.replications / CENTS
    lines, rows = [], []
    for name in (one.name for one in swept.scenarios):
        mine = sums[name].sort_index().cumsum()
        days = [date.fromisoformat(str(day)).toordinal() for day in mine.index]
        lines.append((titles[name], days, mine.tolist()))
        for day, euros in list(zip(days, mine.tolist(), strict=True))[TOLD_EVERY - 1 :: TOLD_EVERY]:
            when = write_day(language, date.fromordinal(day))
            rows.append((titles[name], when, write_value(language, "cents", euros * CENTS)))
    where = panel(
        LEFT,
        TOP,
        SPENT_WIDE,
        SPENT_TALL,
        (lines[0][1][0], lines[0][1][-1]),
        max(y[-1] for _, _, y in lines),
    )
    ticks = [(t, write_number(language, t, 0)) for t in where.y.ticks()]
    body = where.axes(month_ticks(lines[0][1]), ticks) + named_lines(where, lines)
    return Chart(
        name="spending",
        title=tell(language, "chart.spending"),
        about=tell(language, "chart.spending.about"),
        body=body + text(LEFT - 60, TOP - 12, "€", "small"),
        height=TOP + SPENT_TALL + 40,
        head=tuple(tell(language, key) for key in ("scenario", "week", "figure.cents")),
        rows=tuple(rows),
    )
