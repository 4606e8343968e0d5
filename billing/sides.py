"""The two sides of a comparison in whole numbers: what was delivered, and what was billed.

Ids of both sides share their numbers, so that a comparison is one of numbers alone. -1 stands
for an id that was not told, 0 for a day that was not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from billing.joining import Bools, Ints, take
from billing.tables import E4

ACTIVITIES = {"individual": 0, "group": 1}
BENEFICIARIES = {"person": 0, "family": 1}
UNITS = {
    "min": 0, "hour": 1, "academic_hour": 2, "meeting": 3, "participant": 4, "month": 5, "sum": 6
}  # fmt: skip
PARTICIPANT, MONTH, SUM = UNITS["participant"], UNITS["month"], UNITS["sum"]
CENTS_E4 = E4 // 100
_EPOCH = 719_163
"""1970-01-01 as ``date.toordinal`` counts."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What was delivered, or was to be: one place a row of ``attended``."""

    name: Ints
    """Stands for the line's text, in every run the same."""
    meeting: Ints
    referral: Ints
    seller: Ints
    client: Ints
    component: Ints
    worker: Ints
    activity: Ints
    beneficiary: Ints
    day: Ints
    start: Ints
    begun: Ints
    lasted: Ints
    """Minutes that the meeting took."""
    minutes: Ints
    """Minutes that may be billed, or that it took where none may."""
    granted: Ints
    present: Ints
    percent: Ints
    booked: Ints
    confirmed: Bools
    planned: Bools
    delivered: Bools
    outcome: Ints
    """Index into the categories of ``attended.outcome``."""
    price: Ints
    full: Ints
    over_units: Ints
    over_month: Ints
    over_year: Ints
    net: Ints
    vat_category: Ints
    vat_rate: Ints

    def take(self, at: npt.NDArray[np.bool_] | Ints) -> "Lines":
        """Some of the lines."""
        return Lines(**take(self, at, _LINE_COLUMNS))


@dataclass(frozen=True, slots=True)
class Rows:
    """What was billed: one place a row of ``billed``."""

    document: Ints
    """Row of ``documents``."""
    name: Ints
    """Stands for the text of document and number."""
    place: Ints
    object: Ints
    """Stands for our own id, 0 where it was not sent back."""
    issued: Ints
    seller: Ints
    client: Ints
    component: Ints
    worker: Ints
    activity: Ints
    first: Ints
    last: Ints
    low: Ints
    """First day that it may speak of: its own, the document's, the run's."""
    high: Ints
    begins: Ints
    """Period of its document; 0: not told."""
    ends: Ints
    minutes: Ints
    unit: Ints
    quantity: Ints
    base: Ints
    unit_price: Ints
    net: Ints
    made: Ints
    """What its quantity, price and allowance make, in cents."""
    vat_category: Ints
    vat_rate: Ints
    credit: Bools
    own: Ints
    """Stands for seller and number of its document."""
    corrects: Ints
    """Stands for seller and number of the invoice that its document corrects; 0: none."""
    summed: Bools
    """It speaks of several days, or of a month."""
    held: Bools
    """Its document is not taken: whatever it says is told of the document."""

    def take(self, at: npt.NDArray[np.bool_] | Ints) -> "Rows":
        """Some of the rows."""
        return Rows(**take(self, at, _ROW_COLUMNS))


@dataclass(frozen=True, slots=True)
class Prices:
    """The price list: one place a row of ``prices``."""

    component: Ints
    activity: Ints
    beneficiary: Ints
    seller: Ints
    """-1: whoever provides."""
    since: Ints
    until: Ints
    unit_minutes: Ints
    cents: Ints


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides and the price list, and the names behind their numbers."""

    lines: Lines
    rows: Rows
    earlier: Rows
    prices: Prices
    components: Sequence[str]
    clients: Sequence[str]
    workers: Sequence[str]
    sellers: Sequence[str]
    vat_categories: Sequence[str]
    outcomes: Sequence[str]
    first: int
    """First and last day of the run."""
    last: int


_LINE_COLUMNS = tuple(field.name for field in fields(Lines))
_ROW_COLUMNS = tuple(field.name for field in fields(Rows))


def month_start(days: npt.ArrayLike) -> Ints:
    """First day of the month of each day, as ``date.toordinal`` counts."""
    dates = (np.asarray(days) - _EPOCH).astype("datetime64[D]")
    months: Ints = dates.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return months + _EPOCH
