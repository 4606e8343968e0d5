"""The books of a provider: what was handed in, closed, booked, issued, received and decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from api.store.places import Files
from api.store.when_asked import WhenAsked
from api.workbook.month.book import MonthBook
from billing.close import Periods
from billing.content import Content
from billing.decisions import Decision
from billing.extracts import booked_in
from billing.invoice import Invoice
from billing.ledger import Batch
from billing.numbering import Counters
from billing.split import NOTHING_OWED, State
from billing.tables import BILLED, DOCUMENTS, empty
from domain.finding import Finding


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A month as it was closed."""

    book: MonthBook
    """What it rested on: the rows it booked, its price list, its referrals."""
    priced: pd.DataFrame
    split: pd.DataFrame
    before: State
    """What was owed to the funders before it."""
    owed: State
    """And afterwards."""
    documents: frozenset[str] = frozenset()
    """sha256 of the invoices that were received for it."""

    def content(self, booked: Batch) -> Content:
        """What its hash is taken of; ``booked`` are the ledger's entries of the month."""
        return Content(
            attended=self.book.attended,
            prices=self.book.prices,
            priced=self.priced,
            split=self.split,
            booked=booked,
            state=self.owed,
            documents=self.documents,
        )


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A result of a comparison that asks for a decision."""

    key: str
    kind: str
    cents: int
    primary: bool
    """Whether its cents are part of the difference, and not told by another result as well."""
    finding: Finding
    """What was found, without words of any language."""


@dataclass(frozen=True, slots=True)
class Received:
    """Invoices that came for a month, and how the last comparison ended."""

    documents: pd.DataFrame = field(default_factory=lambda: empty(DOCUMENTS))
    billed: pd.DataFrame = field(default_factory=lambda: empty(BILLED))
    unexplained: int = 0
    """Cents that nothing explained."""
    undecided: int = 0
    """Results of which nobody has decided."""
    joined: Mapping[str, str] = field(default_factory=dict)
    """Document and number of a billed line, with a blank between -> our line."""
    results: tuple[KeptResult, ...] = ()
    """What the last comparison found, in its order."""


@dataclass(frozen=True)
class Books:
    """Everything that is kept, by the first day of its month."""

    drafts: Mapping[date, MonthBook] = field(default_factory=dict)
    """What was handed in for months that are open."""
    closed: Mapping[date, ClosedMonth] = field(default_factory=dict)
    received: Mapping[date, Received] = field(default_factory=dict)
    booked: Batch = field(default_factory=Batch.none)
    """All of the ledger."""
    periods: Periods | None = None
    """None: no month was handed in yet."""
    invoices: Mapping[date, tuple[Invoice, ...]] = field(default_factory=dict)
    """Ours, by the month they were drawn up from."""
    notes: Mapping[date, tuple[Invoice, ...]] = field(default_factory=dict)
    """Credit notes written by hand, by the month in which they are booked."""
    counters: Counters = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    shelf: Files | None = None
    """Where they were opened; None: nowhere yet."""

    @property
    def owed(self) -> State:
        """What is owed to the funders after the last closed month."""
        return self.closed[max(self.closed)].owed if self.closed else NOTHING_OWED

    @property
    def issued(self) -> tuple[Invoice, ...]:
        """Every invoice and credit note of ours, in the order of their months."""
        months = sorted({*self.invoices, *self.notes})
        return tuple(
            one
            for month in months
            for one in (*self.invoices.get(month, ()), *self.notes.get(month, ()))
        )

    def closed_with(self, month: date, closed: ClosedMonth) -> Mapping[date, ClosedMonth]:
        """The closed months and one more; those that nobody asked for stay unread."""
        if isinstance(self.closed, WhenAsked):
            return self.closed.with_put({month: closed})
        return {**self.closed, month: closed}

    def booked_in(self, month: date) -> Batch:
        """Entries of the ledger that a month booked."""
        return booked_in(self.booked, month)
