"""The queue over time: the median of all replications, with the bands around it."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from domain.words import Language, write_day
from scenarios.chart import Chart, band, curve, shorten, text
from scenarios.chart_lines import Panel, panel
from scenarios.compare import fan
from scenarios.sweep import Swept
from scenarios.words import tell, write_number

LEFT, TOP, TALL, WIDE, EACH = 56, 70, 130, 270, 210
ACROSS = 2
TITLE = 40
TOLD_EVERY = 4
"""Weeks between rows of the table."""


def draw_queue(language: Language, swept: Swept, titles: Mapping[str, str]) -> Chart:
    """A panel a scenario, each with an axis of its own."""
    names = [one.name for one in swept.scenarios]
    parts: list[str] = []
    rows: list[tuple[str, ...]] = []
    for number, name in enumerate(names):
        found = fan(swept, name)
        left = LEFT + number % ACROSS * (WIDE + 80)
        top = TOP + number // ACROSS * EACH
        parts.append(text(left - 40, top - 16, shorten(titles[name], TITLE)))
        parts.append(draw_fan(language, found, (left, top), (WIDE, TALL)))
        rows += _rows(language, titles[name], found)
    return Chart(
        name="queue",
        title=tell(language, "chart.queue"),
        about=tell(language, "chart.queue.about"),
        body="".join(parts),
        height=TOP + -(-len(names) // ACROSS) * EACH,
        head=tuple(
            tell(language, key) for key in ("scenario", "week", "median", "half_of", "most_of")
        ),
        rows=tuple(rows),
    )


def draw_fan(
    language: Language, found: pd.DataFrame, at: tuple[float, float], size: tuple[float, float]
) -> str:
    """Bands of 90 and 50 percent, the median upon them."""
    days = [date.fromisoformat(day).toordinal() for day in found["monday"]]
    where = panel(*at, *size, (days[0], days[-1]), float(found["p95"].max()))
    ticks = [(t, write_number(language, t, 0 if t == round(t) else 1)) for t in where.y.ticks(4)]
    body = where.axes(month_ticks(days), ticks)
    for low, high, solid in (("p5", "p95", 0.18), ("p25", "p75", 0.35)):
        body += band(_points(where, days, found[high]), _points(where, days, found[low]), solid)
    return body + curve(_points(where, days, found["p50"]), 0)


def _points(where: Panel, days: Sequence[int], column: pd.Series) -> list[tuple[float, float]]:
    return where.points(days, column.astype(float).tolist())


def month_ticks(days: Sequence[int], most: int = 5) -> list[tuple[float, str]]:
    """First days of months between the ends, no more than a few: ``1.2027``."""
    firsts = [
        date.fromordinal(n) for n in range(days[0], days[-1] + 1) if date.fromordinal(n).day == 1
    ]
    step = max(1, -(-len(firsts) // most))
    return [(day.toordinal(), f"{day.month:02}.{day.year}") for day in firsts[::step]]


def _rows(language: Language, title: str, found: pd.DataFrame) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for row in found.iloc[::TOLD_EVERY].to_dict("records"):
        told = {
            key: write_number(language, float(row[key]), 0)
            for key in ("p5", "p25", "p50", "p75", "p95")
        }
        monday = write_day(language, date.fromisoformat(str(row["monday"])))
        rows.append(
            (
                title,
                monday,
                told["p50"],
                f"{told['p25']}–{told['p75']}",
                f"{told['p5']}–{told['p95']}",
            )
        )
    return rows
