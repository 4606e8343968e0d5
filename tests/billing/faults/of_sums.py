"""Faults of rows that speak of many meetings."""

from dataclasses import replace
from typing import Any

from billing.books import Books
from billing.tables import ATTENDED, PRICED, table
from tests.billing.builders import (
    CHANGED,
    FIRST,
    LAST,
    added,
    changed,
    row_of,
    without,
)
from tests.billing.faults.common import (
    Fault,
    amount,
    cents_of,
    is_plain,
    line_of,
    list_price,
    one_row,
    rows_from,
)


def _summed(books: Books, pick: int, least: int) -> tuple[Books, list[int], int] | None:
    """The books with a client's rows of a component as one; those rows, and the new one's place."""
    marks = ("document", "client", "component", "activity")
    plain = sorted(rows_from(books, 0, is_plain))
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
    one = {**row_of(books, "billed", rows[0]), **amount(net), "net": net}
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
    changed_sum = changed(whole, "billed", at, **{**amount(net), "net": net, "minutes": minutes})
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
        old += cents_of(
            row, cents=list_price(books, row["component"], CHANGED - 1, row["activity"])
        )
    was = int(whole.billed["net"][at])
    if row_of(books, "billed", rows[0])["unit_price"] >= 400_000:
        return None
    changed_sum = changed(
        whole,
        "billed",
        at,
        net=old,
        **{**amount(old), "minutes": int(whole.billed["minutes"][at])},
    )
    return Fault(changed_sum, (("T01", old - was, True),))


def one_head_too_many(books: Books, pick: int) -> Fault | None:
    """A group's members as one row with one head more than came."""
    at = one_row(books, pick, lambda row: is_plain(row) and row["activity"] == "group")
    if at is None:
        return None
    line = line_of(books, at)
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
