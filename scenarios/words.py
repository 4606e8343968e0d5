"""What is said of scenarios in Estonian, Russian and English, beside the words of the trade.

Sentences stand in ``words.yaml``, one key with three languages; facts stand in braces, and a fact
may say after a colon how it is written, as in ``domain.words``.
"""

import math
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

from domain.funders import funder_name
from domain.programme import components
from domain.themes import kind_name, kinds
from domain.words import (
    Language,
    read_words,
    write_count,
    write_day,
    write_fact,
    write_minutes,
)
from scenarios.intervals import Interval

TEN = 10
DASH = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
UNITS: Mapping[str, str] = {
    **dict.fromkeys(("share_in_time", "share_met", "busy", "exhausted"), "percent"),
    **dict.fromkeys(("mean_wait", "median_wait", "late_wait"), "days"),
    **dict.fromkeys(("minutes_there", "minutes_given"), "hours"),
    **dict.fromkeys(("cents", "staff_cents", "provider_cents"), "euros"),
}
"""Unit of a figure; what is not named counts people."""
SCALES: Mapping[str, int] = {"euros": 100, "hours": 60}
WHOLE_UNITS = frozenset(SCALES)
ROUGH = 100
"""Numbers from here on are written without tenths."""


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Every sentence by key, then by language."""
    text = (files("scenarios") / "words.yaml").read_text("utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found


def tell(language: Language, key: str, /, **facts: object) -> str:
    """Say a sentence with its facts. Raises KeyError where there is none such, or a fact lacks."""
    return _Filled(language).vformat(sentences()[key][language], (), facts)


class _Filled(Formatter):
    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        return write_fact(self._language, value, format_spec) if format_spec else str(value)


def write_number(language: Language, number: float, digits: int = 1) -> str:
    """A number in groups of three digits, with so many behind the decimal mark."""
    if math.isnan(number):
        return DASH
    if math.isinf(number):
        return "∞"
    scaled = round(abs(number) * TEN**digits)
    whole, rest = divmod(scaled, TEN**digits)
    sign = MINUS if number < 0 and scaled else ""
    mark = "." if language == "en" else ","
    return sign + write_count(language, whole) + (f"{mark}{rest:0{digits}}" if digits else "")


def write_value(language: Language, figure: str, value: float, *, change: bool = False) -> str:
    """A figure in its unit; ``change``: a difference, with its sign."""
    return _with_unit(language, figure, _signed(language, figure, value, change=change), change)


def write_interval(language: Language, figure: str, one: Interval, *, change: bool = False) -> str:
    """A mean with half the width of its interval, in the unit of the figure."""
    mean = _signed(language, figure, one.mean, change=change)
    if not (math.isinf(one.half) or math.isnan(one.mean)):
        half = _bare(language, figure, one.half, tenths=abs(_scaled(figure, one.mean)) < ROUGH)
        mean = tell(language, "interval", mean=mean, half=half)
    return _with_unit(language, figure, mean, change)


def _signed(language: Language, figure: str, value: float, *, change: bool) -> str:
    plus = change and value > 0
    return ("+" if plus else "") + _bare(language, figure, value)


def _bare(language: Language, figure: str, value: float, *, tenths: bool = True) -> str:
    number = _scaled(figure, value)
    small = tenths and abs(number) < ROUGH and UNITS.get(figure) not in WHOLE_UNITS
    return write_number(language, number, 1 if small else 0)


def _scaled(figure: str, value: float) -> float:
    return value / SCALES.get(UNITS.get(figure, "people"), 1)


def _with_unit(language: Language, figure: str, written: str, change: bool) -> str:  # noqa: FBT001
    unit = UNITS.get(figure, "people")
    if unit == "people":
        return written
    name = "points" if change and unit == "percent" else unit
    if language == "en" and unit == "euros" and written[:1] in {"+", MINUS}:
        return written[0] + tell(language, "unit.euros", n=written[1:])
    return tell(language, f"unit.{name}", n=written)


def name_of(language: Language, what: str, code: str) -> str:
    """The name of a component, language, experience, role, level or anything else by its code."""
    if what == "component" and code in components():
        return components()[code][1].name[language]
    if what == "experience" and code in kinds():
        return kind_name(code, language)
    if what == "funder":
        return funder_name(code, language)
    own = sentences().get(f"{what}.{code}")
    return read_words(language).get(f"{what}.{code}", own[language] if own else code)


def write_week(language: Language, monday: str) -> str:
    """A Monday of a table."""
    return write_day(language, date.fromisoformat(monday)) if monday else DASH


def write_hours(language: Language, minutes: int) -> str:
    """Minutes as hours and minutes."""
    return write_minutes(language, minutes)
