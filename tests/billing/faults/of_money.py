"""Faults of prices, lengths and figures."""

from collections.abc import Callable

from billing.books import Books
from domain.money import price_of
from tests.billing.builders import (
    CHANGED,
    PARTS,
    changed,
    row_of,
)
from tests.billing.faults.common import (
    Fault,
    amount,
    at_price,
    cents_of,
    is_plain,
    is_single,
    line_of,
    list_price,
    one_row,
)


def old_price(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, lambda row: is_plain(row) and row["unit_price"] < 400_000)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    return at_price(
        "T01", books, at, list_price(books, row["component"], CHANGED - 1, row["activity"])
    )


def price_of_another_part(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, lambda row: is_single(row) and row["base"] == 60)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    part = next(p for p in PARTS[1:4] if p != row["component"])
    return at_price("T02", books, at, list_price(books, part, row["first"], "individual"))


def price_of_another_provider(books: Books, pick: int) -> Fault | None:
    own = books.prices[books.prices["provider"].astype("str") != ""]
    at = one_row(
        books,
        pick,
        lambda row: (
            is_single(row)
            and row["component"] == "is-peer"
            and len(own) > 0
            and not str(row["document"]).startswith(str(own["provider"].iloc[0]))
        ),
    )
    return None if at is None else at_price("T03", books, at, int(own["cents"].iloc[0]))


def higher_price(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, is_plain)
    if at is None:
        return None
    return at_price("T04", books, at, int(books.billed["unit_price"][at]) // 100 + 59)


def lower_price(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, is_plain)
    if at is None:
        return None
    return at_price("T05", books, at, int(books.billed["unit_price"][at]) // 100 - 59)


def other_unit(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, is_plain)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    base = 105 - row["base"]
    net = cents_of(row, base=base)
    return Fault(
        changed(books, "billed", at, base=base, net=net), (("Q03", net - row["net"], True),)
    )


def _at_length(kind: str, books: Books, pick: int, more: Callable[[int], int]) -> Fault | None:
    at = one_row(books, pick, is_plain)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    minutes = more(row["minutes"])
    net = cents_of(row, minutes=minutes)
    found = changed(books, "billed", at, minutes=minutes, quantity=minutes * 10_000, net=net)
    return Fault(found, ((kind, net - row["net"], True),))


def more_minutes(books: Books, pick: int) -> Fault | None:
    return _at_length("Q01", books, pick, lambda minutes: minutes + (7 if pick % 2 else 3))


def fewer_minutes(books: Books, pick: int) -> Fault | None:
    return _at_length("Q02", books, pick, lambda minutes: minutes - (7 if pick % 2 else 2))


def to_the_quarter(books: Books, pick: int) -> Fault | None:
    return _at_length("Q06", books, pick, lambda minutes: -(-minutes // 15) * 15)


def group_as_individual(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, lambda row: is_plain(row) and row["activity"] == "group")
    if at is None:
        return None
    row = row_of(books, "billed", at)
    mine = books.priced.iloc[line_of(books, at)]
    general = books.prices["provider"].astype("str").iloc[int(mine["price"])] == ""
    own = str(row["document"]).startswith("90000001") and row["component"] == "is-peer"
    if not general or own:
        return None
    return at_price(
        "Q04", books, at, list_price(books, row["component"], row["first"], "individual")
    )


def vat_inside(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, is_plain)
    if at is None:
        return None
    row = row_of(books, "billed", at)
    net = row["net"] + price_of(row["net"], 2400, 10_000)
    found = changed(books, "billed", at, net=net, **amount(net))
    return Fault(found, (("D07", net - row["net"], True),))


def a_cent_of_rounding(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, is_plain)
    if at is None:
        return None
    net = int(books.billed["net"][at]) - 1
    return Fault(changed(books, "billed", at, net=net, **amount(net)), (("T07", -1, True),))


def a_mere_amount(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, is_plain)
    if at is None:
        return None
    net = int(books.billed["net"][at]) + 437
    return Fault(changed(books, "billed", at, net=net, **amount(net)), (("X01", 437, True),))


def transpose(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, lambda row: str(row["net"])[1] != str(row["net"])[2])
    if at is None:
        return None
    was = str(int(books.billed["net"][at]))
    net = int(was[0] + was[2] + was[1] + was[3:])
    return Fault(changed(books, "billed", at, net=net), (("D05", net - int(was), True),))


def a_cent_too_much(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick)
    if at is None:
        return None
    found = changed(books, "billed", at, net=int(books.billed["net"][at]) + 1)
    return Fault(found, (("D05", 1, True),))


def over_the_ceiling(books: Books, pick: int) -> Fault | None:
    at = one_row(books, pick, lambda row: row["allowance"] > 0)
    if at is None:
        return None
    over = int(books.billed["allowance"][at])
    net = int(books.billed["net"][at]) + over
    found = changed(books, "billed", at, allowance=0, net=net)
    return Fault(found, (("E05", over, True),))
