"""Rankings and trade-offs: dots with their intervals, bars, and the front of the best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from domain.words import Language
from scenarios.chart import Chart, Scale, line, round_step, series, shorten, text, up_to_round
from scenarios.chart_lines import Panel, panel
from scenarios.compare import breaks_first
from scenarios.front import Offer, front
from scenarios.intervals import Interval
from scenarios.sweep import Swept
from scenarios.words import name_of, tell, write_number, write_week

LEFT, TOP, ROW, WIDE = 300, 56, 26, 290
LETTERS = 46
FRONT_LEFT, FRONT_TALL, FRONT_WIDE = 64, 240, 500
MILLION = 100_000_000
"""Cents of a million euros."""
THOUSAND = 100_000
NEVER_LESS = 0.01
ROOM = 0.2
"""Of a step, left free at the end of an axis."""
BARS = 8
"""Of a scenario; the table has all."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One line of a ranking."""

    name: str
    value: Interval
    told: str
    """The value as it is written."""
    note: str = ""


def draw_ranking(language: Language, ranked: Sequence[Ranked]) -> Chart:
    """Dots with whiskers, the best on top."""
    ends = [end for one in ranked for end in (one.value.low, one.value.high)]
    low, high = min([0.0, *ends]), max([NEVER_LESS, *ends])
    scale = Scale(low, high, LEFT, LEFT + WIDE)
    bottom = TOP + len(ranked) * ROW
    parts = []
    for tick in scale.ticks():
        at = scale.at(tick)
        parts.append(line(at, TOP - 6, at, bottom, "grid"))
        parts.append(text(at, bottom + 16, write_number(language, tick), "small", "middle"))
    parts.append(line(scale.at(0), TOP - 6, scale.at(0), bottom, "axis"))
    for k, one in enumerate(ranked):
        y = TOP + k * ROW + 10
        parts.append(text(LEFT - 10, y + 4, shorten(one.name, LETTERS), "", "end"))
        parts.append(line(scale.at(one.value.low), y, scale.at(one.value.high), y, "curve s1"))
        parts.append(f'<circle class="dot s1" cx="{scale.at(one.value.mean):g}" cy="{y}" r="5"/>')
        parts.append(text(LEFT + WIDE + 12, y + 4, one.note, "small"))
    return Chart(
        name="ranking",
        title=tell(language, "chart.ranking"),
        about=tell(language, "chart.ranking.about"),
        body="".join(parts),
        height=bottom + 32,
        head=(tell(language, "helps.candidate"), tell(language, "helps.share"), ""),
        rows=tuple((one.name, one.told, one.note) for one in ranked),
    )


def draw_front(language: Language, offers: Sequence[Offer], *, near: bool = False) -> Chart:
    """Cost to the right, share in time upwards; the best joined by a line.

    ``near``: axes end where the points do, so that small steps are told apart.
    """
    best = front(offers)
    unit = MILLION if max(one.cents.mean for one in offers) >= MILLION else THOUSAND
    word = "M€" if unit == MILLION else "k€"
    right = up_to_round(
        max(one.cents.high if one.cents.half < float("inf") else one.cents.mean for one in offers)
        / unit
    )
    where = panel(FRONT_LEFT, TOP, FRONT_WIDE, FRONT_TALL, (0, right), 100)
    if near:
        where = _near(where, offers, unit)
    body = where.axes(
        [
            (t, f"{write_number(language, t, 0 if t == round(t) else 1)} {word}")
            for t in where.x.ticks()
        ],
        [(t, write_number(language, t, 0)) for t in where.y.ticks()],
    )
    steps = " ".join(
        f"{where.x.at(o.cents.mean / unit):g},{where.y.at(o.share.mean):g}" for o in best
    )
    body += f'<polyline class="curve s5" stroke-dasharray="5 4" points="{steps}"/>'
    for number, one in enumerate(offers, 1):
        x, y = where.x.at(one.cents.mean / unit), where.y.at(one.share.mean)
        if one.share.half < float("inf"):
            least, most = max(one.share.low, where.y.low), min(one.share.high, where.y.high)
            ends = where.y.at(least), where.y.at(most)
            body += line(x, ends[0], x, ends[1], "curve s1")
        body += f'<circle class="dot s1" cx="{x:g}" cy="{y:g}" r="9"/>'
        body += text(x, y + 4, str(number), "small", "middle")
    body += text(FRONT_LEFT - 48, TOP - 12, tell(language, "percent_of_clients"), "small")
    rows = [_offer_row(language, number, one, best) for number, one in enumerate(offers, 1)]
    keys = ("scenario", "cost", "figure.share_in_time", "on_front")
    return Chart(
        name="front",
        title=tell(language, "chart.front"),
        about=tell(language, "chart.front.about"),
        body=body + _legend(offers, TOP + FRONT_TALL + 44),
        height=TOP + FRONT_TALL + 52 + 18 * ((len(offers) + 1) // 2),
        head=("", *(tell(language, key) for key in keys)),
        rows=tuple(rows),
    )


def _near(where: Panel, offers: Sequence[Offer], unit: int) -> Panel:
    """The same panel with axes from the least to the most of the means."""
    costs = [one.cents.mean / unit for one in offers]
    shares = [one.share.mean for one in offers]
    (left, right), (low, high) = _ends(costs), _ends(shares)
    x, y = where.x, where.y
    return Panel(Scale(left, right, x.first, x.last), Scale(low, min(high, 100), y.first, y.last))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Round ends of an axis around some values, with room on both sides."""
    step = round_step(max((max(values) - min(values)) / 3, NEVER_LESS))
    return max(floor(min(values) / step - ROOM) * step, 0), ceil(max(values) / step + ROOM) * step


def _legend(offers: Sequence[Offer], top: float) -> str:
    return "".join(
        text(
            FRONT_LEFT + k % 2 * 320,
            top + k // 2 * 18,
            f"{k + 1}  {shorten(one.name, 44)}",
            "small",
        )
        for k, one in enumerate(offers)
    )


def _offer_row(
    language: Language, number: int, one: Offer, best: Sequence[Offer]
) -> tuple[str, ...]:
    cost = tell(language, "unit.euros", n=write_number(language, one.cents.mean / 100, 0))
    share = tell(language, "unit.percent", n=write_number(language, one.share.mean))
    return (str(number), one.name, cost, share, tell(language, "is_sure") if one in best else "")


def draw_breaks(language: Language, swept: Swept, titles: Mapping[str, str]) -> Chart:
    """Bars: in how many of a hundred replications what breaks first, scenario by scenario."""
    parts, rows, y = [], [], float(TOP)
    scale = Scale(0, 100, LEFT, LEFT + WIDE)
    for number, name in enumerate(one.name for one in swept.scenarios):
        parts.append(text(16, y + 10, titles[name]))
        y += ROW
        for place, row in enumerate(breaks_first(swept, name).to_dict("records")):
            kind = tell(language, f"kind.{row['kind']}")
            what = name_of(language, str(row["kind"]), str(row["name"]))
            words = f"{kind}: {what}" if what and row["kind"] != "hours" else kind
            percent = float(row["percent"])
            day = write_week(language, str(row["day"]))
            rows.append((titles[name], words, write_number(language, percent, 0), day))
            if place >= BARS:
                continue
            parts.append(text(LEFT - 10, y + 10, shorten(words, LETTERS), "small", "end"))
            parts.append(
                f'<rect class="{series(number)}" fill="none" stroke-width="2" x="{LEFT}" y="{y:g}" '
                f'width="{max(scale.at(percent) - LEFT, 1):g}" height="12"/>'
            )
            parts.append(
                text(
                    scale.at(percent) + 8,
                    y + 10,
                    f"{write_number(language, percent, 0)} · {day}",
                    "small",
                )
            )
            y += ROW - 6
        y += 10
    return Chart(
        name="breaks",
        title=tell(language, "chart.breaks"),
        about=tell(language, "chart.breaks.about"),
        body="".join(parts),
        height=round(y + 10),
        head=tuple(tell(language, key) for key in ("scenario", "what", "percent_first", "day")),
        rows=tuple(rows),
    )
