"""Where errors are planted: the invoices as they stand, what is touched, what must be found."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from api.sample.month_invoices import RightMonth, renumbered
from billing.invoice import Invoice, Line
from billing.kinds import Kind
from billing.prices import Price


@dataclass(frozen=True, slots=True)
class Planted:
    """One error, and what a comparison must tell of it."""

    kind: Kind
    document: str
    line: str
    """Our line, where there is one."""
    cents: int
    """Billed too much; minus: too little."""


@dataclass
class Desk:
    """The invoices while errors are planted."""

    right: RightMonth
    prices: tuple[Price, ...]
    month: date
    invoices: dict[str, Invoice]
    touched: set[str] = field(default_factory=set)
    """Lines that bear an error already."""
    extra: list[Invoice] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    rows: Mapping[str, Any] = field(default_factory=dict)
    """Row of ``attended`` by line."""

    def lines(self, fits: Callable[[Line, Any], bool]) -> Iterator[tuple[str, int, Line]]:
        """Lines without an error that suit one: programme, place, line."""
        for programme, invoice in sorted(self.invoices.items()):
            for at, line in enumerate(invoice.lines):
                free = line.object not in self.touched and not line.allowances
                if free and fits(line, self.rows[line.object]):
                    yield programme, at, line

    def one(self, fits: Callable[[Line, Any], bool]) -> tuple[str, int, Line] | None:
        """One of the lines that suit: the middle one, so that errors lie apart."""
        found = list(self.lines(fits))
        return found[len(found) // 2] if found else None

    def put(self, programme: str, at: int, line: Line, kind: Kind, cents: int) -> None:
        """Put a wrong line in the place of a right one."""
        invoice = self.invoices[programme]
        lines = (*invoice.lines[:at], line, *invoice.lines[at + 1 :])
        self.invoices[programme] = replace(invoice, lines=lines)
        self.tell(programme, kind, line.object, cents)

    def add(self, programme: str, line: Line, kind: Kind, cents: int) -> None:
        """Put one more line on an invoice."""
        invoice = self.invoices[programme]
        self.invoices[programme] = renumbered(replace(invoice, lines=(*invoice.lines, line)))
        self.tell(programme, kind, line.object, cents)

    def tell(self, programme: str, kind: Kind, line: str, cents: int) -> None:
        """Note what was planted."""
        self.touched.add(line)
        self.planted.append(Planted(kind, self.invoices[programme].document, line, cents))
