"""How a cell is written into CSV so that no program takes a text for a formula."""

import re
from datetime import date
from decimal import Decimal

from api.exports.cells import Cell, write_day

RISKY = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
"""A text that begins so is taken for a formula, or would lose a quote when it is read again."""


def write_number(number: int | Decimal) -> str:
    """A number with a decimal comma: ``360``, ``105,00``."""
    return str(number).replace(".", ",")


def guard(text: str) -> str:
    """A text that no program takes for a formula: a quote stands before a risky beginning."""
    return f"'{text}" if RISKY.match(text) else text


def write_text(cell: Cell) -> str:
    """A cell as text: days as dd.mm.yyyy, euros with a comma, texts guarded."""
    if isinstance(cell, str):
        return guard(cell)
    if isinstance(cell, date):
        return write_day(cell)
    return write_number(cell)
