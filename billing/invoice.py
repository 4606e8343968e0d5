"""Invoices and credit notes of ours, as frozen records: one document is small.

In a credit note the amounts of the record are those that it gives back, as the document itself
writes them; its rows in the tables (billing/papers) are minus.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from billing.arithmetic import UNIT_MINUTES, vat_cents
from billing.parties import Buyer, Seller
from billing.tables import E4
from billing.vat import VatGroup

CURRENCY = "EUR"
NOT_IN_TIME = -1


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is taken off a line, and why."""

    cents: int
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one funder pays of a line."""

    funder: str
    cents: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line: one client's part in one meeting."""

    number: str
    object: str
    """Our own id of the line, by which an answer finds it."""
    client: str
    component: str
    worker: str
    activity: str
    first: date
    last: date
    quantity: int
    """Ten-thousandths of a unit."""
    unit: str
    """As in the table of billed lines."""
    base: int
    """Minutes for which the price stands; 0 where the unit is not one of time."""
    unit_price: int
    """Ten-thousandths of a euro for ``base`` or one unit."""
    net: int
    vat_category: str
    vat_rate: int
    said: str
    allowances: tuple[Allowance, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def allowance(self) -> int:
        """Cents taken off in all."""
        return sum(taken.cents for taken in self.allowances)

    @property
    def minutes(self) -> int:
        """Size of the quantity in time; -1 where it is none, or no whole minute."""
        return minutes_of(self.quantity, self.unit)


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice or credit note."""

    number: str
    kind: Literal["invoice", "credit"]
    seller: Seller
    buyer: Buyer
    issued: date
    due: date | None
    """None: nothing is to be paid (a credit note)."""
    first: date
    last: date
    reference: str
    """Contract or project."""
    lines: tuple[Line, ...]
    vat: tuple[VatGroup, ...]
    exemption: str = ""
    """Why no VAT is asked, where none is."""
    note: str = ""
    corrects: str = ""
    """Number of the invoice that a credit note gives back."""
    corrects_issued: date | None = None

    @property
    def document(self) -> str:
        """Its name in the tables."""
        return name_document(self.seller.registry, self.number)

    @property
    def net(self) -> int:
        """Sum of the lines, in cents."""
        return sum(line.net for line in self.lines)

    @property
    def tax(self) -> int:
        """VAT of all groups, in cents."""
        return sum(group.vat for group in self.vat)

    @property
    def gross(self) -> int:
        """What is to be paid."""
        return self.net + self.tax


def name_document(seller: str, number: str) -> str:
    """What the tables call a document: seller and number."""
    return f"{seller}/{number}"


def minutes_of(quantity: int, unit: str) -> int:
    """Size of a quantity of ten-thousandths in whole minutes; -1 where it is none of time."""
    minutes, rest = divmod(abs(quantity) * UNIT_MINUTES.get(unit, 0), E4)
    return NOT_IN_TIME if rest or unit not in UNIT_MINUTES else minutes


def group_vat(lines: Sequence[Line]) -> tuple[VatGroup, ...]:
    """VAT of lines per category and rate, rounded once per group."""
    sums: dict[tuple[str, int], int] = {}
    for line in lines:
        key = (line.vat_category, line.vat_rate)
        sums[key] = sums.get(key, 0) + line.net
    return tuple(
        VatGroup(category, rate, net, vat_on(net, rate))
        for (category, rate), net in sorted(sums.items())
    )


def vat_on(net: int, rate: int) -> int:
    """VAT of one sum, in cents, rounded half away from zero."""
    return int(vat_cents(np.array([net]), np.array([rate]))[0])
