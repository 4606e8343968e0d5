"""How pages write days, times, numbers and money, by the locale of their language."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from babel.dates import format_date, format_datetime, format_interval, format_skeleton
from babel.numbers import format_currency, format_decimal, format_percent

from api.exports.phrases import phrase
from api.pages.catalogue import locale_of
from domain.clock import ZONE
from domain.funders import funder_name
from domain.words import Language, say, write_minutes, write_share, write_time

HOUR_MINUTES = 60


def write_day(language: Language, day: date) -> str:
    """Such as 23. nov 2026."""
    return format_date(day, "medium", locale_of(language))


def write_short_day(language: Language, day: date) -> str:
    """Without its year: 23.11."""
    pattern = "d MMM" if language == "en" else "d.MM"
    return format_date(day, pattern, locale_of(language))


def write_long_day(language: Language, day: date) -> str:
    """With the day of the week: esmaspäev, 23. november 2026."""
    return format_date(day, "full", locale_of(language))


def write_weekday(language: Language, day: date) -> str:
    """In one or two letters."""
    return say(language, f"weekday_short.{day.weekday()}")


def write_span(language: Language, first: date, last: date) -> str:
    """From a day to another, in as few words as it takes: 23.–27. nov 2026."""
    return format_interval(first, last, "yMMMd", locale=locale_of(language))


def write_month(language: Language, day: date) -> str:
    """Such as november 2026, as a heading."""
    told = format_skeleton("yMMMM", day, locale=locale_of(language))
    return told[:1].upper() + told[1:]


def write_when(language: Language, moment: datetime) -> str:
    """Day and time in Estonia."""
    return format_datetime(moment.astimezone(ZONE), "short", locale=locale_of(language))


def write_number(language: Language, number: float) -> str:
    """With as many places as it has, three at most."""
    return format_decimal(number, locale=locale_of(language))


def write_euros(language: Language, cents: int) -> str:
    """Whole cents as euros with their sign."""
    return format_currency(Decimal(cents).scaleb(-2), "EUR", locale=locale_of(language))


def write_hours(language: Language, minutes: int) -> str:
    """Whole minutes as hours with one place, for columns: 36,5."""
    return format_decimal(Decimal(minutes) / HOUR_MINUTES, "#,##0.0", locale=locale_of(language))


def write_percent(language: Language, share: float) -> str:
    """A share (0..1) in percent with one place."""
    return format_percent(share, "#,##0.#%", locale=locale_of(language))


WRITERS: Mapping[str, Callable[..., str]] = {
    "day": write_day,
    "short_day": write_short_day,
    "long_day": write_long_day,
    "weekday": write_weekday,
    "span": write_span,
    "month": write_month,
    "when": write_when,
    "number": write_number,
    "euros": write_euros,
    "hours": write_hours,
    "percent": write_percent,
    "gap": write_share,
    "minutes": write_minutes,
    "funder": lambda language, name: funder_name(name, language),
    "say": say,
    "phrase": phrase,
}
"""What templates call by these names, each told its language beforehand."""


def writers_of(language: Language) -> dict[str, Any]:
    """The writers of a language, and the one that needs none."""
    return {name: partial(one, language) for name, one in WRITERS.items()} | {"time": write_time}
