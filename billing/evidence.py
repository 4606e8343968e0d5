"""What a result stands on: the facts of its sentence, read off the tables when somebody asks.

Results are columns; a finding with words and figures is made of one of them alone.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from billing.books import Books
from billing.tables import NO_DAY
from domain.finding import Fact, Finding, Unit, Where
from domain.words import read_facts

SENTENCES = "result"
"""Family of the sentences in ``domain/words``."""


def find_evidence(results: pd.DataFrame, books: Books, at: int) -> Finding:
    """One result as a finding: about what, the facts its sentence asks for, cents, and where.

    ``at`` is its row in ``results``; its sentence stands under ``result.<rule>`` and is filled
    with the facts and ``about``. The place is that of the billed line in its file.
    """
    result = results.iloc[at]
    kind = str(result["kind"])
    line, row = int(result["line_at"]), int(result["row_at"])
    day = _day(books, line, row)
    facts: dict[str, Fact] = {
        "day": _written(day),
        "minutes": abs(int(result["minutes"])),
        "cents": int(result["cents"]),
        "found": int(result["found"]),
        "wanted": int(result["wanted"]),
        "other": str(result["other_line"]) or str(result["other_number"]),
        "document": str(result["document"]),
        "number": str(result["number"]),
        "line": str(result["line"]),
    }
    for fact, how in read_facts("en", f"{SENTENCES}.{kind}"):
        if how == "day" and fact in {"found", "wanted"}:
            facts[fact] = _written(int(result[fact]) or day)
    return Finding(
        rule=kind,
        about=_about(facts),
        facts=facts,
        amount=int(result["cents"]),
        unit=Unit.CENTS,
        where=_where(books, int(result["document_at"]), row),
    )


def show_sides(results: pd.DataFrame, books: Books, at: int) -> Mapping[str, Mapping[str, Any]]:
    """The line, its price and the row that one result speaks of, column by column, as they stand.

    Keys: ``attended``, ``priced``, ``price`` (row of the price list), ``billed``, ``document``;
    those that the result has.
    """
    result = results.iloc[at]
    line, row, document = (int(result[f"{name}_at"]) for name in ("line", "row", "document"))
    found: dict[str, Mapping[str, Any]] = {}
    if line >= 0:
        found["attended"] = _columns(books.attended, line)
        found["priced"] = _columns(books.priced, line)
        price = int(books.priced["price"].iloc[line])
        if price >= 0:
            found["price"] = _columns(books.prices, price)
    if row >= 0:
        found["billed"] = _columns(books.billed, row)
    if document >= 0:
        found["document"] = _columns(books.documents, document)
    return found


def _columns(frame: pd.DataFrame, at: int) -> Mapping[str, Any]:
    return {str(name): frame[name].iloc[at] for name in frame}


def _about(facts: Mapping[str, Fact]) -> str:
    if facts["line"]:
        return str(facts["line"])
    return " ".join(str(facts[name]) for name in ("document", "number") if facts[name])


def _day(books: Books, line: int, row: int) -> int:
    """Local day of the meeting, else the first day that the row tells; 0: none."""
    if line >= 0:
        return int(books.attended["day"].iloc[line])
    return int(books.billed["first"].iloc[row]) if row >= 0 else NO_DAY


def _written(day: int) -> str:
    return date.fromordinal(day).isoformat() if day > NO_DAY else ""


def _where(books: Books, document: int, row: int) -> Where | None:
    if document < 0:
        return None
    file = str(books.documents["file"].iloc[document])
    place = int(books.billed["row"].iloc[row]) if row >= 0 else 0
    return Where(file, row=place or None)
