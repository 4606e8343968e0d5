"""What every fault is made with: places to hit, prices to take, the books put together again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from billing.books import Books, Known
from domain.money import price_of
from tests.billing.builders import (
    FIRST,
    LAST,
    added,
    changed,
    documents_of,
    row_of,
    with_totals,
)

Result = tuple[str, int, bool]
"""Code, cents, primary."""


@dataclass(frozen=True)
class Fault:
    """Books with a fault, and what must be told of it."""

    books: Books
    told: tuple[Result, ...]
    known: Known = field(default_factory=Known)


def rows_from(
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


def one_row(
    books: Books, pick: int, ask: Callable[[pd.Series], bool] = lambda _: True
) -> int | None:
    return next(rows_from(books, pick, ask), None)


def is_plain(row: pd.Series) -> bool:
    return bool(row["allowance"] == 0)


def is_single(row: pd.Series) -> bool:
    return is_plain(row) and row["activity"] == "individual"


def line_of(books: Books, at: int) -> int:
    """The line of a row of the right month."""
    row = books.billed.iloc[at]
    same = (books.attended["client"].astype("str") == row["client"]) & (
        books.attended["day"] == row["first"]
    )
    return int(np.flatnonzero(same.to_numpy())[0])


def cents_of(row: dict[str, Any], *, cents: int = 0, minutes: int = 0, base: int = 0) -> int:
    """Net of a row at another price, length or unit."""
    price = cents or row["unit_price"] // 100
    whole = price_of(price, minutes or row["minutes"], base or row["base"])
    return whole - int(row["allowance"])


def free_days(books: Books, client: str) -> list[int]:
    taken = set(books.attended["day"][books.attended["client"].astype("str") == client])
    return [day for day in range(FIRST, LAST + 1) if day not in taken]


def list_price(books: Books, part: str, day: int, activity: str) -> int:
    prices = books.prices
    held = (prices["component"].astype("str") == part) & (prices["provider"].astype("str") == "")
    held &= (prices["activity"].astype("str") == activity) & (prices["since"] <= day)
    held &= prices["until"] >= day
    return int(prices["cents"][held].iloc[0])


def on_new_document(books: Books, *rows: dict[str, Any], **facts: Any) -> Books:
    """The books with rows on a document of their own, issued later."""
    seller = str(rows[0]["document"]).split("/")[0]
    name = f"{seller}/Z{len(books.documents)}"
    whole = added(books, "billed", *({**row, "document": name} for row in rows))
    alone = whole.billed.iloc[-len(rows) :].reset_index(drop=True)
    paper = row_of(replace(books, documents=documents_of(alone, LAST + 9)), "documents", 0)
    return with_totals(
        added(replace(whole, documents=books.documents), "documents", {**paper, **facts})
    )


def amount(net: int) -> dict[str, Any]:
    """A row of a mere amount."""
    return {
        "unit": "sum", "quantity": 10_000, "base": 0, "minutes": -1, "unit_price": net * 100
    }  # fmt: skip


def at_price(kind: str, books: Books, at: int, cents: int) -> Fault:
    row = row_of(books, "billed", at)
    net = cents_of(row, cents=cents)
    found = changed(books, "billed", at, unit_price=cents * 100, net=net)
    return Fault(found, ((kind, net - row["net"], True),))


def unpriced(books: Books, line: int) -> Books:
    nothing = {"price": -1, "billable": 0, "granted": 0, "full": 0, "over_year": 0, "net": 0}
    return changed(books, "priced", line, **nothing)
