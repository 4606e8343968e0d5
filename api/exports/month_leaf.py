"""What a month comes to, as leaves: headed columns of texts, days, minutes and cents, with sums.

A leaf is written as a sheet or as a CSV file alike; what it holds does not know which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto

import pandas as pd

from api.exports.cells import Cell
from api.workbook.column import Language, Names
from billing.tables import NO_DAY


class Form(Enum):
    """How the values of a field are told and written; None is an empty cell in any form."""

    TEXT = auto()
    """Words; the empty text is an empty cell."""
    DAY = auto()
    """Days as ``date.toordinal`` counts them; 0: an empty cell."""
    MONTH = auto()
    """The same, of which the month is told."""
    WHOLE = auto()
    MINUTES = auto()
    CENTS = auto()
    """Written in euros with two decimals."""
    E4 = auto()
    """Hundredths of a cent, written in euros with four decimals."""
    PERCENT = auto()
    """Hundredths of a percent."""
    FLAG = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One column: key, heading in three languages, form, width in letters."""

    key: str
    names: Names
    form: Form = Form.TEXT
    width: int = 14
    total: bool = False
    """Its sum stands below the rows."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet or file: key, name in three languages, columns by key."""

    key: str
    names: Names
    fields: tuple[Field, ...]
    columns: Mapping[str, Sequence[object]]
    fixed: int = 1
    """Columns that stay while people scroll."""

    def __len__(self) -> int:
        """How many rows; ValueError where columns are of different lengths or missing."""
        lengths = {len(self.columns[field.key]) for field in self.fields}
        if len(lengths) != 1:
            message = f"{self.key} has columns of lengths {sorted(lengths)}"
            raise ValueError(message)
        return lengths.pop()

    def cells(self, field: Field, language: Language) -> list[Cell]:
        """The cells of a field as they are written; each different value is turned once."""
        values = self.columns[field.key]
        known = {value: turn(field.form, value, language) for value in set(values)}
        return [known[value] for value in values]

    def total(self, field: Field, language: Language) -> Cell:
        """The sum of a field."""
        told = (value for value in self.columns[field.key] if value is not None)
        return turn(field.form, sum(map(_whole, told)), language)


DIGITS: Mapping[Form, int] = {Form.CENTS: 2, Form.PERCENT: 2, Form.E4: 4}
YES_NO = {True: Names("jah", "да", "yes"), False: Names("ei", "нет", "no")}
TOTAL = Names("Kokku", "Итого", "Total")
CHECK = Names("Kontroll (peab olema 0)", "Проверка (должно быть 0)", "Check (must be 0)")


def turn(form: Form, value: object, language: Language) -> Cell:  # noqa: PLR0911 - one form, one line
    """A value as it is written; TypeError on a float, which is neither money nor time."""
    if value is None:
        return ""
    if form is Form.TEXT:
        return str(value)
    if form is Form.FLAG:
        return YES_NO[bool(value)].name(language)
    whole = _whole(value)
    if form in (Form.DAY, Form.MONTH) and whole == NO_DAY:
        return ""
    if form is Form.DAY:
        return date.fromordinal(whole)
    if form is Form.MONTH:
        day = date.fromordinal(whole)
        return f"{day.year}-{day.month:02d}"
    return Decimal(whole).scaleb(-DIGITS[form]) if form in DIGITS else whole


def columns_of(frame: pd.DataFrame, *names: str) -> dict[str, Sequence[object]]:
    """Some columns of a table as plain values; all of them where none is named."""
    return {str(name): frame[name].tolist() for name in names or frame.columns}


def _whole(value: object) -> int:
    if not isinstance(value, int):
        message = f"whole numbers only, not {value!r}"
        raise TypeError(message)
    return value
