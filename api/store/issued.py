"""Numbers of issued invoices as rows: one after the other in their series, none twice.

The invoices themselves lie in the books. What the database can promise better than any file is
that no number is given twice, whoever asks at once, and that none is ever taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from string import digits

import sqlalchemy as sa

from api.store.schema import ISSUED
from api.store.unit import Unit
from billing.invoice import Invoice


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was given."""

    seller: str
    series: str
    position: int
    number: str
    month: date
    """First day of the month in which the invoice was issued."""
    gross: int
    """Cents to be paid, or given back."""


def number_of(invoice: Invoice) -> Number:
    """The number of an invoice as a row of the table."""
    series = invoice.number.rstrip(digits)
    position = int(invoice.number.removeprefix(series))
    month = invoice.issued.replace(day=1)
    return Number(invoice.seller.registry, series, position, invoice.number, month, invoice.gross)


def issued_numbers(unit: Unit) -> frozenset[Number]:
    """Every number that the provider has given."""
    columns = [column for column in ISSUED.c if column.name != "tenant"]
    rows = unit.connection.execute(sa.select(*columns).where(ISSUED.c.tenant == unit.tenant))
    return frozenset(Number(**row) for row in rows.mappings())


def keep_issued(unit: Unit, invoices: Iterable[Invoice]) -> int:
    """Keep the numbers of invoices that have no row yet; how many.

    ValueError where one follows none in its series: the counters of the books are wrong.
    IntegrityError where the number was given to something else.
    """
    held = {(one.seller, one.number): one for one in issued_numbers(unit)}
    new = sorted(
        (one for one in map(number_of, invoices) if held.get((one.seller, one.number)) != one),
        key=lambda one: (one.seller, one.series, one.position),
    )
    last: dict[tuple[str, str], int] = {}
    for one in held.values():
        key = (one.seller, one.series)
        last[key] = max(last.get(key, 0), one.position)
    for one in new:
        key = (one.seller, one.series)
        if one.position > last.get(key, 0) + 1:
            message = f"{one.number} follows no invoice of its series"
            raise ValueError(message)
        last[key] = max(last.get(key, 0), one.position)
    if new:
        rows = [
            {
                "tenant": unit.tenant,
                "seller": one.seller,
                "series": one.series,
                "position": one.position,
                "number": one.number,
                "month": one.month,
                "gross": one.gross,
            }
            for one in new
        ]
        unit.connection.execute(sa.insert(ISSUED), rows)
        unit.note("issue", "", count=len(new), ids=[one.number for one in new][:50])
    return len(new)
