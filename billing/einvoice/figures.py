"""Numbers and days as e-invoices write them, read and written exactly; never a float."""

import re
from datetime import date

LARGEST = 10**11
"""Beyond a billion euros or ten million units nothing of this trade is meant."""
_NUMBER = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_LONGEST = 40


class UnreadableError(ValueError):
    """A value that cannot be taken; ``why`` is not_a_number, decimals, too_large or not_a_day."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_number(text: str, places: int) -> int:
    """A decimal number in units of its last place: 12.3 with two places is 1230.

    Raises UnreadableError on anything else, on more decimals than places (zeros at the end
    do not count) and on what is too large.
    """
    found = _NUMBER.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    whole, rest = (found[2], (found[3] or "").rstrip("0")) if found else ("", "")
    if found is None or not found[2] + (found[3] or ""):
        why = "not_a_number"
        raise UnreadableError(why)
    if len(rest) > places:
        why = "decimals"
        raise UnreadableError(why)
    size = int((whole or "0") + rest.ljust(places, "0"))
    if size > LARGEST:
        why = "too_large"
        raise UnreadableError(why)
    return -size if found[1] == "-" else size


def read_day(text: str) -> date:
    """A day of XML, its zone left aside; raises UnreadableError."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date.fromisoformat(found[1] if found else "")
    except ValueError:
        why = "not_a_day"
        raise UnreadableError(why) from None


def write_number(size: int, places: int, least: int = 0) -> str:
    """A number in units of its last place as a decimal, with at least so many decimals."""
    whole, rest = divmod(abs(size), 10**places)
    decimals = f"{rest:0{places}d}".rstrip("0").ljust(least, "0") if places else ""
    sign = "-" if size < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def write_cents(cents: int) -> str:
    """Euros with two decimals."""
    return write_number(cents, 2, 2)


def half_away(top: int, bottom: int) -> int:
    """A quotient to the nearest whole number, halves away from zero; ``bottom`` is above 0."""
    rounded = (2 * abs(top) + bottom) // (2 * bottom)
    return rounded if top >= 0 else -rounded
