"""Compare what was billed with what was delivered, carry decisions on, keep both in the books."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from api.imports.misread import is_warning
from api.journeys.long_work import HERE, open_executor
from api.journeys.month_decide import (
    AtOnce,
    decide_at_once,
    join_decisions,
    read_decisions,
)
from api.journeys.month_deliver import (
    DeliveredMonth,
    PricedMonth,
    check_delivered,
    keep,
    price_draft,
    tables_of,
)
from api.journeys.month_invoices import CameIn, read_invoices, stack
from api.journeys.month_steps import Source, Step, untold
from api.store import Books, KeptResult, Place, Received
from api.workbook.month.book import MonthBook
from billing.books import Books as Tables
from billing.decisions import Carried, Decision, carry_on
from billing.evidence import find_evidence
from billing.reconcile import PART, Reconciled, reconcile
from domain.finding import Finding


@dataclass(frozen=True)
class ReconciledMonth:
    """A comparison, with what was decided of it."""

    delivered: DeliveredMonth
    came: CameIn
    tables: Tables
    found: Reconciled
    carried: Carried
    books: Books

    @property
    def undecided(self) -> int:
        """Results that still ask for a decision."""
        return len(self.carried.open)


@dataclass(frozen=True)
class CompareAsked:
    """What is to be compared."""

    path: Path
    """The month's workbook."""
    invoices: Sequence[Path]
    month: date | None = None
    decided: Path | None = None
    """A workbook of decisions, made ``on`` a day."""
    on: date | None = None
    at_once: Sequence[AtOnce] = ()
    """Decisions about all results of a kind that still wait."""
    people: Path | None = None
    engine: str = HERE
    """URL of where parts of a large month are compared."""


def reconcile_month(
    path: Path,
    invoices: Sequence[Path],
    folder: Place,
    month: date | None = None,
    decided: Path | None = None,
    on: date | None = None,
    at_once: Sequence[AtOnce] = (),
    people: Path | None = None,
    engine: str = HERE,
) -> tuple[ReconciledMonth | None, list[Finding]]:
    """Compare a month's invoices with its meetings; decisions hold as long as their cents do.

    ``decided`` is a workbook of decisions, made ``on`` a day; ``at_once`` are decisions about all
    results of a kind that still wait. None, and every finding, where a
    file has errors; then the books are as they were.
    """
    asked = CompareAsked(path, invoices, month, decided, on, at_once, people, engine)
    found, findings = prepare_comparison(asked, folder)
    if found is None:
        return None, findings
    faults = keep(found.books, folder)
    return (None if faults else found), [*findings, *faults]


def prepare_comparison(
    asked: CompareAsked, source: Source, step: Step = untold
) -> tuple[ReconciledMonth | None, list[Finding]]:
    """The same as ``reconcile_month``, and nothing is written: the books are within."""
    decisions: tuple[Decision, ...] = ()
    priced, findings = price_draft(asked.path, source, asked.month, asked.people, step)
    if asked.decided is not None and asked.on is not None:
        decisions, faults = read_decisions(asked.decided, asked.on)
        findings += faults
    book = priced.opened.book if priced else MonthBook()
    step("reading invoices")
    came, faults = read_invoices(asked.invoices, book)
    findings += faults
    if priced is None or came is None or not all(map(is_warning, findings)):
        return None, findings
    step("comparing")
    found, faults = compare_at(asked.engine, priced, came, decisions, asked.at_once)
    return found, [*findings, *faults]


def compare_at(
    engine: str,
    priced: PricedMonth,
    came: CameIn,
    decisions: Sequence[Decision] = (),
    at_once: Sequence[AtOnce] = (),
) -> tuple[ReconciledMonth | None, list[Finding]]:
    """The comparison and its results in the books; parts of a large month are done at ``engine``.

    None, with why, where nothing answers there.
    """
    # A month of one part is compared sooner than anything else is begun.
    if engine == HERE or len(came.billed) < PART:
        found = compare_month(priced, came, decisions, at_once)
        return replace(found, books=with_results(found)), []
    with open_executor(engine) as (executor, faults):
        if executor is None:
            return None, faults
        found = compare_month(priced, came, decisions, at_once, executor)
    return replace(found, books=with_results(found)), []


def compare_month(
    priced: PricedMonth,
    came: CameIn,
    decided: Sequence[Decision] = (),
    at_once: Sequence[AtOnce] = (),
    executor: Executor | None = None,
) -> ReconciledMonth:
    """The comparison itself, and the books with it in them; in parts where an executor is given."""
    books, month = priced.books, priced.opened.month
    earlier = [one for when, one in sorted(books.received.items()) if when < month]
    documents, billed = stack([one.documents for one in earlier], [one.billed for one in earlier])
    known = replace(
        priced.known,
        earlier_documents=documents if earlier else None,
        earlier_billed=billed if earlier else None,
        faults=came.faults,
    )
    tables = tables_of(priced, came.documents, came.billed)
    found = reconcile(tables, known, executor=executor)
    kept = join_decisions(books.decisions, decided)
    waiting = carry_on(kept.values(), found.results).open
    kept = join_decisions(kept.values(), decide_at_once(found.results, waiting, at_once))
    carried = carry_on(kept.values(), found.results)
    received = Received(
        documents=came.documents,
        billed=came.billed,
        unexplained=found.identity.residue,
        undecided=len(carried.open),
        joined=_joined(found),
    )
    after = replace(
        books,
        received={**books.received, month: received},
        decisions=tuple(kept[key] for key in sorted(kept)),
    )
    return ReconciledMonth(check_delivered(priced), came, tables, found, carried, after)


def with_results(found: ReconciledMonth) -> Books:
    """The books of a comparison with every result that asks for a decision in them.

    So a decision is made about what somebody was shown, and no comparison is made again for it.
    """
    results, month = found.found.results, found.delivered.priced.opened.month
    asked = np.flatnonzero((results["key"] != "").to_numpy()).tolist()
    keys, kinds = results["key"].tolist(), results["kind"].astype("str").tolist()
    cents, primary = results["cents"].tolist(), results["primary"].tolist()
    kept = tuple(
        KeptResult(
            keys[at],
            kinds[at],
            cents[at],
            primary[at],
            find_evidence(results, found.tables, at),
        )
        for at in asked
    )
    books = found.books
    received = replace(books.received[month], results=kept)
    return replace(books, received={**books.received, month: received})


def _joined(found: Reconciled) -> dict[str, str]:
    """Our line of each billed line that was joined with one, by document and number."""
    matches = found.matches
    both = matches[((matches["line_at"] >= 0) & (matches["row_at"] >= 0)).to_numpy()]
    columns = (both[name].tolist() for name in ("document", "number", "line"))
    return {f"{document} {number}": line for document, number, line in zip(*columns, strict=True)}
