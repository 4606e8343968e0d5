"""Hand in a month: priced and checked, kept as a draft in the books until it is closed."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from api.imports.misread import is_warning
from api.imports.provider_workbook import read_provider
from api.journeys.month_known import know
from api.journeys.month_open import OpenedMonth, open_month
from api.journeys.month_people import with_people
from api.journeys.month_reprice import Repriced, with_repriced
from api.journeys.month_steps import Source, Step, untold
from api.store import Books, BusyError, DamagedError, Place, keep_books, name_place, open_books
from billing.advice import Advice, advise
from billing.basis import OPENING
from billing.bookings import used_by_client
from billing.books import Books as Tables
from billing.books import Known
from billing.close import Periods
from billing.extracts import credits_in
from billing.grants import all_grants
from billing.late import Run, owed_again, run
from billing.ledger import Batch, Cause, Entry
from billing.reconcile import Reconciled, reconcile
from billing.tables import BILLED, DOCUMENTS, empty
from domain.finding import Finding
from domain.provider import Provider
from domain.referral import Used
from domain.session import Outcome

NOT_BILLED = "P03"


@dataclass(frozen=True)
class PricedMonth:
    """A month that is open, as it would be booked today."""

    opened: OpenedMonth
    books: Books
    openings: Batch
    """What earlier months used that these books did not book; only before the first close."""
    run: Run
    people: Provider | None = None
    """The weekly workbook, where it was given."""
    repriced: tuple[Repriced, ...] = ()
    """Lines of closed months that are billed again, because the price list has changed."""

    @property
    def known(self) -> Known:
        """What the checks know around it."""
        periods = self.books.periods
        known = know(
            self.opened.book, self.opened.month, periods.next if periods else self.opened.month
        )
        if self.people is None:
            return known
        return with_people(known, self.people, self.run.attended)

    @property
    def booked(self) -> Batch:
        """The ledger as it would stand."""
        return Batch.joined([self.books.booked, self.openings, self.run.batch])


@dataclass(frozen=True)
class DeliveredMonth:
    """A priced month, what its checks found, and how ceilings of the year are being used."""

    priced: PricedMonth
    tables: Tables
    checked: Reconciled
    """Beside what the checks found, every line that is due is told as not billed."""
    advice: tuple[Advice, ...]
    missing: int
    """Meetings of the month of which nobody has told what became of them."""


def deliver_month(
    path: Path, folder: Place, month: date | None = None, people: Path | None = None
) -> tuple[DeliveredMonth | None, list[Finding]]:
    """Check and price the meetings of a month and keep them in the books.

    ``people`` is the weekly workbook: with it workers' days, qualifications and ways are looked
    at too. None, and every finding, where a workbook has errors or the month is closed; then the
    books are as they were.
    """
    found, findings = prepare_month(path, folder, month, people)
    if found is None:
        return None, findings
    faults = keep(found.priced.books, folder)
    return (None if faults else found), [*findings, *faults]


def prepare_month(
    path: Path,
    source: Source,
    month: date | None = None,
    people: Path | None = None,
    step: Step = untold,
) -> tuple[DeliveredMonth | None, list[Finding]]:
    """The same as ``deliver_month``, and nothing is written: the books are within."""
    priced, findings = price_draft(path, source, month, people, step)
    if priced is None:
        return None, findings
    step("checking")
    return check_delivered(priced), findings


def price_draft(
    path: Path,
    source: Source,
    month: date | None = None,
    people: Path | None = None,
    step: Step = untold,
) -> tuple[PricedMonth | None, list[Finding]]:
    """The month of a workbook beside what the books know already; nothing is written."""
    step("reading")
    books, faults = open_or_tell(source)
    opened, findings = open_month(path, month)
    findings += faults
    provider = None
    if people is not None:
        provider, faults = read_provider(people)
        findings += [one for one in faults if not is_warning(one)]
    if opened is None or books is None or not all(map(is_warning, findings)):
        return None, findings
    faults = _not_open(books, opened)
    if faults:
        return None, [*findings, *faults]
    periods = books.periods or Periods(opened.seller, opened.month)
    drafts = {**books.drafts, opened.month: opened.book}
    books = replace(books, periods=periods, drafts=drafts)
    step("pricing")
    return replace(price_opened(opened, books), people=provider), findings


def price_opened(opened: OpenedMonth, books: Books) -> PricedMonth:
    """Price a month after all that is booked; late facts of earlier months with it.

    Lines of closed months for whose days the price list has changed are among them.
    """
    openings = _openings(opened, books)
    opened, repriced = with_repriced(opened, books)
    booked = Batch.joined([books.booked, openings])
    grants = all_grants(opened.terms.programmes.values())
    found = run(
        booked,
        opened.book.attended,
        opened.terms,
        opened.book.referrals,
        opened.month,
        owed_again(books.owed, credits_in(books.booked, opened.month), grants),
        again=frozenset(one.line for one in repriced),
    )
    return PricedMonth(opened, books, openings, found, repriced=repriced)


def check_delivered(priced: PricedMonth) -> DeliveredMonth:
    """What the checks say of a priced month, and advice on ceilings of the year."""
    opened = priced.opened
    tables = tables_of(priced, empty(DOCUMENTS), empty(BILLED))
    checked = reconcile(tables, priced.known)
    planned = opened.later.assign(outcome=_all(opened.later, Outcome.DELIVERED.value))
    listed = opened.book.referrals
    used, others = used_by_client(priced.booked, listed, opened.terms.programmes.values())
    known = (*listed, *others)
    advice = advise(opened.terms, known, list(_used_rows(used)), opened.month, planned)
    unknown = (tables.attended["outcome"] == Outcome.PLANNED.value).sum()
    return DeliveredMonth(priced, tables, checked, advice, int(unknown))


def tables_of(priced: PricedMonth, documents: pd.DataFrame, billed: pd.DataFrame) -> Tables:
    """The tables of a comparison: what the month books, and what was billed for it."""
    return Tables(
        attended=priced.run.attended,
        prices=priced.opened.terms.prices,
        priced=priced.run.month.priced,
        documents=documents,
        billed=billed,
        split=priced.run.month.split,
    )


def open_or_tell(folder: Source) -> tuple[Books | None, list[Finding]]:
    """The books of a folder; what is damaged is a finding."""
    if isinstance(folder, Books):
        return folder, []
    try:
        return open_books(folder), []
    except DamagedError as fault:
        return None, [Finding("books.damaged", fault.name, {"folder": name_place(folder)})]


def keep(books: Books, folder: Place) -> list[Finding]:
    """Write the books; a finding where they cannot be."""
    try:
        keep_books(books, folder)
    except BusyError:
        return [Finding("books.busy", name_place(folder))]
    except OSError as fault:
        return [
            Finding(
                "books.unwritable", name_place(folder), {"reason": fault.strerror or str(fault)}
            )
        ]
    return []


def _not_open(books: Books, opened: OpenedMonth) -> list[Finding]:
    periods = books.periods
    if periods is None:
        return []
    found = []
    if periods.scope != opened.seller:
        facts = {"expected": periods.scope}
        found.append(Finding("books.other_provider", opened.seller, facts))
    if opened.month < periods.next:
        facts = {"month": opened.month.isoformat(), "next": periods.next.isoformat()}
        found.append(Finding("month_file.closed", opened.month.isoformat(), facts))
    return found


def _openings(opened: OpenedMonth, books: Books) -> Batch:
    """What earlier months used, as entries; none once a month is closed."""
    if books.closed or books.periods is None:
        return Batch.none()
    first = books.periods.first
    entries = [
        Entry(
            key=f"{OPENING}:{row.referral}:{row.component}:{row.month}",
            kind=Cause.CHARGE,
            period=first,
            service=row.month,
            postings=(("before", row.cents), (OPENING, -row.cents)),
            line=f"{OPENING}:{row.referral}:{row.component}:{row.month}",
            referral=row.referral,
            component=row.component,
            minutes=row.minutes,
            claimed=row.cents,
        )
        for row in _used_rows(opened.book.used)
        if row.month < first
    ]
    return Batch.of(entries) if entries else Batch.none()


def _used_rows(used: pd.DataFrame) -> list[Used]:
    columns = (
        used[name].tolist() for name in ("referral", "component", "month", "minutes", "cents")
    )
    return [
        Used(str(referral), str(component), date.fromordinal(month), minutes, cents)
        for referral, component, month, minutes, cents in zip(*columns, strict=True)
    ]


def _all(frame: pd.DataFrame, value: str) -> Any:
    return pd.Categorical([value] * len(frame))
