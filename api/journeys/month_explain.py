"""Explain a figure: a line of an invoice, ours or received, a part of a meeting, or an account."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from api.journeys.month_deliver import PricedMonth, open_or_tell, price_opened
from api.journeys.month_open import OpenedMonth, stored_terms
from api.store import Books, Place
from billing.basis import Basis, used_before
from billing.bookings import funded, funder_account
from billing.explain import explain_account, explain_line
from billing.ledger import Batch
from billing.tables import ATTENDED, empty
from billing.trace import Trace
from domain.finding import Finding
from domain.funders import read_funder
from domain.programme import programmes


@dataclass(frozen=True)
class Billed:
    """Where a line stands on an invoice."""

    document: str
    number: str
    net: int
    ours: bool
    """One of ours; False: one that was received."""


@dataclass(frozen=True)
class Explained:
    """A line, or several that make up a figure."""

    asked: str
    traces: tuple[Trace, ...] = ()
    billed: tuple[Billed, ...] = ()
    parts: tuple[tuple[str, int], ...] = ()
    """Of a figure with many lines: each line and its cents."""

    @property
    def cents(self) -> int:
        """The figure."""
        return sum(cents for _, cents in self.parts)


def explain_cent(
    folder: Place, figure: str, number: str | None = None
) -> tuple[Explained | None, list[Finding]]:
    """Explain a figure of the books.

    ``figure`` with ``number``: an invoice and a line of it. Alone: a line such as ``M0042/C17``,
    an invoice, a month (2026-11) or an account of the ledger; those with many lines are told as
    the lines they are made of. None where nothing bears the name.
    """
    books, findings = open_or_tell(folder)
    if books is None:
        return None, findings
    if number is None:
        found = _figure(books, figure)
        return (found, []) if found else (None, [_unknown(figure, _names(books))])
    line = _line_of(books, figure, number)
    if line is None:
        numbers = sorted({one.number for one in _billed(books) if _is(one.document, figure)})
        asked, names = (number, numbers) if numbers else (figure, _documents(books))
        return None, [_unknown(asked, names)]
    found = _explain_line(books, line)
    return (found, []) if found else (None, [Finding("explain.not_ours", f"{figure} {number}")])


def _figure(books: Books, figure: str) -> Explained | None:
    line = _explain_line(books, figure)
    if line:
        return line
    mine = [(one, line) for one, line in _billed_lines(books) if _is(one.document, figure)]
    if mine:
        parts = tuple((line or f"{one.document} {one.number}", one.net) for one, line in mine)
        return Explained(figure, parts=parts)
    for month, basis in bases(books):
        if figure == f"{month:%Y-%m}":
            pairs = zip(basis.priced["line"], basis.priced["net"].tolist(), strict=True)
            return Explained(figure, parts=tuple((str(a), b) for a, b in pairs if b))
    found = explain_account(books.booked, _account(figure))
    parts = tuple((line, cents) for line, cents in found.items() if cents)
    return Explained(figure, parts=parts) if found else None


def _account(told: str) -> str:
    """An account as the books have it; a funder in it may be called as people call it."""
    whose = funded(told)
    if whose is None:
        return told
    return funder_account(whose.provider, whose.grant, read_funder(whose.funder))


def _explain_line(books: Books, line: str) -> Explained | None:
    """Every version of a line that was priced, the open month's included."""
    traces = tuple(
        explain_line(basis, line)
        for _, basis in bases(books)
        if (basis.attended["line"] == line).any()
    )
    if not traces:
        return None
    billed = tuple(one for one, own in _billed_lines(books) if own == line)
    return Explained(line, traces, billed)


def bases(books: Books) -> Iterator[tuple[date, Basis]]:
    """Every month with what it was priced from, the open ones as they would be booked today."""
    for month in (*sorted(books.closed), *sorted(books.drafts)):
        yield month, basis_in(books, month)


def basis_in(books: Books, month: date) -> Basis:
    """What a month was priced from, or would be today; KeyError where it was not handed in."""
    if month not in books.closed:
        book = books.drafts[month]
        opened = OpenedMonth(book, month, stored_terms(book), empty(ATTENDED))
        return basis_of(price_opened(opened, books))
    closed = books.closed[month]
    known = programmes()
    used, referrals = used_before(books.booked, month, closed.book.referrals, known.values())
    return Basis(
        attended=closed.book.attended,
        prices=closed.book.prices,
        priced=closed.priced,
        split=closed.split,
        programmes=known,
        referrals=referrals,
        used=used,
        owed=closed.before,
        booked=books.booked,
        rules=stored_terms(closed.book).rules,
    )


def basis_of(priced: PricedMonth) -> Basis:
    """What an open month is priced from."""
    opened, month = priced.opened, priced.opened.month
    known = opened.terms.programmes
    used, referrals = used_before(priced.booked, month, opened.book.referrals, known.values())
    return Basis(
        attended=priced.run.attended,
        prices=opened.terms.prices,
        priced=priced.run.month.priced,
        split=priced.run.month.split,
        programmes=opened.terms.programmes,
        referrals=referrals,
        used=used,
        owed=priced.run.owed,
        booked=Batch.joined([priced.booked]),
        rules=opened.terms.rules,
    )


def _billed_lines(books: Books) -> Iterator[tuple[Billed, str]]:
    """Every line of every invoice, with our line where it tells one."""
    for invoice in books.issued:
        sign = -1 if invoice.kind == "credit" else 1
        for line in invoice.lines:
            billed = Billed(invoice.number, line.number, sign * line.net, ours=True)
            yield billed, line.object
    for received in books.received.values():
        columns = (received.billed[name].tolist() for name in ("document", "number", "net"))
        for document, number, net in zip(*columns, strict=True):
            ours = received.joined.get(f"{document} {number}", "")
            yield Billed(str(document), str(number), net, ours=False), ours


def _billed(books: Books) -> Iterator[Billed]:
    return (one for one, _ in _billed_lines(books))


def _is(document: str, asked: str) -> bool:
    """Whether somebody means a document: by its whole name, or by its number alone."""
    return asked in (document, document.partition("/")[2])


def _line_of(books: Books, document: str, number: str) -> str | None:
    """Our line behind a line of an invoice, ours first; empty where the seller tells none."""
    for billed, line in _billed_lines(books):
        if _is(billed.document, document) and billed.number == number:
            return line
    return None


def _documents(books: Books) -> list[str]:
    return sorted({one.document for one in _billed(books)})


def _names(books: Books) -> list[str]:
    """Everything that can be asked about."""
    lines = [str(line) for _, basis in bases(books) for line in basis.attended["line"]]
    accounts = [str(account) for account in books.booked.postings["account"].unique()]
    return [*_documents(books), *lines, *accounts]


def _unknown(asked: str, names: list[str]) -> Finding:
    near = ", ".join(get_close_matches(asked, names, 3, 0.3)) or "-"
    return Finding("explain.unknown", asked, {"expected": near})
