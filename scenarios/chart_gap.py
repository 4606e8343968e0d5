"""Where the promise is kept and where not: county by language, each cell with its figures."""

import math

from domain.words import Language
from scenarios.chart import Chart, shorten, text
from scenarios.compare import gaps
from scenarios.sweep import Swept
from scenarios.words import DASH, name_of, tell, write_number

LEFT, TOP, TALL, WIDE = 130, 72, 24, 560
DARKEST = 0.45
"""Solidity of a cell in which nobody is met in time: its figures stay readable."""
WHOLE = 100
FEWEST = 0.5
"""Referrals below which a cell tells nothing."""


def draw_gap(language: Language, swept: Swept, scenario: str, title: str) -> Chart:
    """One scenario: percent met in time, clients referred in brackets."""
    found = gaps(swept, scenario)
    weeks = swept.tables["cells"]["monday"].nunique()
    found = found.assign(came=found["came"] * weeks)
    found = found[found["came"] >= FEWEST]
    counties = sorted(found["county"].unique())
    languages = list(dict.fromkeys(found["language"]))
    cells = {
        (str(row["county"]), str(row["language"])): (
            float(row["share_in_time"]),
            float(row["came"]),
        )
        for row in found.to_dict("records")
    }
    width = WIDE / max(len(languages), 1)
    parts = [text(16, 44, shorten(title, 80), "small")]
    for k, spoken in enumerate(languages):
        middle = LEFT + (k + 0.5) * width
        parts.append(text(middle, TOP - 8, name_of(language, "language", spoken), "", "middle"))
    for j, county in enumerate(counties):
        parts.append(text(LEFT - 8, TOP + j * TALL + 16, county, "", "end"))
        for k, spoken in enumerate(languages):
            parts.append(
                _cell(
                    language, cells.get((county, spoken)), (LEFT + k * width, TOP + j * TALL), width
                )
            )
    head = (tell(language, "county"), *(name_of(language, "language", one) for one in languages))
    rows = tuple(
        (county, *(_written(language, cells.get((county, spoken))) for spoken in languages))
        for county in counties
    )
    return Chart(
        name=f"gap-{scenario}",
        title=tell(language, "chart.gap"),
        about=tell(language, "chart.gap.about"),
        body="".join(parts),
        height=TOP + len(counties) * TALL + 16,
        head=head,
        rows=rows,
    )


def _cell(
    language: Language, cell: tuple[float, float] | None, at: tuple[float, float], width: float
) -> str:
    """A cell the darker, the fewer are met in time; empty where nobody is referred."""
    late = 0.0 if cell is None or math.isnan(cell[0]) else (WHOLE - cell[0]) / WHOLE
    x, y = at
    box = (
        f'<rect class="cell" x="{x + 1:g}" y="{y + 1:g}" width="{width - 2:g}" '
        f'height="{TALL - 2}" fill-opacity="{late * DARKEST:.3g}"/>'
    )
    return box + text(x + width / 2, y + 16, _written(language, cell), "", "middle")


def _written(language: Language, cell: tuple[float, float] | None) -> str:
    if cell is None or math.isnan(cell[0]):
        return DASH
    share = tell(language, "unit.percent", n=write_number(language, cell[0], 0))
    return f"{share} ({write_number(language, cell[1], 0)})"
