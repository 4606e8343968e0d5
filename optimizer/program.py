"""Days of routes as columns of a linear program, and the bound that prices of its rows prove.

Whatever the prices, no mixture of days costs less than this: what the rows are worth, plus of
each route its cheapest day at these prices, plus what the other columns could save. Prices
are rounded so that every sum is exact: no tolerance stands between the bound and the truth.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np

from optimizer.linear import OPEN, Floats, Linear
from optimizer.tables import Ints

GRAIN = float(1 << 20)
"""Prices are whole numbers of such parts."""
NONE = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Row:
    """A row's ends, the calls that use it and how much, the routes whose every day uses one."""

    lower: float
    upper: float
    calls: Ints = field(default_factory=lambda: NONE)
    uses: Ints = field(default_factory=lambda: NONE)
    routes: Ints = field(default_factory=lambda: NONE)


@dataclass(frozen=True)
class Fixed:
    """A column that is no day."""

    column: int
    cost: float
    most: float
    uses: list[tuple[int, float]]
    """Rows and how much of them."""


@dataclass(frozen=True)
class Day:
    """A column: calls of one route, in order."""

    route: int
    calls: Ints
    minutes: int
    """On the way."""
    column: int


class Program:
    """Rows and columns, said twice: to the solver, and as arrays for prices and bounds."""

    def __init__(self, base: Floats, need: Ints, travel: float, routes: list[int]) -> None:
        """Give cost and need of each call, the price of a minute's way, and the routes."""
        self.base, self.need, self.travel = base, need, travel
        self.lp = Linear()
        self.rows: list[Row] = []
        self.fixed: list[Fixed] = []
        self.days: list[Day] = []
        self._seen: set[tuple[int, ...]] = set()
        self._days_with: dict[int, list[int]] = defaultdict(list)
        """Call -> positions in ``days``."""
        self._rows_of: list[list[tuple[int, int]]] = [[] for _ in base]
        """Call -> rows and uses."""
        self._rows_of_route: dict[int, list[int]] = {route: [] for route in routes}
        self.triples: dict[tuple[int, ...], int] = {}
        """Three needs -> the row that lets one day of all meet two of them."""
        self._triples_of: dict[int, list[int]] = defaultdict(list)
        self._met: list[tuple[int, int, int]] = []
        """Position of a day, row of a triple, how often the day meets two."""
        self._known, self._row, self._call, self._use = 0, NONE, NONE, NONE
        self.route_row = {route: self.add_row(Row(-OPEN, 1.0)) for route in routes}

    def add_row(self, row: Row) -> int:
        """Add a row that days, those known already too, use."""
        number = self.lp.add_row(row.lower, row.upper)
        self.rows.append(row)
        touched: dict[int, int] = defaultdict(int)
        for call, use in zip(row.calls.tolist(), row.uses.tolist(), strict=True):
            self._rows_of[call].append((number, use))
            for day in self._days_with.get(call, ()):
                touched[day] += use
        routes = set(row.routes.tolist())
        for route in routes:
            self._rows_of_route[route].append(number)
        for position, known in enumerate(self.days if routes else ()):
            if known.route in routes:
                touched[position] += 1
        for position, use in touched.items():
            self.lp.set_use(number, self.days[position].column, float(use))
        return number

    def add_fixed(self, cost: float, most: float, uses: list[tuple[int, float]]) -> Fixed:
        """Add a column that is no day."""
        column = self.lp.add_column(cost, most, [r for r, _ in uses], [u for _, u in uses])
        self.fixed.append(Fixed(column, cost, most, uses))
        return self.fixed[-1]

    def add_use(self, fixed: Fixed, row: int, use: float) -> None:
        """Let such a column use one more row."""
        fixed.uses.append((row, use))
        self.lp.set_use(row, fixed.column, use)

    def add_day(self, route: int, calls: list[int], minutes: int) -> bool:
        """Add a day, unless it is there already."""
        key = (route, *calls)
        if key in self._seen:
            return False
        self._seen.add(key)
        uses: dict[int, int] = defaultdict(int)
        for call in calls:
            for row, use in self._rows_of[call]:
                uses[row] += use
        for row in (*self._rows_of_route[route], self.route_row[route]):
            uses[row] += 1
        for row, times in self.pairs_of(calls):
            uses[row] += times
            self._met.append((len(self.days), row, times))
        cost = minutes * self.travel + float(self.base[calls].sum())
        column = self.lp.add_column(cost, OPEN, list(uses), [float(u) for u in uses.values()])
        # A circle may call twice; with a row that comes later, the call then counts twice too.
        for call in calls:
            self._days_with[call].append(len(self.days))
        self.days.append(Day(route, np.array(calls, np.int64), minutes, column))
        return True

    def add_triple(self, needs: tuple[int, ...]) -> bool:
        """Of three needs that are met once each, all days together meet a pair once at most."""
        if needs in self.triples:
            return False
        row = self.triples[needs] = self.add_row(Row(-OPEN, 1.0))
        met: Counter[int] = Counter()
        for need in needs:
            self._triples_of[need].append(row)
            for call in np.flatnonzero(self.need == need).tolist():
                met.update(self._days_with.get(call, ()))
        for position, many in met.items():
            if many > 1:
                self.lp.set_use(row, self.days[position].column, float(many // 2))
                self._met.append((position, row, many // 2))
        return True

    def pairs_of(self, calls: list[int]) -> list[tuple[int, int]]:
        """Rows of triples of which a day meets two needs or more, and how often."""
        met: Counter[int] = Counter()
        for need in self.need[calls].tolist() if self.triples else ():
            met.update(self._triples_of.get(need, ()))
        return [(row, many // 2) for row, many in met.items() if many > 1]

    def prices(self, duals: Floats) -> tuple[Floats, dict[int, float]]:
        """Cost of each call, and of each route's day besides, less what its rows are worth."""
        fresh = self.rows[self._known :]
        if fresh:
            numbers = range(self._known, len(self.rows))
            named = [np.full(len(r.calls), n) for n, r in zip(numbers, fresh, strict=True)]
            self._row = np.concatenate([self._row, *named])
            self._call = np.concatenate([self._call, *(r.calls for r in fresh)])
            self._use = np.concatenate([self._use, *(r.uses for r in fresh)])
            self._known = len(self.rows)
        full = np.zeros(len(self.rows))
        full[: len(duals)] = duals
        worth = self._use * full[self._row]
        given = np.bincount(self._call, weights=worth, minlength=len(self.base))
        of_route = {
            route: -sum(float(full[row]) for row in rows)
            for route, rows in self._rows_of_route.items()
        }
        return self.base - given, of_route

    def cheapest_known(
        self, duals: Floats, price: Floats, of_route: dict[int, float]
    ) -> dict[int, float]:
        """Per route the least cost of the days so far, 0 for a day at home."""
        least = dict.fromkeys(of_route, 0.0)
        if self.days:
            at = np.cumsum([0, *(len(day.calls) for day in self.days[:-1])])
            costs = np.add.reduceat(price[np.concatenate([day.calls for day in self.days])], at)
            position, row, times = np.array(self._met, np.int64).reshape(-1, 3).T
            np.subtract.at(costs, position, duals[row] * times)
            for day, cost in zip(self.days, costs.tolist(), strict=True):
                whole = cost + day.minutes * self.travel + of_route[day.route]
                least[day.route] = min(least[day.route], whole)
        return least

    def rounded(self, duals: Floats) -> Floats:
        """Prices of rows that prove a bound: in grains, none against an open end.

        Rows of routes have none: what a day is worth to its route, ``worth`` is told.
        """
        fine = np.round(duals * GRAIN) / GRAIN
        rows = self.rows[: len(duals)]
        fine[(fine > 0) & np.array([row.lower == -OPEN for row in rows])] = 0.0
        fine[(fine < 0) & np.array([row.upper == OPEN for row in rows])] = 0.0
        fine[list(self.route_row.values())] = 0.0
        return fine

    def worth(self, duals: Floats, least: dict[int, float]) -> float:
        """The bound that rounded prices prove, given what a day costs at least, per route."""
        total = sum(min(0.0, value) for value in least.values())
        for row, dual in zip(self.rows, duals.tolist(), strict=True):
            if dual:
                total += dual * (row.lower if dual > 0 else row.upper)
        for fixed in self.fixed:
            reduced = fixed.cost - sum(float(duals[row]) * use for row, use in fixed.uses)
            total += min(0.0, reduced) * fixed.most
        return total
