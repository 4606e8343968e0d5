"""What came of scenarios, as a page shows it: figures, differences, places, what would help."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.journeys.scenario_told import HELPS, PLACES
from api.pages.weeks.by_county import TILES
from domain.words import Language
from scenarios.intervals import Interval
from scenarios.library import Asked
from scenarios.report import Report
from scenarios.report_values import Row, write_asked, write_row
from scenarios.words import ROUGH, SCALES, UNITS, WHOLE_UNITS, name_of, write_number, write_value

HEADLINES = ("share_in_time", "late_wait", "queue", "busy", "cents")
BETTER: Mapping[str, int] = {
    "share_in_time": 1, "share_met": 1, "served": 1,
    "late_wait": -1, "queue": -1, "exhausted": -1,
}  # fmt: skip
"""Whether more is better (1) or worse (-1); of other figures nobody can say."""
ROOM = 0.06
"""Of the scale, left free at both ends of an interval."""
LATE = ((95, 1), (80, 2), (60, 3), (40, 4))
"""Percent in time, and the shade of a county that has as much."""
DARKEST = 5
WORST = 8
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Span:
    """An interval on the scale of its row."""

    low: float
    middle: float
    high: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Delta:
    """A figure of one scenario beside that of the base."""

    value: str
    change: str
    half: str
    tone: str
    """good, bad or nothing: what the difference means, where it is more than luck."""
    sure: bool
    span: Span | None
    """None: days have none."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of every scenario."""

    name: str
    base: str
    base_half: str
    deltas: tuple[Delta, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the figures on top."""

    name: str
    value: str
    half: str
    change: Delta | None


@dataclass(frozen=True, slots=True)
class County:
    """A tile: percent in time of those referred."""

    name: str
    column: int
    row: int
    share: float | None
    shade: int


def write_half(language: Language, figure: str, one: Interval) -> str:
    """Half the width of an interval, in the scale of its figure, without the unit."""
    unit = UNITS.get(figure, "people")
    scale = SCALES.get(unit, 1)
    small = abs(one.mean / scale) < ROUGH and unit not in WHOLE_UNITS
    return f"± {write_number(language, one.half / scale, 1 if small else 0)}"


def figures_of(report: Report) -> tuple[Figure, ...]:
    """Every figure, the base first, each difference with its interval."""
    names = list(report.titles)
    told = (one for one in report.answers if _is_told(report, one, names))
    return tuple(_figure(report, asked, names) for asked in told)


def _is_told(report: Report, asked: Asked, names: Sequence[str]) -> bool:
    """Money is told where there is any: whoever has no prices asks for none."""
    return asked.figure != "cents" or any(report.row(name, asked).value.mean for name in names)


def _figure(report: Report, asked: Asked, names: Sequence[str]) -> Figure:
    language = report.language
    base, *others = (report.row(name, asked) for name in names)
    changes = [row.change for row in others if row.change is not None]
    ends = [end for one in changes for end in (one.low, one.high)]
    least, most = min([0.0, *ends]), max([0.0, *ends])
    room = ((most - least) or 1.0) * ROOM
    scale = (least - room, most + room)
    return Figure(
        name=_begin_large(write_asked(language, asked)),
        base=_value(language, base),
        base_half=_half(language, base),
        deltas=tuple(_delta(language, row, scale) for row in others),
    )


def _value(language: Language, row: Row) -> str:
    if row.day is not None or row.asked.figure == "exhausted":
        return write_row(language, row)
    return write_value(language, row.asked.figure, row.value.mean)


def _half(language: Language, row: Row) -> str:
    if row.day is not None or row.asked.figure == "exhausted":
        return ""
    return write_half(language, row.asked.figure, row.value)


def _delta(language: Language, row: Row, scale: tuple[float, float]) -> Delta:
    figure, change = row.asked.figure, row.change
    if change is None:
        return Delta(_value(language, row), "", "", "", sure=False, span=None)
    way = BETTER.get(figure, 0) * (1 if change.mean > 0 else -1)
    tone = {1: "good", -1: "bad"}.get(way, "") if change.is_sure else ""
    return Delta(
        value=_value(language, row),
        change=write_value(language, figure, change.mean, change=True),
        half=write_half(language, figure, change),
        tone=tone,
        sure=change.is_sure or not (change.mean or change.half),
        span=Span(change.low, change.mean, change.high, *scale),
    )


def headlines_of(report: Report, one: str) -> tuple[Headline, ...]:
    """The figures on top of a scenario's page."""
    language, found = report.language, []
    for asked in report.answers:
        if asked.figure not in HEADLINES or not _is_told(report, asked, [one]):
            continue
        row = report.row(one, asked)
        change = _delta(language, row, (0.0, 1.0)) if row.change else None
        name = _begin_large(write_asked(language, asked))
        found.append(Headline(name, _value(language, row), _half(language, row), change))
    return tuple(found)


def places_shown(result: Mapping[str, Any], language: Language) -> list[dict[str, Any]]:
    """Counties and languages, where most are kept waiting first."""
    rows = [
        {**one, "words": name_of(language, "language", one["language"])}
        for one in result.get(PLACES, ())
    ]
    return sorted(rows, key=lambda one: (-_late(one), one["county"], one["words"]))


def _late(one: Mapping[str, Any]) -> float:
    """Of those referred, how many are not met in time."""
    share = WHOLE if one["share"] is None else one["share"]
    return float(one["came"] * (WHOLE - share))


def counties_of(result: Mapping[str, Any]) -> tuple[County, ...]:
    """Every county as a tile; one from which nobody is referred bears no number."""
    came: dict[str, float] = {}
    late: dict[str, float] = {}
    for one in result.get(PLACES, ()):
        county = one["county"]
        came[county] = came.get(county, 0.0) + one["came"]
        late[county] = late.get(county, 0.0) + _late(one)
    found = []
    for name in sorted(TILES):
        share = WHOLE - late[name] / came[name] if came.get(name) else None
        found.append(County(name, *TILES[name], share, _shade(share)))
    return tuple(found)


def _shade(share: float | None) -> int:
    if share is None:
        return 1
    return next((shade for least, shade in LATE if share >= least), DARKEST)


def helps_of(result: Mapping[str, Any], language: Language) -> dict[str, Any] | None:
    """What would help most, each with its interval on one scale; None where nobody asked."""
    told = (result.get(HELPS) or {}).get(language)
    if told is None:
        return None
    places = Counter(one["place"] for one in told["proposals"])
    shown = [
        {**_brought(one, language), "number": number, "tied": places[one["place"]] > 1}
        for number, one in enumerate(told["proposals"])
    ]
    ends = [0.0, *(one["low"] for one in shown), *(one["high"] for one in shown)]
    room = ((max(ends) - min(ends)) or 1.0) * ROOM
    sets = [one for one in told["together"] if one["best_for_its_cost"] and one["operations"]]
    return {
        **told,
        "shown": shown,
        "sets": [_brought(one, language) for one in sets],
        "least": min(ends) - room,
        "most": max(ends) + room,
    }


def _brought(one: Mapping[str, Any], language: Language) -> dict[str, Any]:
    """What a proposal, or a set of them, brings and costs, written."""
    change, cents = one["share_in_time_change"], one["provider_cents_change"]
    ends = {name: change[name] or 0.0 for name in ("low", "mean", "high")}
    return {
        **one,
        **ends,
        "change": write_value(language, "share_in_time", ends["mean"], change=True),
        "half": f"± {write_number(language, change['half_width'] or 0)}",
        "cents": write_value(language, "provider_cents", cents["mean"] or 0, change=True),
        "sure": ends["low"] > 0 or ends["high"] < 0,
    }


def _begin_large(words: str) -> str:
    return words[:1].upper() + words[1:]
