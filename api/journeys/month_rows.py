"""The rows of a month: what was agreed, held, due and billed for each, side by side in columns.

A row is a client's part in a meeting, or an amount that was billed and belongs to none. What was
billed for a row is what is due and the difference that a comparison told of it, so that the sums
of rows are those of the invoices to the cent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from api.store import KeptResult, Received
from billing.basis import Basis
from billing.decisions import Decision
from billing.grants import Grant, grants_on
from billing.price import rate
from domain.programme import components
from domain.session import Outcome

Ints = npt.NDArray[np.int64]
FITS, WAITS, DECIDED = range(3)
"""Whether a row has nothing against it, waits for a decision, or was decided."""
NOBODY = ""
TOGETHER = " + "
"""Between funders who pay for a row together."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of names: one of a few for each row."""

    names: tuple[str, ...]
    codes: Ints

    def name(self, row: int) -> str:
        """The name of a row."""
        return self.names[int(self.codes[row])]

    def code(self, name: str) -> int:
        """The code of a name; -1 where no row has it."""
        return self.names.index(name) if name in self.names else -1


@dataclass(frozen=True)
class MonthRows:
    """Columns of one length; money in cents, net."""

    line: npt.NDArray[np.object_]
    """Our line; empty where an amount was billed and belongs to none."""
    billed: npt.NDArray[np.object_]
    """Document and number of such an amount."""
    day: Ints
    """As ``date.toordinal`` counts; 0: not told."""
    minutes: Ints
    client: Column
    worker: Column
    component: Column
    programme: Column
    payer: Column
    outcome: Column
    planned: Ints
    """Price of what was agreed, as if all of it had been held."""
    delivered: Ints
    """Price of what was held, before ceilings."""
    expected: Ints
    """What is due."""
    invoiced: Ints
    result_row: Ints
    """The row that each result speaks of; -1: none."""
    by_day: Ints
    """Rows in the order of their days."""

    def __len__(self) -> int:
        """How many."""
        return len(self.line)


def rows_of_month(basis: Basis, received: Received) -> MonthRows:
    """Lay the rows of a month side by side."""
    attended, priced = basis.attended, basis.priced
    ours = len(attended)
    results = received.results
    alone = _alone(results, set(attended["line"].tolist()))
    papers = _billed(received, alone)
    line = np.concatenate((attended["line"].to_numpy(dtype=object), _texts([""] * len(alone))))
    places = dict(zip(line[:ours].tolist(), range(ours), strict=True))
    others = {name: ours + at for at, name in enumerate(alone)}
    result_row = _int([_row_of(one, places, others) for one in results])
    component = _column(attended["component"], papers["component"])
    client = _column(attended["client"], papers["client"])
    expected = _with(priced["net"].to_numpy(), len(alone))
    day = np.concatenate((attended["day"].to_numpy(), _int(papers["first"])))
    grants, of_row = grants_on(attended, basis.programmes)
    return MonthRows(
        line=line,
        billed=np.concatenate((_texts([""] * ours), _texts(alone))),
        day=day,
        minutes=_with(priced["billable"].to_numpy(), len(alone)),
        client=client,
        worker=_column(attended["worker"], papers["worker"]),
        component=component,
        programme=renamed(component, _programme_of),
        payer=_payers(grants, of_row, len(alone)),
        outcome=_column(attended["outcome"], [""] * len(alone)),
        planned=_with(_agreed(basis), len(alone)),
        delivered=_with(priced["full"].to_numpy(), len(alone)),
        expected=expected,
        invoiced=_invoiced(expected, received, result_row),
        result_row=result_row,
        by_day=np.argsort(day, kind="stable"),
    )


def states_of(rows: MonthRows, results: Sequence[KeptResult], held: Mapping[str, Decision]) -> Ints:
    """FITS, WAITS or DECIDED for each row: it waits as long as any result of it does."""
    found = np.full(len(rows), FITS)
    waits = np.asarray([one.key not in held for one in results], dtype=np.bool_)
    some = rows.result_row >= 0
    found[rows.result_row[some]] = DECIDED
    found[rows.result_row[some & waits]] = WAITS
    return found


def _agreed(basis: Basis) -> Ints:
    """Price of every line that was agreed beforehand, had it been held."""
    attended = basis.attended
    held = pd.Categorical([Outcome.DELIVERED.value] * len(attended))
    as_held = attended.assign(outcome=held)
    full = rate(as_held, basis.prices, basis.programmes, basis.rules, basis.used).full
    return np.where(attended["planned"].to_numpy(), full, 0)


def _invoiced(expected: Ints, received: Received, result_row: Ints) -> Ints:
    """What is due and what was told to differ; nothing where no invoice has come."""
    if not len(received.documents):
        return np.zeros_like(expected)
    found = expected.copy()
    cents = _int([one.cents if one.primary else 0 for one in received.results])
    some = result_row >= 0
    np.add.at(found, result_row[some], cents[some])
    return found


def _row_of(one: KeptResult, places: Mapping[str, int], others: Mapping[str, int]) -> int:
    line = str(one.finding.facts.get("line", ""))
    return places[line] if line in places else others[_paper_of(one)]


def _alone(results: Sequence[KeptResult], lines: set[str]) -> list[str]:
    """Billed lines and documents that belong to none of our lines, each once."""
    found = (one for one in results if str(one.finding.facts.get("line", "")) not in lines)
    return list(dict.fromkeys(_paper_of(one) for one in found))


def _paper_of(one: KeptResult) -> str:
    told = (str(one.finding.facts.get(name, "")) for name in ("document", "number"))
    return " ".join(told).strip()


def _billed(received: Received, names: Sequence[str]) -> Mapping[str, list[Any]]:
    """Columns of billed lines by document and number; empty for what is no line."""
    billed = received.billed
    numbers = zip(billed["document"].astype("str"), billed["number"], strict=True)
    at = {f"{document} {number}": place for place, (document, number) in enumerate(numbers)}
    rows = [at.get(name, -1) for name in names]
    found: dict[str, list[Any]] = {}
    for column, blank in (("component", ""), ("client", ""), ("worker", ""), ("first", 0)):
        values = billed[column].tolist()
        found[column] = [values[row] if row >= 0 else blank for row in rows]
    return found


def _programme_of(component: str) -> str:
    known = components().get(component)
    return known[0].id if known else NOBODY


def _payers(grants: Sequence[Grant], of_row: Ints, alone: int) -> Column:
    """Who pays for each row; several funders in one name."""
    told = [TOGETHER.join(grant.funders) for grant in grants]
    names = tuple(sorted({*told, NOBODY}))
    code = _int([names.index(one) for one in (*told, NOBODY)])
    nobody = np.full(alone, len(told))
    return Column(names, code[np.concatenate((np.where(of_row < 0, len(told), of_row), nobody))])


def _column(ours: pd.Series, others: Sequence[str]) -> Column:
    names = [str(one) for one in ours.cat.categories]
    at = {name: place for place, name in enumerate(names)}
    for one in others:
        at.setdefault(str(one), len(at))
    codes = np.concatenate(
        (ours.cat.codes.to_numpy().astype(np.int64), _int([at[str(one)] for one in others]))
    )
    return Column(tuple(at), codes)


def renamed(column: Column, to: Callable[[str], str]) -> Column:
    """Another name for each name of a column."""
    told = [to(one) for one in column.names]
    names = tuple(sorted(set(told)))
    at = {name: place for place, name in enumerate(names)}
    return Column(names, _int([at[one] for one in told])[column.codes])


def _with(ours: npt.NDArray[Any], more: int) -> Ints:
    return np.concatenate((ours.astype(np.int64), np.zeros(more, dtype=np.int64)))


def _int(values: Sequence[int]) -> Ints:
    return np.asarray(values, dtype=np.int64)


def _texts(values: Sequence[str]) -> npt.NDArray[np.object_]:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def day_of(ordinal: int) -> date | None:
    """A day of a column; None where it is not told."""
    return date.fromordinal(ordinal) if ordinal else None
