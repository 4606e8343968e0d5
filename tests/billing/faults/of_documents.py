"""Faults of documents and credit notes."""

from dataclasses import replace
from typing import Any

import numpy as np

from billing.books import Books, Known
from tests.billing.builders import (
    BUYER,
    LAST,
    added,
    changed,
    row_of,
    with_totals,
)
from tests.billing.faults.common import Fault, amount, line_of, on_new_document, one_row, rows_from


def _credit_rows(books: Books, at: int, **facts: Any) -> tuple[Books, int]:
    row = row_of(books, "billed", at)
    back = {**row, "net": -row["net"], "quantity": -row["quantity"], **facts}
    corrects = str(row["document"]).split("/")[1]
    return on_new_document(books, back, kind="credit", corrects=corrects), row["net"]


def credit(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    found, net = _credit_rows(books, at)
    return Fault(found, (("P03", -net, True),))


def credit_twice(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    once, net = _credit_rows(books, at)
    twice, _ = _credit_rows(once, at)
    return Fault(twice, (("P03", -net, True), ("D13", -net, True)))


def credit_and_bill_again(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    once, _ = _credit_rows(books, at)
    found = on_new_document(once, row_of(books, "billed", at))
    return Fault(found, (("U05", 0, True),))


def credit_unknown(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    back = {**row, "net": -row["net"], "quantity": -row["quantity"]}
    found = on_new_document(books, back, kind="credit", corrects="NEVER")
    return Fault(found, (("D11", -row["net"], True),))


def credit_too_much(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    net = int(books.billed["net"][at])
    found, _ = _credit_rows(
        books,
        at,
        net=-net - 250,
        unit="sum",
        base=0,
        unit_price=(net + 250) * 100,
        quantity=-10_000,
    )
    return Fault(found, (("D12", -250, True), ("P03", -net, True)))


def send_document_twice(books: Books, pick: int) -> Fault | None:
    name = str(books.documents["document"][pick % len(books.documents)])
    copy = f"{name}#{len(books.documents) + 1}"
    paper = row_of(books, "documents", books.documents["document"].tolist().index(name))
    rows = [
        {**row_of(books, "billed", at), "document": copy}
        for at in np.flatnonzero(books.billed["document"].astype("str") == name).tolist()
    ]
    both = replace(added(books, "billed", *rows), documents=books.documents)
    found = with_totals(added(both, "documents", {**paper, "document": copy, "issued": LAST + 9}))
    return Fault(found, (("D03", paper["net"], True),))


def use_a_number_again(books: Books, pick: int) -> Fault | None:
    fault = send_document_twice(books, pick)
    if fault is None:
        return None
    last, row = len(fault.books.documents) - 1, len(fault.books.billed) - 1
    found = changed(fault.books, "documents", last, sha256=f"other bytes of {last} {row} {pick}")
    net = int(found.billed["net"][row]) + 100
    found = changed(found, "billed", row, net=net, **amount(net))
    return Fault(found, (("D04", fault.told[0][1] + 100, True),))


def _document(books: Books, pick: int, kind: str, **facts: Any) -> Fault | None:
    at = pick % len(books.documents)
    mine = books.billed["document"].astype("str") == str(books.documents["document"][at])
    rows = set(np.flatnonzero(mine).tolist())
    if not rows <= set(rows_from(books, pick)):
        return None
    lines = {line_of(books, row) for row in rows}
    net = int(books.documents["net"][at])
    missing = [int(books.priced["net"][line]) for line in lines]
    told = ((kind, net, True), *(("P03", -cents, True) for cents in missing if cents))
    return Fault(changed(books, "documents", at, **facts), told, Known(buyers=frozenset({BUYER})))


def other_buyer(books: Books, pick: int) -> Fault | None:
    return _document(books, pick, "D09", buyer="10000000")


def other_currency(books: Books, pick: int) -> Fault | None:
    return _document(books, pick, "D10", currency="SEK")


def total_off(books: Books, pick: int) -> Fault | None:
    at = pick % len(books.documents)
    stated = int(books.documents["net"][at]) + 1
    found = changed(books, "documents", at, net=stated, gross=stated)
    return Fault(found, (("D06", 1, False),))


def vat_off(books: Books, pick: int) -> Fault | None:
    at = pick % len(books.documents)
    gross = int(books.documents["gross"][at]) + 99
    return Fault(changed(books, "documents", at, vat=99, gross=gross), (("D08", 99, False),))
