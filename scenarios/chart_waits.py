"""How long people wait for a first meeting: running percent by working days, with the deadline."""

from collections.abc import Mapping

import numpy as np

from domain.words import Language
from scenarios.chart import Chart, line, text
from scenarios.chart_lines import named_lines, panel
from scenarios.compare import waiting
from scenarios.sweep import Swept
from scenarios.words import tell, write_number

MOST_DAYS = 40
LEFT, TOP, TALL, WIDE = 56, 56, 230, 470
TOLD = (0, 1, 2, 5, 10, 20, 40)
"""Working days in the table, beside the deadline."""


def draw_waits(language: Language, swept: Swept, titles: Mapping[str, str]) -> Chart:
    """One line a scenario."""
    days = swept.scenarios[0].target.days
    upto = max(MOST_DAYS, days * 2)
    grid = np.arange(upto + 1)
    running = {one.name: _running(swept, one.name, upto) for one in swept.scenarios}
    where = panel(LEFT, TOP, WIDE, TALL, (0, upto), 100)
    ticks = [(t, write_number(language, t, 0)) for t in where.y.ticks()]
    body = where.axes([(t, str(round(t))) for t in where.x.ticks(8)], ticks)
    at = where.x.at(days)
    body += line(at, TOP - 6, at, TOP + TALL, "bad")
    body += text(at + 4, TOP - 8, tell(language, "chart.waits.deadline", days=days), "bad small")
    lines = [(titles[name], grid.tolist(), ys.tolist()) for name, ys in running.items()]
    body += named_lines(where, lines)
    body += text(LEFT - 40, TOP - 8, tell(language, "percent_of_clients"), "small")
    body += text(LEFT + WIDE, TOP + TALL + 34, tell(language, "chart.waits.days"), "small", "end")
    told = sorted({*TOLD, days})
    return Chart(
        name="waits",
        title=tell(language, "chart.waits"),
        about=tell(language, "chart.waits.about"),
        body=body,
        height=TOP + TALL + 48,
        head=(tell(language, "scenario"), *(f"≤ {day}" for day in told)),
        rows=tuple(
            (titles[name], *(f"{write_number(language, float(ys[day]))} %" for day in told))
            for name, ys in running.items()
        ),
    )


def _running(swept: Swept, scenario: str, upto: int) -> np.ndarray:
    """Percent of those referred who met within 0, 1, … working days."""
    found = waiting(swept, scenario)
    days, percent = found["days"].to_numpy(), found["percent"].to_numpy(float)
    inside = (days >= 0) & (days <= upto)
    return np.cumsum(np.bincount(days[inside], weights=percent[inside], minlength=upto + 1))
