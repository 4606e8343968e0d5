"""Faults of rows: left out, billed twice, of somebody or something else, for nothing."""

from dataclasses import replace

from billing.books import Books, Known
from billing.tables import BILLED, NO_DAY, table
from tests.billing.builders import (
    FIRST,
    PARTS,
    added,
    changed,
    documents_of,
    row_of,
    without,
)
from tests.billing.faults.common import (
    Fault,
    cents_of,
    free_days,
    is_plain,
    is_single,
    line_of,
    list_price,
    on_new_document,
    one_row,
    unpriced,
)


def drop(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    return Fault(without(books, "billed", at), (("P03", -int(books.billed["net"][at]), True),))


def bill_twice(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    row = {**row_of(books, "billed", at), "number": "999", "row": 999}
    return Fault(added(books, "billed", row), (("U01", row["net"], True),))


def bill_on_another(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    found = on_new_document(books, {**row, "number": "1"})
    return Fault(found, (("U02", row["net"], True),))


def shift_day(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    row = books.billed.iloc[at]
    days = free_days(books, str(row["client"]))
    if not days:
        return None
    day = min(days, key=lambda one: (abs(one - row["first"]), one))
    found = changed(books, "billed", at, first=day, last=day)
    return Fault(found, (("A03", 0, True),))


def shift_month(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    found = changed(books, "billed", at, first=FIRST - 3, last=FIRST - 3)
    return Fault(found, (("A04", 0, True),))


def swap_client(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    row = books.billed.iloc[at]
    others = sorted(set(books.attended["client"].astype("str")) - {str(row["client"])})
    free = [name for name in others if int(row["first"]) in free_days(books, name)]
    if not free:
        return None
    return Fault(changed(books, "billed", at, client=free[pick % len(free)]), (("A01", 0, True),))


def other_worker(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    return Fault(changed(books, "billed", at, worker="W-other"), (("A06", 0, True),))


def other_component(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, is_single)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    part = next(p for p in PARTS[1:4] if p != row["component"])
    cents = list_price(books, part, row["first"], "individual")
    net = cents_of(row, cents=cents, base=60)
    found = changed(books, "billed", at, component=part, unit_price=cents * 100, base=60, net=net)
    return Fault(found, (("A02", net - row["net"], True),))


def _bill_unheld(kind: str, outcome: str, books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, is_plain)
    if at is None:
        return None
    line = line_of(books, at)
    found = changed(books, "attended", line, outcome=outcome)
    net = int(books.billed["net"][at])
    return Fault(unpriced(found, line), ((kind, net, True),))


def bill_cancelled(books: Books, pick: int) -> Fault | None:
    return _bill_unheld("P07", "cancelled_late", books, pick)


def bill_no_show(books: Books, pick: int) -> Fault | None:
    return _bill_unheld("P08", "no_show", books, pick)


def bill_planned(books: Books, pick: int) -> Fault | None:
    return _bill_unheld("P05", "planned", books, pick)


def bill_unpriced(books: Books, pick: int) -> Fault | None:
    return _bill_unheld("T06", "delivered", books, pick)


def unconfirmed(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    found = changed(books, "attended", line_of(books, at), confirmed=False)
    return Fault(found, (("P06", int(books.billed["net"][at]), False),))


def bill_unknown(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    row = {**row_of(books, "billed", at), "number": "999", "client": "C-nobody"}
    return Fault(added(books, "billed", row), (("P04", row["net"], True),))


def bill_unreadable(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    lost = {"client": "", "component": "", "first": NO_DAY, "last": NO_DAY, "unit": ""}
    row = {**row, **lost, "number": "999", "minutes": -1, "said": "teenused"}
    return Fault(added(books, "billed", row), (("P10", row["net"], True),))


def bill_other_months_meeting(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    row = {**row_of(books, "billed", at), "number": "999", "client": "C-nobody"}
    row |= {"first": FIRST - 9, "last": FIRST - 9}
    return Fault(added(books, "billed", row), (("A04", row["net"], True),))


def bill_closed_month(books: Books, pick: int) -> Fault | None:
    fault = bill_other_months_meeting(books, pick)
    if fault is None:
        return None
    known = Known(open_since=FIRST)
    return replace(fault, told=tuple(("A05", cents, p) for _, cents, p in fault.told), known=known)


def bill_paid(books: Books, pick: int) -> Fault | None:
    fault = bill_other_months_meeting(books, pick)
    if fault is None:
        return None
    row = row_of(fault.books, "billed", len(fault.books.billed) - 1)
    past = {**row, "document": str(row["document"]).split("/")[0] + "/OCT"}
    earlier = table(BILLED, {name: [past[name]] for name in BILLED.names})
    known = Known(earlier_billed=earlier, earlier_documents=documents_of(earlier, FIRST - 1))
    return replace(fault, told=(("U04", row["net"], True),), known=known)
