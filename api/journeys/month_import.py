"""Bring deliveries and invoices into a month: looked at first, kept when somebody says so.

Invoices join those that came before; a file that is there already is passed over. Whatever is
wrong with a file is told, all of it, and then nothing is kept.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pandas as pd

from api.imports.misread import is_warning
from api.journeys.brought_in import BroughtIn
from api.journeys.long_work import HERE
from api.journeys.month_deliver import (
    PricedMonth,
    check_delivered,
    keep,
    open_or_tell,
    price_draft,
    price_opened,
)
from api.journeys.month_invoices import CameIn, read_invoices, stacked
from api.journeys.month_open import OpenedMonth, stored_terms
from api.journeys.month_reconcile import compare_at
from api.journeys.month_steps import Source, Step, untold
from api.store import Books, DamagedError, Received, read_books
from api.store.sealed_shelf import carry_sealed
from api.store.unit import Actor, Store, Unit
from api.workbook.month.book import MonthBook
from billing.books import FAULTS
from billing.papers import rows_of
from billing.tables import ATTENDED, empty, table
from domain.finding import Finding

ON_PAPER = ("D01", "D02")
"""Results that reading a document finds, and no later comparison could find again."""


@dataclass(frozen=True, slots=True)
class PaperTold:
    """An invoice as it was read."""

    number: str
    kind: str
    seller: str
    file: str
    net: int
    lines: int


@dataclass(frozen=True, kw_only=True)
class ImportTold:
    """What a month would be with the files in it, in numbers."""

    month: date
    lines: int
    added: int
    """Lines that the draft before did not have."""
    changed: int
    gone: int
    expected: int
    invoiced: int
    missing: int
    """Meetings of which nobody has told what became of them."""
    papers: tuple[PaperTold, ...]
    """Invoices that are new."""
    there: tuple[str, ...]
    """Names of files that came before."""
    kinds: tuple[tuple[str, int, int], ...] = ()
    """Kind of result, how often, and its cents in the difference."""
    undecided: int = 0
    told: tuple[Finding, ...] = ()
    """What the form of invoices has against it."""


@dataclass(frozen=True, kw_only=True)
class Imported(ImportTold):
    """The same, with the books as they would be."""

    books: Books


def prepare_import(
    source: Source,
    brought: BroughtIn,
    month: date | None,
    step: Step = untold,
    engine: str = HERE,
) -> tuple[Imported | None, list[Finding]]:
    """The month as it would be; nothing is written. None, and every finding, where it cannot be.

    Without a workbook of deliveries the draft of ``month`` is compared again. ``engine``: URL of
    where parts of a large month are compared.
    """
    books, findings = open_or_tell(source)
    if books is None:
        return None, findings
    priced, findings = _priced(books, brought, month, step)
    before = _before(priced)
    there, paths = _new_files(brought, before, priced)
    held = MonthBook(documents=before.documents, billed=before.billed)
    step("reading invoices")
    came, faults = read_invoices(paths, held)
    findings += faults
    if priced is None or came is None or not all(map(is_warning, findings)):
        return None, findings
    draft = books.drafts.get(priced.opened.month)
    step("comparing")
    told = _tell(priced, came, before, there, draft)
    found, faults = _compared(told, priced, _with_earlier(came, before), engine)
    return found, [*findings, *faults]


def keep_import(
    unit: Unit, brought: BroughtIn, month: date | None
) -> tuple[Imported | None, list[Finding]]:
    """The same, and it is kept."""
    found, findings = prepare_import(unit, brought, month)
    if found is None:
        return None, findings
    faults = keep(found.books, unit)
    if faults:
        return None, faults
    unit.note("import", f"month/{found.month.isoformat()}", count=len(found.papers))
    return found, findings


def look_at_files(
    store: Store, actor: Actor, at: datetime, brought: BroughtIn, month: date | None
) -> tuple[Imported | None, list[Finding]]:
    """As ``prepare_import``, on the books as they stand; nobody is kept from writing meanwhile."""
    try:
        with store.read(actor, at) as unit:
            shelf = carry_sealed(unit)
        return prepare_import(read_books(shelf), brought, month)
    except DamagedError as fault:
        return None, [Finding("books.damaged", fault.name, {"folder": f"provider {actor.tenant}"})]


def bring_in(
    store: Store, actor: Actor, at: datetime, brought: BroughtIn, month: date | None
) -> tuple[Imported | None, list[Finding]]:
    """As ``keep_import``: worked out first, then written at once.

    Where somebody changed the books in between that is a finding, and nothing is kept.
    """
    found, findings = look_at_files(store, actor, at, brought, month)
    if found is None:
        return None, findings
    with store.write(actor, at) as unit:
        faults = keep(found.books, unit)
        if not faults:
            unit.note("import", f"month/{found.month.isoformat()}", count=len(found.papers))
    return (None if faults else found), faults or findings


def _priced(
    books: Books, brought: BroughtIn, month: date | None, step: Step
) -> tuple[PricedMonth | None, list[Finding]]:
    if brought.month is not None:
        return price_draft(brought.month, books, month, brought.people, step)
    book = books.drafts.get(month) if month else None
    if book is None or month is None:
        about = month.isoformat() if month else ""
        closed = month is not None and month in books.closed
        facts = {"month": about, "next": books.periods.next.isoformat() if books.periods else ""}
        rule = "month_file.closed" if closed else "page.no_deliveries"
        return None, [Finding(rule, about, facts)]
    opened = OpenedMonth(book, month, stored_terms(book), empty(ATTENDED))
    step("pricing")
    return price_opened(opened, books), []


def _before(priced: PricedMonth | None) -> Received:
    if priced is None:
        return Received()
    return priced.books.received.get(priced.opened.month, Received())


def _new_files(
    brought: BroughtIn, before: Received, priced: PricedMonth | None
) -> tuple[tuple[str, ...], list[Path]]:
    """Names of files that came before, and those that did not."""
    known = set(before.documents["sha256"].tolist()) - {""}
    paths = list(brought.invoices)
    if priced is not None and brought.month is not None and len(priced.opened.book.documents):
        paths.append(brought.month)
    there = [one for one in paths if one.is_file() and _hash(one) in known]
    return tuple(one.name for one in there), [one for one in paths if one not in there]


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def _with_earlier(came: CameIn, before: Received) -> CameIn:
    """What was found on paper before is found still."""
    told = [one for one in before.results if one.kind in ON_PAPER]
    if not told:
        return came
    columns = {
        "document": [str(one.finding.facts["document"]) for one in told],
        "kind": [one.kind for one in told],
        "rule": [str(at) for at in range(len(told))],
    }
    return replace(came, faults=stacked(FAULTS, [table(FAULTS, columns), came.faults]))


def _tell(
    priced: PricedMonth,
    came: CameIn,
    before: Received,
    there: tuple[str, ...],
    held: MonthBook | None,
) -> Imported:
    """What is known of the month before it is compared."""
    month = priced.opened.month
    added, changed, gone = _apart(held.attended if held else None, priced.opened.book.attended)
    new = len(before.documents)
    return Imported(
        month=month,
        books=priced.books,
        lines=len(priced.run.attended),
        added=added,
        changed=changed,
        gone=gone,
        expected=priced.run.month.totals.net,
        invoiced=int(came.billed["net"].sum()),
        missing=check_delivered(priced).missing,
        papers=_papers(came, new),
        there=there,
        told=came.told,
    )


def _compared(
    told: Imported, priced: PricedMonth, came: CameIn, engine: str
) -> tuple[Imported | None, list[Finding]]:
    """The same with what the comparison finds; None, with why, where it cannot be made."""
    if not len(came.documents):
        return told, []
    found, faults = compare_at(engine, priced, came)
    if found is None:
        return None, faults
    kinds = tuple(
        (str(row.kind), int(row.count_), int(row.cents))
        for row in rows_of(found.found.totals.rename(columns={"count": "count_"}))
    )
    return replace(told, books=found.books, kinds=kinds, undecided=found.undecided), []


def _papers(came: CameIn, new: int) -> tuple[PaperTold, ...]:
    lines = Counter(came.billed["document"].astype("str").tolist())
    return tuple(
        PaperTold(
            str(row.number),
            str(row.kind),
            str(row.seller),
            str(row.file),
            int(row.net),
            lines[str(row.document)],
        )
        for row in rows_of(came.documents.iloc[new:])
    )


def _apart(before: pd.DataFrame | None, now: pd.DataFrame) -> tuple[int, int, int]:
    """How many lines are new, are told otherwise, and are no longer there."""
    if before is None:
        return len(now), 0, 0
    old, new = _by_line(before), _by_line(now)
    both = old.keys() & new.keys()
    changed = sum(old[line] != new[line] for line in both)
    return len(new.keys() - both), changed, len(old.keys() - both)


def _by_line(frame: pd.DataFrame) -> dict[str, Sequence[object]]:
    columns = (frame[name].astype("object").tolist() for name in frame)
    return {row[0]: row for row in zip(*columns, strict=True)}
