"""Documents in columns: invoices of ours as rows of the tables, and rows as invoices again."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from billing.arithmetic import CREDIT
from billing.invoice import CURRENCY, Allowance, Invoice, Line, Share, group_vat
from billing.parties import Buyer, Seller
from billing.tables import BILLED, DOCUMENTS, NO_DAY, SPLIT, table


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents in columns: DOCUMENTS, BILLED and SPLIT (by our line id) of billing/tables."""

    documents: pd.DataFrame
    billed: pd.DataFrame
    split: pd.DataFrame


def to_tables(
    invoices: Sequence[Invoice], file: str = "", sha256: str = "", syntax: str = ""
) -> Papers:
    """Invoices as rows; those of credit notes are minus."""
    heads = [_head(invoice, file, sha256, syntax) for invoice in invoices]
    rows = [_row(invoice, line) for invoice in invoices for line in invoice.lines]
    shares = [
        (line.object, share.funder, "", _sign(invoice) * share.cents)
        for invoice in invoices
        for line in invoice.lines
        for share in line.shares
    ]
    return Papers(
        table(DOCUMENTS, columns(DOCUMENTS.names, heads)),
        table(BILLED, columns(BILLED.names, rows)),
        table(SPLIT, columns(SPLIT.names, shares)),
    )


def columns(
    names: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> Mapping[str, Sequence[object]]:
    """Rows turned into columns."""
    turned = list(zip(*rows, strict=True)) if rows else [() for _ in names]
    return dict(zip(names, turned, strict=True))


def _sign(invoice: Invoice) -> int:
    return -1 if invoice.kind == CREDIT else 1


def _head(invoice: Invoice, file: str, sha256: str, syntax: str) -> tuple[object, ...]:
    sign = _sign(invoice)
    return (
        invoice.document,
        invoice.number,
        invoice.kind,
        invoice.seller.registry,
        invoice.buyer.registry,
        invoice.issued.toordinal(),
        invoice.first.toordinal(),
        invoice.last.toordinal(),
        invoice.corrects,
        CURRENCY,
        sign * invoice.net,
        sign * invoice.tax,
        sign * invoice.gross,
        invoice.reference,
        file,
        sha256,
        syntax,
    )


def _row(invoice: Invoice, line: Line) -> tuple[object, ...]:
    sign = _sign(invoice)
    return (
        invoice.document,
        line.number,
        NO_DAY,
        line.object,
        line.client,
        line.component,
        line.worker,
        line.activity,
        line.first.toordinal(),
        line.last.toordinal(),
        sign * line.quantity,
        line.unit,
        line.base,
        line.minutes,
        line.unit_price,
        line.allowance,
        sign * line.net,
        line.vat_category,
        line.vat_rate,
        line.said,
    )


def from_tables(
    papers: Papers, sellers: Mapping[str, Seller], buyers: Mapping[str, Buyer]
) -> tuple[Invoice, ...]:
    """Rows as invoices again, in the order of the documents.

    Tables do not hold when a document is due, what its note says, nor for which of several
    reasons something was taken off a line: those stay empty. Raises KeyError on a party that
    is not among those given.
    """
    shares: dict[str, deque[Any]] = {}
    for share in rows_of(papers.split):
        shares.setdefault(share.line, deque()).append(share)
    lines: dict[str, list[Line]] = {}
    for row in rows_of(papers.billed):
        own = _shares(shares.get(row.object, deque()), _of(row, "net"))
        lines.setdefault(row.document, []).append(_line(row, own))
    return tuple(_invoices(papers.documents, lines, sellers, buyers))


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows of a table, with the names of its columns."""
    return iter(frame.itertuples(index=False))


def _invoices(
    documents: pd.DataFrame,
    lines: Mapping[str, Sequence[Line]],
    sellers: Mapping[str, Seller],
    buyers: Mapping[str, Buyer],
) -> Iterator[Invoice]:
    for row in rows_of(documents):
        own = tuple(lines.get(row.document, ()))
        yield Invoice(
            number=str(row.number),
            kind="credit" if row.kind == CREDIT else "invoice",
            seller=sellers[str(row.seller)],
            buyer=buyers[str(row.buyer)],
            issued=_day(row, "issued"),
            due=None,
            first=_day(row, "first"),
            last=_day(row, "last"),
            reference=str(row.reference),
            lines=own,
            vat=group_vat(own),
            corrects=str(row.corrects),
        )


def _shares(of_line: deque[Any], net: int) -> tuple[Share, ...]:
    """The next shares of a line that make its net: a credit note shares a line with its invoice."""
    taken: list[Share] = []
    while net and of_line:
        share = of_line.popleft()
        net -= _of(share, "cents")
        taken.append(Share(share.funder, abs(_of(share, "cents"))))
    return tuple(taken)


def _line(row: Any, shares: tuple[Share, ...]) -> Line:
    taken = _of(row, "allowance")
    return Line(
        number=row.number,
        object=row.object,
        client=row.client,
        component=row.component,
        worker=row.worker,
        activity=row.activity,
        first=_day(row, "first"),
        last=_day(row, "last"),
        quantity=abs(_of(row, "quantity")),
        unit=row.unit,
        base=_of(row, "base"),
        unit_price=_of(row, "unit_price"),
        net=abs(_of(row, "net")),
        vat_category=row.vat_category,
        vat_rate=_of(row, "vat_rate"),
        said=row.said,
        allowances=(Allowance(taken, ""),) if taken else (),
        shares=shares,
    )


def _of(row: Any, name: str) -> int:
    return int(getattr(row, name))


def _day(row: Any, name: str) -> date:
    """A day of a row; the first of all days where none is told."""
    return date.fromordinal(max(_of(row, name), date.min.toordinal()))
