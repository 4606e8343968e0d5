"""Look at months: which there are, and one of them with its rows, findings, ceilings and close.

What takes long (prices, ceilings) is kept by a mark of what it was made from. A decision leaves
prices as they are, so that it costs no more than itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from api.journeys.look_at_week import Keep
from api.journeys.month_caps import CapUsed, caps_of
from api.journeys.month_close import against_closing
from api.journeys.month_explain import basis_in
from api.journeys.month_people_named import People, read_people
from api.journeys.month_rows import Column, Ints, MonthRows, renamed, rows_of_month, states_of
from api.store import Books, DamagedError, KeptResult, Received, open_books
from api.store.book_marks import mark_of_books
from api.store.glance import Glance, glance_at
from api.store.places import open_files
from api.store.unit import Unit
from api.workbook.month.book import MonthBook
from billing.basis import OPENING, Basis
from billing.close import Link, State
from billing.decisions import Decision
from billing.invoice import Invoice
from domain.clock import ZONE, months_after
from domain.finding import Finding
from domain.session import Outcome

DECIDED_FILES = ("decisions.json", "/compared.json")
"""What a decision writes: no price rests on it."""


@dataclass(frozen=True, slots=True)
class MonthListed:
    """A month in the list of all."""

    month: date
    state: State
    lines: int
    """0: not told, where it is closed."""
    expected: int
    """Cents that were booked; of an open month those that would be."""
    invoiced: int
    """Cents of the invoices that were received."""
    documents: int
    undecided: int
    closed: Link | None
    issued: tuple[Invoice, ...]


@dataclass(frozen=True)
class MonthsSeen:
    """All months, the newest first."""

    months: tuple[MonthListed, ...]
    next: date | None
    """The month that is to be closed next; None: none was handed in yet."""


@dataclass(frozen=True)
class MonthBase:
    """A month as it is priced, without what was decided of it."""

    month: date
    basis: Basis
    rows: MonthRows
    received: Received
    caps: tuple[CapUsed, ...]
    entries: int
    """That were booked in it."""
    amended: int
    """Cents by which amendments have changed what it claims."""

    @cached_property
    def line_of_billed(self) -> npt.NDArray[np.object_]:
        """Our line of each billed line; empty where none was found for it."""
        billed, joined = self.received.billed, self.received.joined
        names = zip(billed["document"].tolist(), billed["number"].tolist(), strict=True)
        lines = [joined.get(f"{document} {number}", "") for document, number in names]
        return np.asarray(lines, dtype=np.object_)


@dataclass(frozen=True)
class MonthSeen:
    """A month as its finance finds it."""

    base: MonthBase
    state: State
    today: date
    mark: str
    results: tuple[KeptResult, ...]
    held: Mapping[str, Decision]
    """Decisions that hold, by the key of their result."""
    row_states: Ints
    county: Column
    people: People
    issued: tuple[Invoice, ...]
    """Ours, of this month."""
    links: tuple[Link, ...]
    """How it was closed, and what was amended of it since."""
    against: tuple[Finding, ...]
    """What stands against closing it; none where it is closed."""
    before: date | None
    after: date | None
    """Months beside it, where there are such."""

    @property
    def month(self) -> date:
        """First day."""
        return self.base.month

    @property
    def rows(self) -> MonthRows:
        """Its rows."""
        return self.base.rows

    @property
    def compared(self) -> bool:
        """Whether invoices have come."""
        return len(self.base.received.documents) > 0

    @property
    def closed(self) -> Link | None:
        """Its close; None: it is open."""
        return next((one for one in self.links if one.kind == "close"), None)

    @property
    def undecided(self) -> int:
        """Results of which nobody has decided."""
        return sum(one.key not in self.held for one in self.results)

    @property
    def untold(self) -> int:
        """Parts in meetings of which nobody has told what became of them."""
        column = self.rows.outcome
        return int((column.codes == column.code(Outcome.PLANNED.value)).sum())


def look_at_months(unit: Unit, keep: Keep) -> tuple[MonthsSeen | None, list[Finding]]:
    """Every month of the books; None, and why, where they are damaged."""
    mark = mark_of_books(unit)
    try:
        seen = keep(("months", unit.tenant), mark, unit.at, lambda: _list(unit, keep))
    except DamagedError as fault:
        return None, [_damaged(unit, fault)]
    unit.note("look", "months")
    return seen, []


def look_at_month(unit: Unit, month: date, keep: Keep) -> tuple[MonthSeen | None, list[Finding]]:
    """A month (its first day); None where it was never handed in, or, and why, books are damaged.

    One statement where nothing has changed since the last look. The look is on record.
    """
    today = unit.at.astimezone(ZONE).date()
    mark = f"{mark_of_books(unit)} {today.isoformat()}"
    key = ("month", unit.tenant, month.isoformat())
    try:
        seen = keep(key, mark, unit.at, lambda: _see(unit, month, today, mark, keep))
    except DamagedError as fault:
        return None, [_damaged(unit, fault)]
    if seen is not None:
        unit.note("look", f"month/{month.isoformat()}")
    return seen, []


def _damaged(unit: Unit, fault: DamagedError) -> Finding:
    return Finding("books.damaged", fault.name, {"folder": f"provider {unit.tenant}"})


def _list(unit: Unit, keep: Keep) -> MonthsSeen:
    books = open_books(unit)
    periods = books.periods
    if periods is None:
        return MonthsSeen((), None)
    entries = books.booked.entries
    entries = entries[~entries["key"].str.startswith(f"{OPENING}:").to_numpy()]
    sums: defaultdict[date, int] = defaultdict(int)
    for number, cents in zip(entries["period"].tolist(), entries["claimed"].tolist(), strict=True):
        sums[date.fromordinal(number)] += cents
    months = sorted({*books.drafts, *periods.closed}, reverse=True)
    for month in books.drafts:
        priced = _base(unit, month, keep, books).basis.priced
        sums[month] = int(priced["net"].sum())
    return MonthsSeen(tuple(_listed(books, month, sums[month]) for month in months), periods.next)


def _listed(books: Books, month: date, expected: int) -> MonthListed:
    periods, draft = books.periods, books.drafts.get(month)
    received = books.received.get(month, Received())
    links = periods.chain if periods else ()
    return MonthListed(
        month=month,
        state=periods.state_of(month) if periods else State.OPEN,
        lines=len(draft.attended) if draft else 0,
        expected=expected,
        invoiced=int(received.billed["net"].sum()),
        documents=len(received.documents),
        undecided=received.undecided,
        closed=next((one for one in links if one.month == month and one.kind == "close"), None),
        issued=books.invoices.get(month, ()),
    )


def _see(unit: Unit, month: date, today: date, mark: str, keep: Keep) -> MonthSeen | None:
    seen = glance_at(unit, month)
    closed = seen.periods is not None and month in seen.periods.closed
    if seen.periods is None or not (seen.handed_in or closed):
        return None
    base = _base(unit, month, keep)
    people = keep(("people", unit.tenant), mark_of_books(unit), unit.at, lambda: read_people(unit))
    held = _held(seen)
    against = () if closed else tuple(against_closing(_slim(seen, base), month, today))
    known = {*seen.periods.closed, *_drafted(unit)}
    return MonthSeen(
        base=base,
        state=seen.periods.state_of(month),
        today=today,
        mark=mark,
        results=seen.results,
        held=held,
        row_states=states_of(base.rows, seen.results, held),
        county=renamed(base.rows.client, lambda one: people.counties.get(one, "")),
        people=people,
        issued=seen.invoices,
        links=tuple(one for one in seen.periods.chain if one.month == month),
        against=against,
        before=_beside(known, months_after(month, -1)),
        after=_beside(known, months_after(month, 1)),
    )


def _slim(seen: Glance, base: MonthBase) -> Books:
    """As much of the books as whoever closes a month looks at beforehand."""
    return Books(
        drafts={base.month: MonthBook(attended=base.basis.attended)},
        received={base.month: Received(unexplained=seen.unexplained, undecided=seen.undecided)},
        periods=seen.periods,
    )


def _beside(known: Iterable[date], month: date) -> date | None:
    return month if month in known else None


def _drafted(unit: Unit) -> set[date]:
    names = open_files(unit).names("open")
    return {date.fromisoformat(name.split("/")[1]) for name in names}


def _mark_of_prices(unit: Unit) -> str:
    """Equal as long as nothing but decisions has changed."""
    hashes = open_files(unit).hashes
    told = sorted(one for one in hashes.items() if not one[0].endswith(DECIDED_FILES))
    return sha256(repr(told).encode()).hexdigest()


def _base(unit: Unit, month: date, keep: Keep, books: Books | None = None) -> MonthBase:
    """A month as it is priced; ``books``: where they were opened already."""
    key = ("base", unit.tenant, month.isoformat())
    return keep(
        key,
        _mark_of_prices(unit),
        unit.at,
        lambda: _price(open_books(unit) if books is None else books, month),
    )


def _price(books: Books, month: date) -> MonthBase:
    basis = basis_in(books, month)
    received = books.received.get(month, Received())
    return MonthBase(
        month=month,
        basis=basis,
        rows=rows_of_month(basis, received),
        received=received,
        caps=caps_of(basis, month),
        entries=len(books.booked_in(month)),
        amended=sum(
            one.amended.cents
            for one in (books.periods.chain if books.periods else ())
            if one.month == month and one.amended
        ),
    )


def _held(seen: Glance) -> dict[str, Decision]:
    """Decisions that hold: about the very cents."""
    now = {one.key: one.cents for one in seen.results}
    return {one.key: one for one in seen.decisions if now.get(one.key) == one.cents}
