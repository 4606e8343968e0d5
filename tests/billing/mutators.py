"""Faults put into a right month, one at a time, each with the results that must come of it.

A mutator takes the books of ``builders.a_month`` and a number that picks the place, and gives the
books with the fault, what else is known, and the results beside those that are right: code,
cents, and whether they are part of the difference. None: the month has no place for the fault.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from billing.books import Books, Known
from billing.tables import ATTENDED, BILLED, NO_DAY, PRICED, table
from domain.money import price_of
from tests.billing.builders import (
    BUYER,
    CHANGED,
    FIRST,
    LAST,
    PARTS,
    added,
    changed,
    documents_of,
    row_of,
    with_totals,
    without,
)

Result = tuple[str, int, bool]
"""Code, cents, primary."""


@dataclass(frozen=True)
class Fault:
    """Books with a fault, and what must be told of it."""

    books: Books
    told: tuple[Result, ...]
    known: Known = field(default_factory=Known)


Mutator = Callable[[Books, int], Fault | None]


def _rows(
    books: Books, pick: int, ask: Callable[[pd.Series], bool] = lambda _: True
) -> Iterator[int]:
    """Places of billed rows that a fault may hit, from one on and round: those of meetings held."""
    count = len(books.billed)
    days = zip(books.attended["client"].astype("str"), books.attended["day"], strict=True)
    held = set(days)
    for k in range(count):
        at = (pick + k) % count
        row = books.billed.iloc[at]
        timed = row["net"] > 0 and row["base"] > 0 and row["minutes"] > 0
        if timed and (str(row["client"]), row["first"]) in held and ask(row):
            yield at


def _one(books: Books, pick: int, ask: Callable[[pd.Series], bool] = lambda _: True) -> int | None:
    return next(_rows(books, pick, ask), None)


def _plain(row: pd.Series) -> bool:
    return bool(row["allowance"] == 0)


def _single(row: pd.Series) -> bool:
    return _plain(row) and row["activity"] == "individual"


def _line_of(books: Books, at: int) -> int:
    """The line of a row of the right month."""
    row = books.billed.iloc[at]
    same = (books.attended["client"].astype("str") == row["client"]) & (
        books.attended["day"] == row["first"]
    )
    return int(np.flatnonzero(same.to_numpy())[0])


def _cents(row: dict[str, Any], *, cents: int = 0, minutes: int = 0, base: int = 0) -> int:
    """Net of a row at another price, length or unit."""
    price = cents or row["unit_price"] // 100
    whole = price_of(price, minutes or row["minutes"], base or row["base"])
    return whole - int(row["allowance"])


def _free_days(books: Books, client: str) -> list[int]:
    taken = set(books.attended["day"][books.attended["client"].astype("str") == client])
    return [day for day in range(FIRST, LAST + 1) if day not in taken]


def _list_price(books: Books, part: str, day: int, activity: str) -> int:
    prices = books.prices
    held = (prices["component"].astype("str") == part) & (prices["provider"].astype("str") == "")
    held &= (prices["activity"].astype("str") == activity) & (prices["since"] <= day)
    held &= prices["until"] >= day
    return int(prices["cents"][held].iloc[0])


def drop(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    return Fault(without(books, "billed", at), (("P03", -int(books.billed["net"][at]), True),))


def bill_twice(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    row = {**row_of(books, "billed", at), "number": "999", "row": 999}
    return Fault(added(books, "billed", row), (("U01", row["net"], True),))


def bill_on_another(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    found = _on_new_document(books, {**row, "number": "1"})
    return Fault(found, (("U02", row["net"], True),))


def _on_new_document(books: Books, *rows: dict[str, Any], **facts: Any) -> Books:
    """The books with rows on a document of their own, issued later."""
    seller = str(rows[0]["document"]).split("/")[0]
    name = f"{seller}/Z{len(books.documents)}"
    whole = added(books, "billed", *({**row, "document": name} for row in rows))
    alone = whole.billed.iloc[-len(rows) :].reset_index(drop=True)
    paper = row_of(replace(books, documents=documents_of(alone, LAST + 9)), "documents", 0)
    return with_totals(
        added(replace(whole, documents=books.documents), "documents", {**paper, **facts})
    )


def shift_day(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    row = books.billed.iloc[at]
    days = _free_days(books, str(row["client"]))
    if not days:
        return None
    day = min(days, key=lambda one: (abs(one - row["first"]), one))
    found = changed(books, "billed", at, first=day, last=day)
    return Fault(found, (("A03", 0, True),))


def shift_month(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    found = changed(books, "billed", at, first=FIRST - 3, last=FIRST - 3)
    return Fault(found, (("A04", 0, True),))


def swap_client(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    row = books.billed.iloc[at]
    others = sorted(set(books.attended["client"].astype("str")) - {str(row["client"])})
    free = [name for name in others if int(row["first"]) in _free_days(books, name)]
    if not free:
        return None
    return Fault(changed(books, "billed", at, client=free[pick % len(free)]), (("A01", 0, True),))


def other_worker(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    return Fault(changed(books, "billed", at, worker="W-other"), (("A06", 0, True),))


def other_component(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, _single)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    part = next(p for p in PARTS[1:4] if p != row["component"])
    cents = _list_price(books, part, row["first"], "individual")
    net = _cents(row, cents=cents, base=60)
    found = changed(books, "billed", at, component=part, unit_price=cents * 100, base=60, net=net)
    return Fault(found, (("A02", net - row["net"], True),))


def _at_price(kind: str, books: Books, at: int, cents: int) -> Fault:
    row = row_of(books, "billed", at)
    net = _cents(row, cents=cents)
    found = changed(books, "billed", at, unit_price=cents * 100, net=net)
    return Fault(found, ((kind, net - row["net"], True),))


def old_price(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, lambda row: _plain(row) and row["unit_price"] < 400_000)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    return _at_price(
        "T01", books, at, _list_price(books, row["component"], CHANGED - 1, row["activity"])
    )


def price_of_another_part(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, lambda row: _single(row) and row["base"] == 60)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    part = next(p for p in PARTS[1:4] if p != row["component"])
    return _at_price("T02", books, at, _list_price(books, part, row["first"], "individual"))


def price_of_another_provider(books: Books, pick: int) -> Fault | None:
    own = books.prices[books.prices["provider"].astype("str") != ""]
    at = _one(
        books,
        pick,
        lambda row: (
            _single(row)
            and row["component"] == "is-peer"
            and len(own) > 0
            and not str(row["document"]).startswith(str(own["provider"].iloc[0]))
        ),
    )
    return None if at is None else _at_price("T03", books, at, int(own["cents"].iloc[0]))


def higher_price(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, _plain)
    if at is None:
        return None
    return _at_price("T04", books, at, int(books.billed["unit_price"][at]) // 100 + 59)


def lower_price(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, _plain)
    if at is None:
        return None
    return _at_price("T05", books, at, int(books.billed["unit_price"][at]) // 100 - 59)


def other_unit(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, _plain)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    base = 105 - row["base"]
    net = _cents(row, base=base)
    return Fault(
        changed(books, "billed", at, base=base, net=net), (("Q03", net - row["net"], True),)
    )


def _at_length(kind: str, books: Books, pick: int, more: Callable[[int], int]) -> Fault | None:
    at = _one(books, pick, _plain)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    minutes = more(row["minutes"])
    net = _cents(row, minutes=minutes)
    found = changed(books, "billed", at, minutes=minutes, quantity=minutes * 10_000, net=net)
    return Fault(found, ((kind, net - row["net"], True),))


def more_minutes(books: Books, pick: int) -> Fault | None:
    return _at_length("Q01", books, pick, lambda minutes: minutes + 7)


def fewer_minutes(books: Books, pick: int) -> Fault | None:
    return _at_length("Q02", books, pick, lambda minutes: minutes - 7)


def to_the_quarter(books: Books, pick: int) -> Fault | None:
    return _at_length("Q06", books, pick, lambda minutes: -(-minutes // 15) * 15)


def group_as_individual(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, lambda row: _plain(row) and row["activity"] == "group")
    if at is None:
        return None
    row = row_of(books, "billed", at)
    mine = books.priced.iloc[_line_of(books, at)]
    general = books.prices["provider"].astype("str").iloc[int(mine["price"])] == ""
    own = str(row["document"]).startswith("90000001") and row["component"] == "is-peer"
    if not general or own:
        return None
    return _at_price(
        "Q04", books, at, _list_price(books, row["component"], row["first"], "individual")
    )


def vat_inside(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, _plain)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    net = row["net"] + price_of(row["net"], 2400, 10_000)
    found = changed(books, "billed", at, net=net, **_amount(net))
    return Fault(found, (("D07", net - row["net"], True),))


def _amount(net: int) -> dict[str, Any]:
    """A row of a mere amount."""
    return {
        "unit": "sum", "quantity": 10_000, "base": 0, "minutes": -1, "unit_price": net * 100
    }  # fmt: skip


def a_cent_of_rounding(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, _plain)
    if at is None:
        return None
    net = int(books.billed["net"][at]) - 1
    return Fault(changed(books, "billed", at, net=net, **_amount(net)), (("T07", -1, True),))


def a_mere_amount(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, _plain)
    if at is None:
        return None
    net = int(books.billed["net"][at]) + 437
    return Fault(changed(books, "billed", at, net=net, **_amount(net)), (("X01", 437, True),))


def transpose(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, lambda row: str(row["net"])[1] != str(row["net"])[2])
    if at is None:
        return None
    was = str(int(books.billed["net"][at]))
    net = int(was[0] + was[2] + was[1] + was[3:])
    return Fault(changed(books, "billed", at, net=net), (("D05", net - int(was), True),))


def a_cent_too_much(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    found = changed(books, "billed", at, net=int(books.billed["net"][at]) + 1)
    return Fault(found, (("D05", 1, True),))


def over_the_ceiling(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, lambda row: row["allowance"] > 0)
    if at is None:
        return None
    over = int(books.billed["allowance"][at])
    net = int(books.billed["net"][at]) + over
    found = changed(books, "billed", at, allowance=0, net=net)
    return Fault(found, (("E05", over, True),))


def _bill_unheld(kind: str, outcome: str, books: Books, pick: int) -> Fault | None:
    at = _one(books, pick, _plain)
    if at is None:
        return None
    line = _line_of(books, at)
    found = changed(books, "attended", line, outcome=outcome)
    net = int(books.billed["net"][at])
    return Fault(_unpriced(found, line), ((kind, net, True),))


def _unpriced(books: Books, line: int) -> Books:
    nothing = {"price": -1, "billable": 0, "granted": 0, "full": 0, "over_year": 0, "net": 0}
    return changed(books, "priced", line, **nothing)


def bill_cancelled(books: Books, pick: int) -> Fault | None:
    return _bill_unheld("P07", "cancelled_late", books, pick)


def bill_no_show(books: Books, pick: int) -> Fault | None:
    return _bill_unheld("P08", "no_show", books, pick)


def bill_planned(books: Books, pick: int) -> Fault | None:
    return _bill_unheld("P05", "planned", books, pick)


def bill_unpriced(books: Books, pick: int) -> Fault | None:
    return _bill_unheld("T06", "delivered", books, pick)


def unconfirmed(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    found = changed(books, "attended", _line_of(books, at), confirmed=False)
    return Fault(found, (("P06", int(books.billed["net"][at]), False),))


def bill_unknown(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    row = {**row_of(books, "billed", at), "number": "999", "client": "C-nobody"}
    return Fault(added(books, "billed", row), (("P04", row["net"], True),))


def bill_unreadable(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    lost = {"client": "", "component": "", "first": NO_DAY, "last": NO_DAY, "unit": ""}
    row = {**row, **lost, "number": "999", "minutes": -1, "said": "teenused"}
    return Fault(added(books, "billed", row), (("P10", row["net"], True),))


def bill_other_months_meeting(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
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


def _credit_rows(books: Books, at: int, **facts: Any) -> tuple[Books, int]:
    row = row_of(books, "billed", at)
    back = {**row, "net": -row["net"], "quantity": -row["quantity"], **facts}
    corrects = str(row["document"]).split("/")[1]
    return _on_new_document(books, back, kind="credit", corrects=corrects), row["net"]


def credit(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    found, net = _credit_rows(books, at)
    return Fault(found, (("P03", -net, True),))


def credit_twice(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    once, net = _credit_rows(books, at)
    twice, _ = _credit_rows(once, at)
    return Fault(twice, (("P03", -net, True), ("D13", -net, True)))


def credit_and_bill_again(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    once, _ = _credit_rows(books, at)
    found = _on_new_document(once, row_of(books, "billed", at))
    return Fault(found, (("U05", 0, True),))


def credit_unknown(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    back = {**row, "net": -row["net"], "quantity": -row["quantity"]}
    found = _on_new_document(books, back, kind="credit", corrects="NEVER")
    return Fault(found, (("D11", -row["net"], True),))


def credit_too_much(books: Books, pick: int) -> Fault | None:
    at = _one(books, pick)
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
    found = changed(found, "billed", row, net=net, **_amount(net))
    return Fault(found, (("D04", fault.told[0][1] + 100, True),))


def _document(books: Books, pick: int, kind: str, **facts: Any) -> Fault | None:
    at = pick % len(books.documents)
    mine = books.billed["document"].astype("str") == str(books.documents["document"][at])
    rows = set(np.flatnonzero(mine).tolist())
    if not rows <= set(_rows(books, pick)):
        return None
    lines = {_line_of(books, row) for row in rows}
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


def _summed(books: Books, pick: int, least: int) -> tuple[Books, list[int], int] | None:
    """The books with a client's rows of a component as one; those rows, and the new one's place."""
    marks = ("document", "client", "component", "activity")
    plain = sorted(_rows(books, 0, _plain))
    by_key: dict[tuple[str, ...], list[int]] = {}
    for at in plain:
        by_key.setdefault(tuple(str(books.billed[name][at]) for name in marks), []).append(at)
    groups = [by_key[key] for key in sorted(by_key)]
    groups = [group for group in groups if len(group) >= least]
    groups = [g for g in groups if _alone(books, g)]
    if not groups:
        return None
    rows = [int(at) for at in groups[pick % len(groups)]]
    net = sum(int(books.billed["net"][at]) for at in rows)
    minutes = sum(int(books.billed["minutes"][at]) for at in rows)
    one = {**row_of(books, "billed", rows[0]), **_amount(net), "net": net}
    one |= {"minutes": minutes, "first": FIRST, "last": LAST, "number": "sum"}
    found = without(added(books, "billed", one), "billed", *rows)
    return found, rows, len(found.billed) - 1


def _alone(books: Books, rows: list[int]) -> bool:
    """Whether nothing else of the client and component stands in the month."""
    row = books.billed.iloc[rows[0]]
    same = books.attended["client"].astype("str") == row["client"]
    same &= books.attended["component"].astype("str") == row["component"]
    same &= books.attended["activity"].astype("str") == row["activity"]
    return int(same.sum()) == len(rows)


def sum_up(books: Books, pick: int) -> Fault | None:
    found = _summed(books, pick, 2)
    return None if found is None else Fault(found[0], ())


def leave_out_of_a_sum(books: Books, pick: int) -> Fault | None:
    found = _summed(books, pick, 2)
    if found is None:
        return None
    whole, rows, at = found
    gone = row_of(books, "billed", rows[0])
    was = row_of(whole, "billed", at)
    net, minutes = was["net"] - gone["net"], was["minutes"] - gone["minutes"]
    changed_sum = changed(whole, "billed", at, **{**_amount(net), "net": net, "minutes": minutes})
    return Fault(changed_sum, (("P03", -gone["net"], True),))


def alone_and_in_a_sum(books: Books, pick: int) -> Fault | None:
    found = _summed(books, pick, 2)
    if found is None:
        return None
    single = row_of(books, "billed", found[1][0])
    return Fault(added(found[0], "billed", single), (("U03", single["net"], True),))


def sum_at_the_old_price(books: Books, pick: int) -> Fault | None:
    found = _summed(books, pick, 2)
    if found is None:
        return None
    whole, rows, at = found
    old = 0
    for row in (row_of(books, "billed", one) for one in rows):
        old += _cents(row, cents=_list_price(books, row["component"], CHANGED - 1, row["activity"]))
    was = int(whole.billed["net"][at])
    if row_of(books, "billed", rows[0])["unit_price"] >= 400_000:
        return None
    changed_sum = changed(
        whole,
        "billed",
        at,
        net=old,
        **{**_amount(old), "minutes": int(whole.billed["minutes"][at])},
    )
    return Fault(changed_sum, (("T01", old - was, True),))


def one_head_too_many(books: Books, pick: int) -> Fault | None:
    """A group's members as one row with one head more than came."""
    at = _one(books, pick, lambda row: _plain(row) and row["activity"] == "group")
    if at is None:
        return None
    line = _line_of(books, at)
    attended, priced = row_of(books, "attended", line), row_of(books, "priced", line)
    day = attended["day"]
    others = (books.attended["day"] == day) & (books.attended["activity"].astype("str") == "group")
    others &= books.attended["component"].astype("str") == attended["component"]
    if int(others.sum()) > 1:
        return None
    more = [
        {**attended, "line": f"{attended['meeting']}/N{k}", "client": f"N{k}"} for k in range(3)
    ]
    both = _with_members(books, more, priced)
    row = row_of(books, "billed", at)
    heads = {"client": "", "unit": "participant", "quantity": 50_000, "base": 0, "minutes": -1}
    heads |= {"unit_price": row["net"] * 100, "net": 5 * row["net"], "worker": ""}
    return Fault(changed(both, "billed", at, **heads), (("Q05", row["net"], True),))


def _with_members(books: Books, more: list[dict[str, Any]], priced: dict[str, Any]) -> Books:
    attended = {n: [*books.attended[n].tolist(), *(row[n] for row in more)] for n in ATTENDED.names}
    costs = {
        n: [*books.priced[n].tolist(), *(row["line"] if n == "line" else priced[n] for row in more)]
        for n in PRICED.names
    }
    return replace(books, attended=table(ATTENDED, attended), priced=table(PRICED, costs))


MUTATORS: tuple[Mutator, ...] = (
    drop,
    bill_twice,
    bill_on_another,
    shift_day,
    shift_month,
    swap_client,
    other_worker,
    other_component,
    old_price,
    price_of_another_part,
    price_of_another_provider,
    higher_price,
    lower_price,
    other_unit,
    more_minutes,
    fewer_minutes,
    to_the_quarter,
    group_as_individual,
    vat_inside,
    a_cent_of_rounding,
    a_mere_amount,
    transpose,
    a_cent_too_much,
    over_the_ceiling,
    bill_cancelled,
    bill_no_show,
    bill_planned,
    bill_unpriced,
    unconfirmed,
    bill_unknown,
    bill_unreadable,
    bill_other_months_meeting,
    bill_closed_month,
    bill_paid,
    credit,
    credit_twice,
    credit_and_bill_again,
    credit_unknown,
    credit_too_much,
    send_document_twice,
    use_a_number_again,
    other_buyer,
    other_currency,
    total_off,
    vat_off,
    sum_up,
    leave_out_of_a_sum,
    alone_and_in_a_sum,
    sum_at_the_old_price,
    one_head_too_many,
)
