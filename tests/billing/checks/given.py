"""What is known around a hand-made month, in few words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from billing.books import Books, Known
from billing.reconcile import Reconciled, reconcile
from billing.tables import ATTENDED, NO_DAY, NO_END, PRICED, PRICES, Schema, conform, table
from domain.programme import components, programmes
from tests.billing.builders import render

DAY = date(2026, 11, 10).toordinal()
SELLER = "90000000"
RESIDUAL = next(name for name, (_, part) in components().items() if part.residual)
ASKS_PLAN = next(name for name, (_, part) in components().items() if part.plan == "asked")
UNPAID = next(name for name, (_, part) in components().items() if not part.paid)
INCLUDING, INCLUDED = next(
    (name, part.includes[0]) for name, (_, part) in components().items() if part.includes
)
PLAIN = next(
    name
    for name, (programme, part) in components().items()
    if part.paid and part.plan == "free" and programme.excludes and name != INCLUDING
)
ELSEWHERE = next(
    name
    for name, (programme, part) in components().items()
    if part.paid and programme.id != components()[PLAIN][0].id
)
PROGRAMME, OTHER_PROGRAMME = (components()[name][0].id for name in (PLAIN, ELSEWHERE))
EXCLUDED = programmes()[PROGRAMME].excludes[0]


def some(schema: Schema, *rows: dict[str, Any]) -> pd.DataFrame:
    """A table of a few rows."""
    return table(schema, {name: [row[name] for row in rows] for name in schema.names})


def meeting(number: int, **facts: Any) -> dict[str, Any]:
    """A delivered hour at ten o'clock, with whatever is said otherwise."""
    day, start = facts.get("day", DAY), facts.get("start", 600)
    found = {
        "line": f"L{number}",
        "meeting": f"M{number}",
        "version": 1,
        "client": "C1",
        "referral": "R1",
        "component": PLAIN,
        "provider": SELLER,
        "worker": f"W{number}",
        "day": day,
        "start": start,
        "begun": day * 1440 + start,
        "minutes": 60,
        "activity": "individual",
        "beneficiary": "person",
        "present": 1,
        "outcome": "delivered",
        "confirmed": True,
        "planned": True,
        "booked": NO_DAY,
        "recorded": day,
        "theirs": "",
    }
    return {**found, **facts}


def books_of(*meetings: dict[str, Any], cents: int = 4000) -> Books:
    """A month of these meetings, each for one price, and nothing billed."""
    attended = some(ATTENDED, *meetings)
    parts = sorted({one["component"] for one in meetings})
    prices = some(
        PRICES,
        *(
            {
                "component": part,
                "activity": activity,
                "beneficiary": "person",
                "provider": "",
                "since": 1,
                "until": NO_END,
                "unit": "minutes",
                "unit_minutes": 60,
                "cents": cents,
                "vat": "exempt",
                "source": "invented",
            }
            for part in parts
            for activity in ("individual", "group")
        ),
    )
    place = {
        (str(c), str(a)): k
        for k, (c, a) in enumerate(zip(prices["component"], prices["activity"], strict=True))
    }
    priced = [
        {
            "line": one["line"],
            "price": place[one["component"], one["activity"]],
            "billable": one["minutes"],
            "percent": 100,
            "granted": one["minutes"],
            "full": cents * one["minutes"] // 60,
            **dict.fromkeys(("over_units", "over_month", "over_year", "vat_rate"), 0),
            "net": cents * one["minutes"] // 60,
            "vat_category": "E",
        }
        for one in meetings
    ]
    return render(attended, prices, some(PRICED, *priced))


def told(books: Books, known: Known | None = None) -> list[tuple[str, str, int, int]]:
    """Results beside those that are right: code, line, cents, minutes."""
    found = reconcile(books, known)
    return said(found)


def said(found: Reconciled) -> list[tuple[str, str, int, int]]:
    """Results of a run beside those that are right: code, line, cents, minutes."""
    frame = found.results[~found.results["kind"].isin(["P01", "P02"])]
    columns = (frame[name].tolist() for name in ("kind", "line", "cents", "minutes"))
    return [(str(k), str(one), int(c), int(m)) for k, one, c, m in zip(*columns, strict=True)]


def unpriced(books: Books, line: str) -> Books:
    """The same invoices, but nothing is due for a line."""
    priced = books.priced.copy()
    at = priced["line"] == line
    for name, value in (("price", -1), ("billable", 0), ("granted", 0), ("full", 0), ("net", 0)):
        priced[name] = priced[name].mask(at, value)
    return replace(books, priced=conform(PRICED, priced))
