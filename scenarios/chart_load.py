"""Demand against capacity by week: hours that clients need, hours at hand, hours with clients."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from domain.words import Language
from scenarios.chart import Chart, shorten, text
from scenarios.chart_lines import named_lines, panel
from scenarios.chart_queue import TOLD_EVERY, month_ticks
from scenarios.sweep import Swept
from scenarios.words import tell, write_number, write_week

LEFT, TOP, TALL, WIDE, EACH = 64, 70, 150, 500, 220
TITLE = 80
HOUR = 60
KINDS = ("asked", "there", "given")
"""Needed by those who wait or are served; at hand; with clients."""


def load_by_week(swept: Swept, scenario: str) -> pd.DataFrame:
    """Minutes of a week, means over replications: ``asked``, ``there`` and ``given`` by Monday."""
    cells, work = (swept.tables[name] for name in ("cells", "work"))
    asked = cells[cells["scenario"] == scenario].groupby("monday")["minutes_asked"].sum()
    mine = work[work["scenario"] == scenario].groupby("monday")
    sums = mine[["minutes_there", "minutes_given"]].sum()
    found = pd.DataFrame(
        {"asked": asked, "there": sums["minutes_there"], "given": sums["minutes_given"]}
    )
    return (found / swept.replications).sort_index()


def draw_load(
    language: Language, swept: Swept, names: Sequence[str], titles: Mapping[str, str]
) -> Chart:
    """A panel a scenario, one below the other, with the same axis."""
    found = {name: load_by_week(swept, name) for name in names}
    most = max(float(one.to_numpy().max(initial=0)) for one in found.values()) / HOUR
    parts: list[str] = []
    rows: list[tuple[str, ...]] = []
    for number, name in enumerate(names):
        top = TOP + number * EACH
        table = found[name]
        days = [date.fromisoformat(str(day)).toordinal() for day in table.index]
        where = panel(LEFT, top, WIDE, TALL, (days[0], days[-1]), most)
        ticks = [(t, write_number(language, t, 0)) for t in where.y.ticks(4)]
        parts.append(text(LEFT - 48, top - 16, shorten(titles[name], TITLE)))
        parts.append(where.axes(month_ticks(days), ticks))
        hours = {kind: (table[kind].to_numpy(float) / HOUR).tolist() for kind in KINDS}
        lines = [(tell(language, f"load.{kind}"), days, hours[kind]) for kind in KINDS]
        parts.append(named_lines(where, lines))
        rows += [
            (
                titles[name],
                write_week(language, str(table.index[place])),
                *(write_number(language, hours[kind][place], 0) for kind in KINDS),
            )
            for place in np.arange(0, len(table), TOLD_EVERY).tolist()
        ]
    return Chart(
        name="load",
        title=tell(language, "chart.load"),
        about=tell(language, "chart.load.about"),
        body="".join(parts),
        height=TOP + len(names) * EACH - 36,
        head=(
            tell(language, "scenario"),
            tell(language, "week"),
            *(tell(language, f"load.{kind}") for kind in KINDS),
        ),
        rows=tuple(rows),
    )
