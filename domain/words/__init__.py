"""What the product says, in Estonian, Russian and English: one sentence per key, filled with facts.

A sentence stands in ``et.yaml``, ``ru.yaml`` and ``en.yaml`` under the same key and names the
same facts in braces. A fact may say after a colon how it is written:

``{about}``              as it is (nothing at all is written as a dash)
``{n:count}``            13 000, 13,000
``{n:minutes}``          whole minutes: 1 t 30 min, 1 ч 30 мин, 1 h 30 min
``{n:euros}``            whole cents: 1 234,56 €, €1,234.56
``{x:day}``              a date, or its ISO text: 05.06.2026, 5 June 2026
``{n:time}``             minutes of the day or of the week: 09:05
``{n:moment}``           minutes of the week: E 09:05
``{n:plural:one|many}``  the form that goes with a number; Russian has three: one|two|five
``{x:role}``             the name of a code, or of several with commas between them; likewise
                         ``level``, ``weekday``, ``on_weekday``, ``language``, ``theme`` and so on

Names are never bent: a sentence puts them first, before a colon, or in brackets.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Literal, get_args

import yaml

from domain.finding import Fact, Unit
from domain.languages import languages
from domain.session import DAY_MINUTES, WEEK_DAYS
from domain.themes import themes

Language = Literal["et", "ru", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

FORMS: Mapping[Language, int] = {"et": 2, "ru": 3, "en": 2}
"""Forms that a noun has beside a number."""

_DASH = "\N{EN DASH}"
_MINUS = "\N{MINUS SIGN}"
_SPACE = "\N{NO-BREAK SPACE}"
_TEEN = range(11, 15)
_FEW = range(2, 5)
_OPEN = ("language", "theme")
"""Codes that people may add to: one without a name speaks for itself."""


def say(language: Language, key: str, /, **facts: Fact | date) -> str:
    """Say a sentence with its facts; facts that it does not name are left unsaid.

    Raises KeyError where there is no such sentence or a fact is missing.
    """
    said = []
    for text, fact, how in _pieces(language, key):
        said.append(text)
        if fact:
            if fact not in facts:
                message = f"{language}: {key!r} asks for the fact {fact!r}"
                raise KeyError(message)
            said.append(write_fact(language, facts[fact], how))
    return "".join(said)


@cache
def read_words(language: Language) -> Mapping[str, str]:
    """Every sentence of a language as it is written, by key; names of languages and themes too."""
    text = (files("domain.words") / f"{language}.yaml").read_text("utf-8")
    words = dict(_flatten(yaml.safe_load(text)))
    words |= {f"language.{row.id}": str(getattr(row, language)) for row in languages().values()}
    words |= {f"theme.{row.id}": str(getattr(row, language)) for row in themes().values()}
    return words


def read_facts(language: Language, key: str) -> frozenset[tuple[str, str]]:
    """Every fact that a sentence asks for, with the way it is written (forms left aside)."""
    pieces = _pieces(language, key)
    return frozenset((fact, how.partition(":")[0]) for _, fact, how in pieces if fact)


def write_fact(language: Language, fact: Fact | date, how: str = "") -> str:
    """Write a fact the way a sentence asks for.

    Raises TypeError where a number is asked for and something else is given, KeyError on a
    code or a way of writing that nobody knows, ValueError on a text that is no date.
    """
    way, _, forms = how.partition(":")
    if way in _NUMBERS:
        return _NUMBERS[way](language, _whole(fact))
    match way:
        case "":
            return str(fact) or _DASH
        case "day":
            day = fact if isinstance(fact, date) else date.fromisoformat(str(fact))
            return write_day(language, day)
        case "plural":
            return choose_form(language, _whole(fact), forms.split("|"))
        case _:
            named = [_name(language, way, code.strip()) for code in str(fact).split(",")]
            return ", ".join(filter(None, named)) or _DASH


def write_amount(language: Language, amount: int, unit: Unit) -> str:
    """Write how much is at stake, in its unit."""
    match unit:
        case Unit.MINUTES:
            return write_minutes(language, amount)
        case Unit.CENTS:
            return write_euros(language, amount)
        case Unit.COUNT:
            return write_count(language, amount)


def write_count(language: Language, count: int) -> str:
    """Write a number in groups of three digits."""
    return _sign(count) + _grouped(language, abs(count))


def write_minutes(language: Language, minutes: int) -> str:
    """Write whole minutes as hours and minutes."""
    words = read_words(language)
    hours, rest = divmod(abs(minutes), 60)
    parts = [f"{_grouped(language, hours)} {words['unit.hour']}"] if hours else []
    parts += [f"{rest} {words['unit.minute']}"] if rest or not hours else []
    return _sign(minutes) + " ".join(parts)


def write_euros(language: Language, cents: int) -> str:
    """Write whole cents as euros."""
    euros, rest = divmod(abs(cents), 100)
    if language == "en":
        return f"{_sign(cents)}€{_grouped(language, euros)}.{rest:02}"
    return f"{_sign(cents)}{_grouped(language, euros)},{rest:02}{_SPACE}€"


def write_share(language: Language, share: float) -> str:
    """Write a share (0..1) in percent, rounded up to a tenth: no gap is made to look closed."""
    tenths = math.ceil(round(share * 1000, 6))
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}%" if language == "en" else f"{whole},{rest}{_SPACE}%"


def write_day(language: Language, day: date) -> str:
    """Write a date."""
    if language == "en":
        return f"{day.day} {read_words(language)[f'month.{day.month}']} {day.year}"
    return f"{day.day:02}.{day.month:02}.{day.year}"


def write_time(minutes: int) -> str:
    """Write minutes of the day, or of the week, as the hands of a clock; a day ends at 24:00."""
    hours, rest = divmod(minutes, 60)
    return f"{24 if minutes == DAY_MINUTES else hours % 24:02}:{rest:02}"


def write_moment(language: Language, minutes: int) -> str:
    """Write minutes of the week as weekday and time."""
    day, rest = divmod(minutes, DAY_MINUTES)
    return f"{read_words(language)[f'weekday_short.{day % WEEK_DAYS}']} {write_time(rest)}"


def choose_form(language: Language, count: int, forms: Sequence[str]) -> str:
    """Choose the form that goes with a number: Russian counts 1, 2 and 5, the others 1 and 2.

    Raises ValueError where there are more or fewer forms than the language has.
    """
    if len(forms) != FORMS[language]:
        message = f"{language} has {FORMS[language]} forms beside a number, not {'|'.join(forms)}"
        raise ValueError(message)
    size = abs(count)
    if language != "ru":
        return forms[size != 1]
    if size % 100 in _TEEN:
        return forms[2]
    return forms[0 if size % 10 == 1 else 1 if size % 10 in _FEW else 2]


@cache
def _pieces(language: Language, key: str) -> tuple[tuple[str, str, str], ...]:
    """Split a sentence into text, the fact that follows it (or none), and how it is written."""
    words = read_words(language)
    if key not in words:
        message = f"{language}: there is no sentence {key!r}"
        raise KeyError(message)
    found = Formatter().parse(words[key])
    return tuple((text, fact or "", how or "") for text, fact, how, _ in found)


def _flatten(tree: Mapping[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)


def _name(language: Language, family: str, code: str) -> str:
    words = read_words(language)
    key = f"{family}.{code}"
    if code and key not in words and family not in _OPEN:
        message = f"{language}: there is no word {key!r}"
        raise KeyError(message)
    return words.get(key, code)


def _whole(fact: Fact | date) -> int:
    if type(fact) is not int:
        message = f"a whole number is asked for, not {fact!r}"
        raise TypeError(message)
    return fact


def _grouped(language: Language, number: int) -> str:
    return f"{number:,}".replace(",", "," if language == "en" else _SPACE)


def _sign(number: int) -> str:
    return _MINUS if number < 0 else ""


_NUMBERS: Mapping[str, Callable[[Language, int], str]] = {
    "count": write_count,
    "minutes": write_minutes,
    "euros": write_euros,
    "moment": write_moment,
    "time": lambda _, minutes: write_time(minutes),
}
"""Ways of writing a whole number."""
