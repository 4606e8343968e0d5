"""Close a month: book it, freeze it, chain its hash; what stands against it is told instead."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from api.journeys.month_deliver import keep, open_or_tell, price_opened
from api.journeys.month_invoices import stacked
from api.journeys.month_open import DAY, OpenedMonth, stored_terms
from api.journeys.month_steps import Source, Step, untold
from api.store import Books, ClosedMonth, Place, Received
from billing.close import Link, State, close, obstacles, review
from billing.content import content_hash
from billing.extracts import booked_in
from billing.ledger import Batch, Ledger
from billing.month import Totals
from billing.tables import ATTENDED, empty
from domain.clock import months_after
from domain.finding import Fact, Finding


@dataclass(frozen=True)
class ClosedBooks:
    """The books after a close."""

    books: Books
    month: date
    link: Link
    totals: Totals
    entries: int
    """That the month booked."""


def close_month(
    folder: Place, month: date, on: date, by: str, *, early: bool = False
) -> tuple[ClosedBooks | None, list[Finding]]:
    """Close a month (its first day) for good.

    None, with everything that stands against it: nothing was handed in, an earlier month is open,
    cents that nothing explains, results of which nobody has decided, or its last day is yet to
    come and it is not to be closed ``early``. Then nothing has changed. Closed early, that is
    told beside it.
    """
    closed, findings = prepare_close(folder, month, on, by, early=early)
    if closed is None:
        return None, findings
    faults = keep(closed.books, folder)
    return (None if faults else closed), faults or findings


def prepare_close(
    source: Source, month: date, on: date, by: str, *, early: bool = False, step: Step = untold
) -> tuple[ClosedBooks | None, list[Finding]]:
    """The same as ``close_month``, and nothing is written: the books are within."""
    step("reading")
    books, findings = open_or_tell(source)
    if books is None:
        return None, findings
    soon = [_early(books, month, on)] if on < _last_day(month) else []
    against = [*_against(books, month), *([] if early else soon)]
    if against:
        return None, against
    step("closing")
    return _close(books, month, on, by), soon


def against_closing(books: Books, month: date, on: date) -> list[Finding]:
    """Everything that stands against closing a month on a day; last, that the day is too early."""
    soon = [_early(books, month, on)] if on < _last_day(month) else []
    return [*_against(books, month), *soon]


def _last_day(month: date) -> date:
    return months_after(month, 1) - DAY


def _early(books: Books, month: date, on: date) -> Finding:
    """A month whose last day is yet to come, and how many parts of meetings are."""
    book = books.drafts.get(month)
    days = book.attended["day"].to_numpy() if book else np.zeros(0)
    facts: dict[str, Fact] = {
        "month": month.isoformat(),
        "last": _last_day(month).isoformat(),
        "on": on.isoformat(),
        "count": int((days > on.toordinal()).sum()),
    }
    return Finding("close.early", month.isoformat(), facts)


def _against(books: Books, month: date) -> list[Finding]:
    """Every reason why a month cannot be closed."""
    facts: dict[str, Fact] = {"month": month.isoformat()}
    if books.periods is None or month < books.periods.first:
        return [Finding("close.not_handed_in", month.isoformat(), facts)]
    if books.periods.state_of(month) is State.CLOSED:
        return [
            Finding(
                "month_file.closed",
                month.isoformat(),
                {**facts, "next": books.periods.next.isoformat()},
            )
        ]
    found = []
    if month not in books.drafts:
        found.append(Finding("close.not_handed_in", month.isoformat(), facts))
    received = books.received.get(month, Received())
    ready = review(books.periods, month) if month not in books.periods.in_review else books.periods
    found += obstacles(ready, month, received.unexplained)
    if received.undecided:
        told = {**facts, "count": received.undecided}
        found.append(Finding("close.undecided", month.isoformat(), told, received.undecided))
    return found


def _close(books: Books, month: date, on: date, by: str) -> ClosedBooks:
    periods = books.periods
    if periods is None:
        message = "nothing was handed in yet"
        raise ValueError(message)
    book = books.drafts[month]
    opened = OpenedMonth(book, month, stored_terms(book), empty(ATTENDED))
    priced = price_opened(opened, books)
    ledger = Ledger()
    for batch in (books.booked, priced.openings, priced.run.batch):
        ledger.append(batch)
    received = books.received.get(month, Received())
    frozen = ClosedMonth(
        book=replace(priced.opened.book, attended=stacked(ATTENDED, [priced.run.attended])),
        priced=priced.run.month.priced,
        split=priced.run.month.split,
        before=priced.run.owed,
        owed=priced.run.month.state,
        documents=frozenset(received.documents["sha256"].tolist()) - {""},
    )
    booked = booked_in(ledger.all, month)
    content = content_hash(frozen.content(booked))
    ready = periods if month in periods.in_review else review(periods, month)
    after = close(ready, month, content, on, by, received.unexplained)
    kept = replace(
        books,
        drafts={when: draft for when, draft in books.drafts.items() if when != month},
        closed=books.closed_with(month, frozen),
        booked=Batch.joined([ledger.all]),
        periods=after,
    )
    return ClosedBooks(kept, month, after.chain[-1], priced.run.month.totals, len(booked))
