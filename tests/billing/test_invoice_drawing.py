from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from billing.draw import Claims, Drawn, Payer, draw_up
from billing.einvoice import read, validate, write
from billing.month import Month, Terms
from billing.parties import Seller, VatNumber
from billing.tables import SPLIT, table
from domain.caps import Cap, EurosPerMonth
from domain.programme import Funder
from tests.billing.einvoice.papers import BUYER, UNREGISTERED
from tests.billing.invented import (
    OURS,
    SINCE,
    attended_of,
    component,
    met,
    price,
    priced,
    programme,
    terms_of,
)
from tests.oracle.money import Row

ISSUED = date(2026, 12, 3)
SELLER = replace(UNREGISTERED, registry=OURS)
PAYER = Payer(BUYER, "2.3-1/26/17", "TP26-")
SHARED = (
    Funder(name="AMIF", percent=75, since=SINCE, source="invented"),
    Funder(name="Ministry", percent=25, since=SINCE, source="invented"),
)


def agreed(caps: tuple[Cap, ...] = ()) -> Terms:
    parts = [component("talks", caps), component("walks")]
    prices = [price("talks", 3500, 45), price("walks", 2000)]
    return terms_of([programme("care", parts, funders=SHARED)], prices)


def drawn(
    rows: Sequence[Row],
    terms: Terms | None = None,
    payers: dict[str, Payer] | None = None,
    seller: Seller = SELLER,
) -> Drawn:
    known = terms or agreed()
    month: Month = priced(rows, known)
    claims = Claims(attended_of(rows), known.prices, month.priced, month.split)
    asked = {"talks": PAYER, "walks": PAYER} if payers is None else payers
    return draw_up(claims, ISSUED, {seller.registry: seller}, asked, {})


def test_every_priced_line_becomes_a_line_to_the_cent() -> None:
    invoice = drawn([met("M1/anu", minutes=50), met("M2/anu", start=800, minutes=90)]).invoices[0]
    assert [line.net for line in invoice.lines] == [3889, 7000]
    assert [line.object for line in invoice.lines] == ["M1/anu", "M2/anu"]
    assert [(line.quantity, line.base, line.unit_price) for line in invoice.lines] == [
        (500_000, 45, 350_000),
        (900_000, 45, 350_000),
    ]
    assert (invoice.net, invoice.tax, invoice.gross) == (10_889, 0, 10_889)


def test_half_a_price_is_half_the_price_and_not_half_the_minutes() -> None:
    line = drawn([met("M1/anu", minutes=45, due=50)]).invoices[0].lines[0]
    assert (line.quantity, line.unit_price, line.net) == (450_000, 175_000, 1750)


def test_what_a_ceiling_cuts_off_stands_on_the_line_with_its_reason() -> None:
    ceiling = EurosPerMonth(kind="euros_per_month", cents=5000, since=SINCE, source="invented")
    found = drawn([met("M1/anu"), met("M2/anu", start=800)], agreed((ceiling,)))
    lines = found.invoices[0].lines
    assert [line.net for line in lines] == [4667, 333]
    assert lines[1].allowances[0].reason == "Üle kuu piirhinna"
    assert lines[1].allowance == 4667 - 333
    assert validate(write(found.invoices[0])) == ()


def test_funders_of_a_line_are_those_of_the_split() -> None:
    lines = drawn([met("M1/anu"), met("M2/anu", start=800)]).invoices[0].lines
    assert all(sum(share.cents for share in line.shares) == line.net for line in lines)
    assert [share.funder for share in lines[0].shares] == ["AMIF", "Ministry"]


def test_each_contract_has_its_own_invoice() -> None:
    payers = {"talks": PAYER, "walks": replace(PAYER, reference="other")}
    found = drawn([met("M1/anu"), met("M2/anu", start=800, name="walks")], payers=payers)
    assert [(one.reference, one.number) for one in found.invoices] == [
        ("2.3-1/26/17", "TP26-0001"),
        ("other", "TP26-0002"),
    ]
    assert found.counters == {(OURS, "TP26-"): 2}


def test_a_late_service_widens_the_period() -> None:
    found = drawn([met("M1/anu", day=date(2026, 9, 14)), met("M2/anu")])
    invoice = found.invoices[0]
    assert (invoice.first, invoice.last) == (date(2026, 9, 1), date(2026, 11, 30))
    assert validate(write(invoice)) == ()


def test_a_line_that_nobody_pays_is_told_and_takes_no_number() -> None:
    found = drawn([met("M1/anu")], payers={})
    assert found.invoices == ()
    assert [(each.rule, each.about) for each in found.findings] == [("D09", "M1/anu")]
    assert found.counters == {}


def test_a_category_of_vat_that_the_seller_cannot_have_is_told() -> None:
    seller = replace(SELLER, vat=(VatNumber("EE100000010", SINCE),))
    found = drawn([met("M1/anu")], seller=seller)
    assert [each.rule for each in found.findings] == ["D07"]
    assert found.invoices == ()


def test_a_net_that_the_price_does_not_make_is_on_no_invoice() -> None:
    rows = [met("M1/anu"), met("M2/anu", start=800)]
    terms = agreed()
    month = priced(rows, terms)
    wrong = month.priced.assign(net=month.priced["net"] + pd.Series([0, 1]))
    claims = Claims(attended_of(rows), terms.prices, wrong, table(SPLIT, _nothing()))
    found = draw_up(claims, ISSUED, {OURS: SELLER}, {"talks": PAYER}, {})
    assert [(each.rule, each.about, each.amount) for each in found.findings] == [
        ("D05", "M2/anu", 1)
    ]
    assert [line.number for line in found.invoices[0].lines] == ["1"]


def test_what_a_crash_undid_is_drawn_again_with_the_same_numbers() -> None:
    rows = [met("M1/anu", minutes=50), met("M2/anu", start=800, name="walks")]
    first, again = drawn(rows), drawn(rows)
    assert first == again
    assert [write(one) for one in first.invoices] == [write(one) for one in again.invoices]


def test_what_was_drawn_is_read_back_as_it_was_attended() -> None:
    billed = read(write(drawn([met("M1/anu", minutes=50)]).invoices[0])).billed
    row = billed.iloc[0]
    assert (row["object"], row["client"], row["component"]) == ("M1/anu", "anu", "talks")
    assert (row["minutes"], row["base"], row["net"]) == (50, 45, 3889)
    assert row["first"] == date(2026, 11, 2).toordinal()


def _nothing() -> dict[str, list[object]]:
    return {name: [] for name in SPLIT.names}
