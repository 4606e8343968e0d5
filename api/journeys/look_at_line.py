"""Look at one line of a month: how its cents came about, and what was billed and found of it."""

from dataclasses import dataclass

import numpy as np

from api.journeys.look_at_month import MonthSeen
from api.journeys.month_explain import Billed
from api.store import KeptResult
from api.store.unit import Unit
from billing.explain import explain_line
from billing.trace import Trace


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line from its meeting to its invoice."""

    trace: Trace
    results: tuple[KeptResult, ...]
    billed: tuple[Billed, ...]
    """Where it stands on invoices, received and ours."""


def look_at_line(unit: Unit, seen: MonthSeen, line: str) -> LineSeen | None:
    """A line of a month; None where the month has none such. The look is on record."""
    trace = trace_of(seen, line)
    if trace is None:
        return None
    unit.note("look", "figure")
    results = tuple(one for one in seen.results if one.finding.facts.get("line") == line)
    return LineSeen(trace, results, (*_received(seen, line), *_issued(seen, line)))


def trace_of(seen: MonthSeen, line: str) -> Trace | None:
    """Every step of a line; None where the month has none such."""
    try:
        return explain_line(seen.base.basis, line)
    except KeyError:
        return None


def _received(seen: MonthSeen, line: str) -> list[Billed]:
    mine = seen.base.received.billed.iloc[np.flatnonzero(seen.base.line_of_billed == line)]
    columns = (mine[name].tolist() for name in ("document", "number", "net"))
    return [
        Billed(str(document), str(number), net, ours=False)
        for document, number, net in zip(*columns, strict=True)
    ]


def _issued(seen: MonthSeen, line: str) -> list[Billed]:
    return [
        Billed(invoice.number, one.number, -one.net if invoice.kind == "credit" else one.net, True)  # noqa: FBT003
        for invoice in seen.issued
        for one in invoice.lines
        if one.object == line
    ]
