"""What stands behind the ``?`` of a month, which rows and findings it chooses, and how many each.

A facet is counted among what the other facets choose, so that no link leads to nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, StringConstraints

from api.journeys.look_at_month import MonthSeen
from api.journeys.month_rows import DECIDED, FITS, WAITS, Ints
from api.pages.listing import Address
from api.routes.models import Loose
from billing.decisions import Verdict
from billing.kinds import ORDER

Bools = npt.NDArray[np.bool_]
Short = Annotated[str, StringConstraints(max_length=200)]
Long = Annotated[str, StringConstraints(max_length=400)]
STATES = {"fits": FITS, "waits": WAITS, "decided": DECIDED}
COLUMNS = ("programme", "component", "payer", "county", "client", "outcome")
"""Facets that are a column of names."""
NONE = "-"
"""In an address: the facet's rows that have no name."""


class MonthAsked(Loose):
    """How a month is looked at."""

    kind: Short = ""
    programme: Short = ""
    component: Short = ""
    payer: Short = ""
    county: Short = ""
    client: Short = ""
    outcome: Short = ""
    state: Literal["", "fits", "waits", "decided"] = ""
    of: Literal["", "planned", "delivered", "expected", "invoiced", "difference"] = ""
    """Rows of which this sum is made."""
    tab: Literal["", "waits", "disputed", "solved"] = ""
    """Which list of findings; none: the first that is not empty."""
    finding: Long = ""
    """Key of the finding that is told at length."""
    line: Long = ""
    only: Literal["", "difference"] = ""
    sort: Short = ""
    page: Annotated[int, Field(ge=1, le=100_000)] = 1

    def address(self, path: str) -> Address:
        """Links that change a part of this and keep the rest."""
        plain = type(self)().model_dump()
        told = {name: v for name, v in self.model_dump().items() if v != plain[name]}
        return Address(path, told)


@dataclass(frozen=True)
class Chosen:
    """What is chosen of a month."""

    seen: MonthSeen
    asked: MonthAsked

    def column(self, name: str) -> Any:
        """The column of a facet."""
        return self.seen.county if name == "county" else getattr(self.seen.rows, name)

    @cached_property
    def fits(self) -> dict[str, Bools]:
        """Rows that each facet in use chooses."""
        return dict(self._facets())

    @cached_property
    def rows(self) -> Bools:
        """Rows that all of them choose."""
        return self.all_but("")

    def all_but(self, name: str) -> Bools:
        """Rows that all facets but one choose."""
        found = np.ones(len(self.seen.rows), dtype=np.bool_)
        for one, fits in self.fits.items():
            if one != name:
                found &= fits
        return found

    def counts(self, name: str, *, results: bool = False) -> list[tuple[str, int]]:
        """The names of a facet with how many rows, or results, each has, the most first."""
        column, rows = self.column(name), self.all_but(name)
        chosen = column.codes[rows]
        if results:
            some = self._results_in(rows)
            chosen = column.codes[self.seen.rows.result_row[self._of_tab(some)]]
        many = np.bincount(chosen, minlength=len(column.names)).tolist()
        found = [(one, n) for one, n in zip(column.names, many, strict=True) if n]
        return sorted(found, key=lambda one: (-one[1], one[0]))

    def state_counts(self) -> dict[str, int]:
        """How many rows are in each state."""
        many = np.bincount(self.seen.row_states[self.all_but("state")], minlength=len(STATES))
        return {name: int(many[code]) for name, code in STATES.items()}

    def kind_counts(self, *, results: bool = False) -> list[tuple[str, int]]:
        """Kinds of results with how often each is told, in the order of weight.

        ``results``: only those of the list that is open.
        """
        some = self._results_in(self.all_but("kind"))
        if results:
            some = some[self.tabs[some] == TABS.index(self.tab)]
        names, many = np.unique(self.kinds[some], return_counts=True)
        told = zip((str(one) for one in names), many.tolist(), strict=True)
        return sorted(told, key=lambda one: ORDER[one[0]])

    @cached_property
    def kinds(self) -> npt.NDArray[np.str_]:
        """Kind of each result."""
        return np.asarray([one.kind for one in self.seen.results], dtype=np.str_)

    @cached_property
    def stakes(self) -> Ints:
        """Cents of each result, without their sign."""
        return np.abs(np.asarray([one.cents for one in self.seen.results], dtype=np.int64))

    def results(self, tab: str) -> Ints:
        """Results of a list, those with the largest sums first."""
        some = self._results_in(self.rows)
        if self.asked.kind:
            some = some[self.kinds[some] == self.asked.kind]
        found = some[self.tabs[some] == TABS.index(tab)]
        ordered: Ints = found[np.argsort(-self.stakes[found], kind="stable")]
        return ordered

    @cached_property
    def tab(self) -> str:
        """The list of results that is open."""
        many = np.bincount(self.tabs, minlength=len(TABS)).tolist()
        first = next((name for name, n in zip(TABS, many, strict=True) if n), TABS[0])
        return self.asked.tab or first

    @cached_property
    def tabs(self) -> Ints:
        """Of each result, whether it waits, is in dispute, or was solved."""
        held = self.seen.held
        open_still = {Verdict.DISPUTED, Verdict.CREDIT_ASKED}
        found = [
            0 if one.key not in held else 1 if held[one.key].verdict in open_still else 2
            for one in self.seen.results
        ]
        return np.asarray(found, dtype=np.int64)

    def in_order(self) -> Ints:
        """Rows chosen, in the order that is asked for."""
        rows, asked = self.seen.rows, self.asked
        ordered: Ints = rows.by_day[self.rows[rows.by_day]]
        by = asked.sort.removeprefix("-")
        if by in SORTED:
            values = sum_column(self.seen, by)[ordered]
            down = asked.sort.startswith("-")
            ordered = ordered[np.argsort(-values if down else values, kind="stable")]
        elif asked.sort == "-day":
            ordered = ordered[::-1]
        return ordered

    def _of_tab(self, some: Ints) -> Ints:
        """Those of some results that stand in the list that is open."""
        if self.asked.kind:
            some = some[self.kinds[some] == self.asked.kind]
        found: Ints = some[self.tabs[some] == TABS.index(self.tab)]
        return found

    def _facets(self) -> Iterator[tuple[str, Bools]]:
        asked, seen = self.asked, self.seen
        for name in COLUMNS:
            wanted = getattr(asked, name)
            if wanted:
                column = self.column(name)
                yield name, column.codes == column.code("" if wanted == NONE else wanted)
        if asked.state:
            yield "state", seen.row_states == STATES[asked.state]
        if asked.of:
            yield "of", sum_column(seen, asked.of) != 0
        if asked.kind:
            some = np.zeros(len(seen.rows), dtype=np.bool_)
            told = seen.rows.result_row[self.kinds == asked.kind]
            some[told[told >= 0]] = True
            yield "kind", some

    def _results_in(self, rows: Bools) -> Ints:
        at = self.seen.rows.result_row
        return np.flatnonzero(rows[at] & (at >= 0)) if len(at) else at


TABS = ("waits", "disputed", "solved")
SORTED = ("planned", "delivered", "expected", "invoiced", "difference", "minutes")


def sum_column(seen: MonthSeen, name: str) -> Ints:
    """A column of sums; the difference is what was billed less what is due."""
    rows = seen.rows
    if name == "difference":
        return rows.invoiced - rows.expected if seen.compared else np.zeros_like(rows.expected)
    found: Ints = getattr(rows, name)
    return found
