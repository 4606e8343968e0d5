"""Invoices that are right for a month are right to the cent, whatever file they went through."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.exports.month_csv import write_month_csv
from api.exports.month_workbook import write_month
from api.imports.month_book import read_month
from api.workbook.month.book import MonthBook
from benchmarks.months import draw_month, price_drawn
from billing.books import Books
from billing.draw import Claims, Payer, draw_up
from billing.einvoice import read, read_many, write, write_earve
from billing.invoice import Invoice
from billing.papers import to_tables
from billing.reconcile import Reconciled, reconcile
from billing.tables import BILLED, conform
from domain.programme import components
from tests.billing.builders import with_totals
from tests.billing.einvoice.papers import BUYER, UNREGISTERED

ISSUED = date(2026, 12, 3)
OF_INVOICES = ("D", "U", "A", "Q", "T", "X")
"""Results that say something against an invoice; the others speak of what was delivered."""


class Papers(Protocol):
    """What any reader gives."""

    @property
    def documents(self) -> pd.DataFrame: ...
    @property
    def billed(self) -> pd.DataFrame: ...


def through_ubl(invoices: Sequence[Invoice], _: Path) -> Papers:
    return read_many([(f"{n}.xml", write(one)) for n, one in enumerate(invoices)])


def through_earve(invoices: Sequence[Invoice], _: Path) -> Papers:
    return read(write_earve(invoices), "all.xml")


def as_book(invoices: Sequence[Invoice]) -> MonthBook:
    papers = to_tables(invoices, "sent.xlsx", "ab12", "xlsx")
    return MonthBook(documents=papers.documents, billed=papers.billed)


def through_xlsx(invoices: Sequence[Invoice], folder: Path) -> Papers:
    write_month(folder / "a.xlsx", as_book(invoices))
    return read_again(folder / "a.xlsx")


def through_csv(invoices: Sequence[Invoice], folder: Path) -> Papers:
    write_month_csv(folder / "csv", as_book(invoices))
    return read_again(folder / "csv")


def read_again(path: Path) -> Papers:
    found, findings = read_month(path)
    assert findings == []
    assert found is not None
    return found


WAYS = (through_ubl, through_earve, through_xlsx, through_csv)


def drawn(seed: int, rows: int) -> tuple[Books, tuple[Invoice, ...]]:
    """A month of the house's programmes, and the invoices that are right for it."""
    month = draw_month(rows, seed, providers=2)
    priced = price_drawn(month)
    claims = Claims(month.attended, month.terms.prices, priced.priced, priced.split)
    names = month.attended["provider"].cat.categories
    sellers = {str(name): replace(UNREGISTERED, registry=str(name)) for name in names}
    payers = dict.fromkeys(components(), Payer(BUYER, "K-1", "TP26-"))
    found = draw_up(claims, ISSUED, sellers, payers, {})
    assert found.findings == ()
    none = to_tables(())
    books = Books(
        month.attended,
        month.terms.prices,
        priced.priced,
        none.documents,
        none.billed,
        priced.split,
    )
    return books, found.invoices


def compared(books: Books, papers: Papers) -> Reconciled:
    return reconcile(replace(books, documents=papers.documents, billed=papers.billed))


def assert_exact(found: Reconciled, rows: int) -> None:
    assert found.identity.billed == found.identity.expected
    assert found.identity.told == found.identity.residue == 0
    primary = found.results[found.results["primary"]]
    assert primary["kind"].astype("str").tolist() == ["P01"] * rows
    against = found.results["kind"].astype("str").str[0].isin(OF_INVOICES)
    assert found.results[against].empty


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), rows=st.integers(1, 60), told=st.booleans())
def test_what_is_issued_and_read_again_is_exact_in_every_line(
    way: Callable[[Sequence[Invoice], Path], Papers],
    seed: int,
    rows: int,
    told: bool,  # noqa: FBT001
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """``told``: the line names come back; without them only what the lines say is left."""
    books, invoices = drawn(seed, rows)
    if not invoices:
        return
    papers = way(invoices, tmp_path_factory.mktemp("files"))
    billed = papers.billed
    if not told:
        billed = conform(BILLED, billed.assign(object=[""] * len(billed)))
    again = MonthBook(documents=papers.documents, billed=billed)
    assert_exact(compared(books, again), sum(len(one.lines) for one in invoices))


def test_a_file_of_many_invoices_that_comes_again_is_told_invoice_by_invoice() -> None:
    books, invoices = drawn(1, 60)
    assert len(invoices) > 1
    data = write_earve(invoices)
    for names in (("a.xml", "b.xml"), ("a.xml", "a.xml")):
        found = compared(books, read_many([(name, data) for name in names]))
        kinds = found.totals.set_index("kind")
        assert kinds["count"]["D03"] == len(invoices)
        assert kinds["cents"]["D03"] == found.identity.expected
        assert "D04" not in kinds.index


def test_two_invoices_of_one_number_in_one_file_are_no_copies() -> None:
    books, invoices = drawn(1, 60)
    first, other, *_ = invoices
    twice = replace(other, number=first.number, seller=first.seller)
    found = compared(books, read(write_earve([first, twice]), "all.xml"))
    assert "D04" in set(found.results["kind"])
    assert "D03" not in set(found.results["kind"])


def test_a_cent_that_changes_on_the_way_is_seen() -> None:
    books, invoices = drawn(1, 60)
    papers = read_many([(f"{n}.xml", write(one)) for n, one in enumerate(invoices)])
    billed = conform(BILLED, papers.billed.assign(net=papers.billed["net"] + 1))
    found = reconcile(with_totals(replace(books, documents=papers.documents, billed=billed)))
    assert found.identity.told == len(billed)
    with pytest.raises(AssertionError):
        assert_exact(found, len(billed))
