"""Open a month: the workbook, its prices with those of the programmes, the days that count."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from api.imports.misread import is_warning
from api.imports.month_book import read_month
from api.workbook.month.book import MonthBook
from billing.month import Terms
from billing.papers import rows_of
from billing.prices import Price, clashes, prices_of
from billing.tables import ATTENDED, NO_END, conform
from billing.tables import Kind as Held
from billing.vat import Registration
from domain.clock import months_after
from domain.finding import Finding, Where
from domain.programme import programmes
from domain.session import Outcome

DAY = timedelta(days=1)


@dataclass(frozen=True)
class OpenedMonth:
    """A month's workbook, read without errors, and what its prices rest on."""

    book: MonthBook
    """As it stands in the file, with the whole price list and rows up to the month's end."""
    month: date
    """First day."""
    terms: Terms
    later: pd.DataFrame
    """Meetings agreed for after the month (table ``attended``)."""

    @property
    def seller(self) -> str:
        """Registry code of who provides."""
        return self.book.sellers[0].registry


def open_month(path: Path, month: date | None = None) -> tuple[OpenedMonth | None, list[Finding]]:
    """The month in a workbook or CSV folder; None, and every finding, where it has errors.

    ``month``: its first day; not said: the last month of which the file tells more than plans.
    """
    book, findings = read_month(path)
    if book is None:
        return None, findings
    terms, faults = terms_of(book, path.name)
    findings += [*faults, *_lacks(book, path.name)]
    if terms is None or not all(map(is_warning, findings)):
        return None, findings
    first = month or _month_of(book.attended)
    end = months_after(first, 1).toordinal()
    days = book.attended["day"].to_numpy()
    kept = replace(book, attended=_rows(book.attended, days < end), prices=terms.prices)
    return OpenedMonth(kept, first, terms, _rows(book.attended, days >= end)), findings


def terms_of(book: MonthBook, file: str = "") -> tuple[Terms | None, list[Finding]]:
    """Programmes, the whole price list and registrations for VAT; the workbook's prices go first.

    A price that names no provider is that of the file's seller. None where two prices hold on
    one day for the same thing.
    """
    own = list(_own_prices(book))
    wrong = clashes(own)
    if wrong:
        return None, [_clash(one, other, file) for one, other in wrong]
    return stored_terms(replace(book, prices=prices_of(programmes(), own))), []


def stored_terms(book: MonthBook) -> Terms:
    """The same of a month that was opened before: its price list is whole already."""
    registered = tuple(
        Registration(seller=seller.registry, since=held.since, until=held.until, source=held.number)
        for seller in book.sellers
        for held in seller.vat
    )
    return Terms(programmes(), book.prices, registered=registered)


def _own_prices(book: MonthBook) -> Iterator[Price]:
    seller = book.sellers[0].registry if len(book.sellers) == 1 else ""
    for row in rows_of(book.prices):
        yield Price(
            component=row.component,
            activity=row.activity,
            beneficiary=row.beneficiary,
            provider=row.provider or seller,
            since=date.fromordinal(row.since),
            until=None if row.until == NO_END else date.fromordinal(row.until),
            unit=row.unit,
            unit_minutes=row.unit_minutes,
            cents=row.cents,
            vat=row.vat,
            source=row.source or "-",
        )


def _clash(one: Price, other: Price, file: str) -> Finding:
    facts = {"component": other.component, "since": other.since.isoformat()}
    facts["first"] = one.since.isoformat()
    return Finding("month_file.two_prices", other.component, facts, where=Where(file))


def _lacks(book: MonthBook, file: str) -> list[Finding]:
    """What a month cannot do without."""
    found = []
    if not len(book.attended):
        found.append(Finding("month_file.no_meetings", file, where=Where(file)))
    if not book.sellers:
        found.append(Finding("month_file.no_seller", file, where=Where(file)))
    return found


def _month_of(attended: pd.DataFrame) -> date:
    """Month of the last meeting of which more is known than that it was planned."""
    known = attended[(attended["outcome"] != Outcome.PLANNED.value).to_numpy()]
    days = (known if len(known) else attended)["day"]
    return date.fromordinal(int(days.max())).replace(day=1)


def _rows(attended: pd.DataFrame, which: np.ndarray) -> pd.DataFrame:
    """Some rows, with only the ids that they name."""
    some = attended[which]
    ids = [col.name for col in ATTENDED.columns if col.kind is Held.ID]
    return conform(ATTENDED, some.assign(**{name: some[name].astype("str") for name in ids}))
