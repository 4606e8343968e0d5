"""What a form said, field by field, and everything that is wrong with it at once."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from api.pages.forms import Fields
from api.routes.problems import told_finding
from domain.clock import CLOCK_HOUR, ZONE
from domain.finding import Fact, Finding, Where
from domain.session import DAY_MINUTES
from domain.words import Language

E = TypeVar("E", bound=Enum)
TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
NUMBER = re.compile(r"[^\x00-\x1f\x7f/,;~]{1,60}")
"""What may be the number of a record."""
LONGEST = 2000
IN_A_FORM = {"import.value_missing": "form.needed"}
"""What is said of a cell of a workbook, and how a form says it."""


class Sent:
    """The fields of a form, as they were sent; ``faults`` grows with each that is misread."""

    def __init__(
        self, fields: Fields | None = None, plain: Mapping[str, str] | None = None
    ) -> None:
        """``plain``: what stands in a form before anybody has sent it."""
        self._values = {name: tuple(told) for name, told in (fields or Fields()).values.items()}
        self._plain = dict(plain or {})
        self.faults: list[Finding] = []

    def __call__(self, name: str) -> str:
        """What a field says, without blanks around it; empty where it says nothing."""
        told = self._values.get(name)
        return (told[-1] if told else self._plain.get(name, "")).strip()[:LONGEST]

    def all(self, name: str) -> tuple[str, ...]:
        """What a field says that may be there several times."""
        return tuple(one for one in self._values.get(name, ()) if one)

    @property
    def names(self) -> frozenset[str]:
        """Every field that says anything."""
        return frozenset({*self._values, *self._plain})

    @property
    def is_new(self) -> bool:
        """Whether nobody has sent anything yet."""
        return not self._values

    def text(self, name: str) -> str:
        """A text that must be there."""
        if not self(name):
            self._fault("form.needed", name)
        return self(name)

    def day(self, name: str, otherwise: date | None = None) -> date:
        """A day; ``otherwise`` where none is told; a fault where it must be and is not."""
        told = self(name)
        if not told and otherwise is not None:
            return otherwise
        try:
            return _a_day(told)
        except ValueError:
            self._fault("form.day" if told else "form.needed", name, expected="2026-11-23")
            return date.min

    def time(self, name: str) -> int:
        """A time of the day, in minutes."""
        found = TIME.fullmatch(self(name))
        minutes = int(found[1]) * CLOCK_HOUR + int(found[2]) if found else DAY_MINUTES
        if not 0 <= minutes < DAY_MINUTES or (found and int(found[2]) >= CLOCK_HOUR):
            self._fault("form.time" if self(name) else "form.needed", name, expected="9:30")
            return 0
        return minutes

    def moment(self, name: str, otherwise: datetime) -> datetime:
        """A day and time in Estonia."""
        told = self(name)
        try:
            found = datetime.fromisoformat(told) if told else otherwise
        except ValueError:
            self._fault("form.day", name, expected="2026-11-23T09:30")
            return otherwise
        return found if found.tzinfo else found.replace(tzinfo=ZONE)

    def id(self, name: str) -> str:
        """The number of a record; empty where none is told."""
        told = self(name)
        if told and not NUMBER.fullmatch(told):
            self._fault("form.id", name)
        return told

    def number(self, name: str, least: int, most: int) -> int:
        """A whole number within bounds."""
        told = self(name)
        plain = told.isascii() and told.isdecimal() and len(told) <= len(str(most))
        if not plain or not least <= int(told) <= most:
            kind = "form.number" if told else "form.needed"
            self._fault(kind, name, expected=f"{least}–{most}")
            return least
        return int(told)

    def word(self, name: str, of: type[E]) -> E | None:
        """One of some words; None where none is told."""
        told = self(name)
        found = next((one for one in of if str(one.value) == told), None)
        if told and found is None:
            self._fault("form.word", name)
        return found

    def several(self, name: str, known: Callable[[str], Any | None]) -> tuple[Any, ...]:
        """Everything that a field says, each understood; what is not is a fault."""
        found = [known(one) for one in self.all(name)]
        if None in found:
            self._fault("form.word", name)
        return tuple(one for one in found if one is not None)

    def _fault(self, rule: str, name: str, **facts: Fact) -> None:
        where = Where("", "", None, name, self(name)[:60])
        self.faults.append(Finding(rule, name, facts, where=where))


class Wrong(dict[str, tuple[str, ...]]):
    """Sentences by the field that they are about; nothing is wrong with others."""

    def __missing__(self, name: str) -> tuple[str, ...]:
        return ()


def wrong_in(language: Language, found: Iterable[Finding]) -> Wrong:
    """What is wrong, by field; what is about none stands under ``""``."""
    told = Wrong()
    for one in found:
        said = told_finding(language, replace(one, rule=IN_A_FORM.get(one.rule, one.rule)))
        field = str(said.get("column") or "")
        told[field] = (*told[field], said["sentence"])
    return told


def _a_day(told: str) -> date:
    if "." in told:
        day, month, year = told.split(".")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(told)
