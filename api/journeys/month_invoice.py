"""Issue invoices from a closed month, and credit notes for what was turned back in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from api.imports.misread import is_warning
from api.imports.one_sheet import read_sheet
from api.journeys.month_amend import AMENDMENT
from api.journeys.month_deliver import keep, open_or_tell
from api.store import Books, ClosedMonth, Place
from api.workbook.deciding import CONTRACTS
from billing.bookings import funded
from billing.credit import credit
from billing.draw import Claims, More, Payer, draw_up
from billing.invoice import Invoice, Share
from billing.ledger import Cause
from billing.numbering import DIGITS, SERIES_LENGTH, Counters
from billing.papers import rows_of
from billing.parties import Buyer, check_party
from domain.finding import Finding
from domain.programme import programmes

NOTES = "K-"
"""What the series of credit notes has behind that of the invoices."""


@dataclass(frozen=True)
class Issued:
    """The invoices of a month, and whether they were issued just now."""

    month: date
    invoices: tuple[Invoice, ...]
    new: bool


def issue_invoices(
    folder: Place, month: date, contracts: Path, on: date
) -> tuple[Issued | None, list[Finding]]:
    """Invoices of a closed month (its first day), numbered without gaps.

    Asked again, the same invoices come back. Lines that were turned back by late facts get a
    credit note against the invoice they stood on. None, and every finding, where the month is
    not closed, a contract or party is wrong, or a line can stand on no invoice; then nothing is
    issued at all.
    """
    books, findings = open_or_tell(folder)
    if books is None:
        return None, findings
    if month in books.invoices:
        return Issued(month, books.invoices[month], new=False), []
    closed = books.closed.get(month)
    if closed is None:
        findings.append(
            Finding("invoices.not_closed", month.isoformat(), {"month": month.isoformat()})
        )
    payers, faults = read_payers(contracts, closed.book.buyers if closed else ())
    findings += faults
    if closed is None or payers is None or not all(map(is_warning, findings)):
        return None, findings
    invoices, counters, faults = _draw(books, closed, payers, month, on)
    if faults:
        return None, [*findings, *faults]
    kept = replace(books, invoices={**books.invoices, month: invoices}, counters=counters)
    faults = keep(kept, folder)
    return (None if faults else Issued(month, invoices, new=True)), [*findings, *faults]


def read_payers(
    path: Path, buyers: tuple[Buyer, ...]
) -> tuple[Mapping[str, Payer] | None, list[Finding]]:
    """Who pays for each component, by the workbook of contracts."""
    page, findings = read_sheet(path, CONTRACTS)
    if page is None:
        return None, findings
    known = {buyer.registry: buyer for buyer in buyers}
    longest = SERIES_LENGTH - len(NOTES)
    found: dict[str, Payer] = {}
    for row in page.rows:
        buyer, series = known.get(row.text("buyer")), row.text("series")
        if row.text("buyer") and buyer is None:
            findings.append(page.finding(row, "buyer", "unknown_buyer", ", ".join(known)))
        if series and (len(series) > longest or series[-1].isdigit()):
            findings.append(page.finding(row, "series", "no_series", "TK26-"))
        if buyer is None or not series:
            continue
        days = row.values.get("days")
        payer = Payer(buyer, row.text("reference"), series, days if isinstance(days, int) else 14)
        for component in programmes()[row.text("programme")].components:
            found[component.id] = payer
    return (found if all(map(is_warning, findings)) else None), findings


def notes_of(books: Books, invoice: Invoice) -> tuple[Invoice, ...]:
    """Credit notes that an invoice has already, drawn up or written by hand."""
    return tuple(
        one for one in books.issued if one.kind == "credit" and one.corrects == invoice.number
    )


def series_of_notes(invoice: Invoice) -> str:
    """Series in which credit notes of an invoice are numbered."""
    return f"{invoice.number[:-DIGITS]}{NOTES}"


def _draw(
    books: Books,
    closed: ClosedMonth,
    payers: Mapping[str, Payer],
    month: date,
    on: date,
) -> tuple[tuple[Invoice, ...], Counters, list[Finding]]:
    """Invoices and credit notes, the counters after them, and what could not be billed."""
    sellers = {seller.registry: seller for seller in closed.book.sellers}
    parties = (*closed.book.sellers, *closed.book.buyers)
    findings = [fault for party in parties for fault in check_party(party)]
    amended = _amended(books, month)
    more = tuple(_more(books, month, amended))
    claims = Claims(closed.book.attended, closed.book.prices, closed.priced, closed.split, more)
    drawn = draw_up(claims, on, sellers, payers, books.counters)
    findings += drawn.findings
    counters, notes = drawn.counters, list(drawn.invoices)
    for invoice, take in _turned_back(books, month, amended).values():
        before = notes_of(books, invoice)
        credited = credit(invoice, before, on, series_of_notes(invoice), counters, take)
        counters = credited.counters
        findings += credited.findings
        if credited.note:
            notes.append(credited.note)
    return tuple(notes), counters, findings


def _turned_back(
    books: Books, month: date, amended: Mapping[str, dict[str, int]]
) -> dict[str, tuple[Invoice, dict[str, int]]]:
    """Issued invoices with lines that the month turned back or amended to claim less.

    Cents by number of the line: all that is left of it, or as many as the amendment says.
    """
    turned = _turned(books, month)
    less = {line: -sum(shares.values()) for line, shares in amended.items()}
    less = {line: cents for line, cents in less.items() if cents > 0}
    found: dict[str, tuple[Invoice, dict[str, int]]] = {}
    for invoice, number, line, left in _lines_left(books, {*turned, *less}):
        cents = min(left, less.get(line, left))
        if line in less:
            less[line] -= cents
        if cents:
            found.setdefault(invoice.number, (invoice, {}))[1][number] = cents
    return found


def _turned(books: Books, month: date) -> set[str]:
    """Lines that the month turned back."""
    entries = books.booked_in(month).entries
    return set(entries["line"][(entries["kind"] == Cause.REVERSAL.value).to_numpy()])


def _amended(books: Books, month: date) -> dict[str, dict[str, int]]:
    """Cents of each funder by which amendments change lines, as the month booked them.

    Without lines that the month turned back, their amendments with them.
    """
    booked = books.booked_in(month)
    some = booked.entries["key"].str.startswith(AMENDMENT)
    some &= ~booked.entries["line"].isin(_turned(books, month))
    entries = booked.entries[some.to_numpy()]
    lines = dict(zip(entries["key"].tolist(), entries["line"].tolist(), strict=True))
    found: dict[str, dict[str, int]] = {}
    for row in rows_of(booked.postings):
        whose = funded(str(row.account))
        if row.key in lines and whose is not None:
            shares = found.setdefault(lines[row.key], {})
            shares[whose.funder] = shares.get(whose.funder, 0) + int(row.cents)
    return found


def _more(books: Books, month: date, amended: Mapping[str, dict[str, int]]) -> Iterator[More]:
    """Lines of closed months that are amended to claim more."""
    wanted = {line for line, shares in amended.items() if sum(shares.values()) > 0}
    for when in sorted(books.closed, reverse=True):
        closed = books.closed[when]
        some = closed.priced["line"].isin(wanted).to_numpy()
        rows = zip(rows_of(closed.book.attended[some]), rows_of(closed.priced[some]), strict=True)
        for attended, priced in rows if when < month else ():
            wanted.discard(priced.line)
            shares = tuple(Share(*one) for one in amended[priced.line].items() if one[1])
            yield More(attended, priced, shares)


def _lines_left(books: Books, lines: set[str]) -> Iterator[tuple[Invoice, str, str, int]]:
    """Lines of issued invoices, as far as no credit note has given them back.

    Invoice, number of the line, our line, cents.
    """
    given: dict[tuple[str, str], int] = {}
    issued = books.issued
    for note in issued:
        for line in note.lines if note.kind == "credit" else ():
            key = (note.corrects, line.number)
            given[key] = given.get(key, 0) + line.net
    for invoice in issued:
        for line in invoice.lines if invoice.kind == "invoice" else ():
            left = line.net - given.get((invoice.number, line.number), 0)
            if line.object in lines and left:
                yield invoice, line.number, line.object, left
