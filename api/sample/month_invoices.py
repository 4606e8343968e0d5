"""Invoices of a made-up month as a bookkeeping partner would send them: right, then with errors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from api.sample.month_terms import month_terms
from api.workbook.month.book import MonthBook
from billing.draw import Claims, Payer, draw_up
from billing.invoice import Invoice
from billing.month import Terms, price_month
from billing.prices import prices_of
from billing.tables import ATTENDED, PRICED, conform
from billing.vat import Registration
from domain.clock import months_after
from domain.programme import programmes

PARTNER = "RP26-"
"""Series in which the partner numbers invoices."""
ISSUED_ON = 4
"""Day of the next month on which the partner issues them."""


@dataclass(frozen=True)
class RightMonth:
    """What the month comes to, and the invoices that would be right."""

    attended: pd.DataFrame
    priced: pd.DataFrame
    invoices: Mapping[str, Invoice]
    """By programme."""


def right_invoices(book: MonthBook, month: date) -> RightMonth:
    """Price the month and draw up an invoice for each contract, in the partner's own series."""
    terms = month_terms()
    own = [price.model_copy(update={"provider": terms.seller.registry}) for price in terms.prices]
    registered = (
        Registration(
            seller=terms.seller.registry, since=held.since, until=held.until, source="invented"
        )
        for held in terms.seller.vat
    )
    agreed = Terms(programmes(), prices_of(programmes(), own), registered=tuple(registered))
    attended = _until(book.attended, months_after(month, 1))
    found = price_month(attended, agreed, book.referrals, book.used)
    drawn = draw_up(
        Claims(attended, agreed.prices, found.priced, found.split),
        months_after(month, 1) + timedelta(days=ISSUED_ON - 1),
        {terms.seller.registry: terms.seller},
        _payers(),
        {},
    )
    by_reference = {contract.reference: contract.programme for contract in terms.contracts}
    return RightMonth(
        attended=conform(ATTENDED, attended),
        priced=conform(PRICED, found.priced),
        invoices={by_reference[one.reference]: one for one in drawn.invoices},
    )


def renumbered(invoice: Invoice, lines: Iterable[int] = ()) -> Invoice:
    """The invoice with its lines numbered anew; ``lines`` are places that fall out."""
    out = set(lines)
    kept = [line for at, line in enumerate(invoice.lines) if at not in out]
    numbered = tuple(replace(line, number=str(n)) for n, line in enumerate(kept, 1))
    return replace(invoice, lines=numbered)


def _payers() -> dict[str, Payer]:
    """Who pays for each component."""
    terms = month_terms()
    buyers = {buyer.registry: buyer for buyer in terms.buyers}
    return {
        component.id: Payer(buyers[c.buyer], c.reference, PARTNER, c.days)
        for c in terms.contracts
        for component in programmes()[c.programme].components
    }


def _until(attended: pd.DataFrame, end: date) -> pd.DataFrame:
    """Rows before a day."""
    return attended[(attended["day"] < end.toordinal()).to_numpy()].reset_index(drop=True)
