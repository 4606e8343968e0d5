"""Whole tours chosen so that together they cost least: the integer program of one share.

A *tour* is a worker's day: calls in order, and minutes on the way. Of each worker's day at
most one tour is taken, a need is called upon once or left out, teams come whole in one option,
and all limits of the week hold or are paid for. Names no rule. Solved by SCIP, which comes with
OR-Tools; of its doors to SCIP this is the one that can be told to stop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, isfinite

import numpy as np
from ortools.linear_solver import pywraplp

from optimizer.columns import Columns
from optimizer.counters import MUST
from optimizer.linear import OPEN
from optimizer.routes import spread
from optimizer.shares import Share
from optimizer.sheet import Sheet
from optimizer.tables import Bools, Ints, starts_of
from optimizer.watch import Stop, watching

SETTINGS = """separating/maxroundsroot = 5
separating/maxrounds = 1
"""
"""Left to itself SCIP spends four times as long on cuts that do not pay here."""
SLACK = 1e-6
HALF = 0.5


@dataclass(frozen=True)
class Tour:
    """A worker's day: calls of a share in order, and minutes on the way."""

    route: int
    calls: tuple[int, ...]
    minutes: int


@dataclass(frozen=True)
class Clash:
    """Groups of tours: one of each cannot be taken together, or only at an extra cost."""

    groups: tuple[frozenset[Tour], ...]
    """Tours of one route each."""
    extra: int | None
    """None: they cannot."""


@dataclass(frozen=True)
class Chosen:
    """What the program gave back."""

    tours: tuple[Tour, ...] | None
    """None where none was found in time."""
    cost: int
    """Without what clashes cost."""
    bound: float
    """No choice among these tours costs less."""


NOTHING = Chosen(None, 0, -inf)


def recombine(
    c: Columns,
    share: Share,
    tours: Sequence[Tour],
    clashes: Sequence[Clash],
    fewest: int,
    seconds: float,
    stop: Stop,
    kept: frozenset[Tour] = frozenset(),
) -> Chosen:
    """The cheapest choice of tours, or the best in time; ``fewest`` needs are left out at least.

    Tours that are ``kept`` are among it in any case.
    """
    master = _Master(c, share, tours, clashes, fewest, kept)
    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.LoadModelFromProto(master.sheet.as_model())
    solver.SetTimeLimit(max(1, int(seconds * 1000)))
    parameters = pywraplp.MPSolverParameters()
    parameters.SetDoubleParam(parameters.RELATIVE_MIP_GAP, 0.0)
    solver.SetSolverSpecificParametersAsString(SETTINGS)
    with watching(stop, solver.InterruptSolve):
        status = solver.Solve(parameters)
    if status == pywraplp.Solver.INFEASIBLE:
        return Chosen(None, 0, inf)
    bound = solver.Objective().BestBound()
    least = ceil(bound - SLACK * max(1.0, abs(bound))) if isfinite(bound) else -inf
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return Chosen(None, 0, least)
    values = np.array([variable.solution_value() for variable in solver.variables()])
    taken = tuple(tours[k] for k in np.flatnonzero(values[: len(tours)] > HALF).tolist())
    cost = round(solver.Objective().Value() - float(values[master.extras].sum()))
    return Chosen(taken, cost, least)


class _Master:
    """The program, built in steps."""

    def __init__(
        self,
        c: Columns,
        share: Share,
        tours: Sequence[Tour],
        clashes: Sequence[Clash],
        fewest: int,
        kept: frozenset[Tour],
    ) -> None:
        self.c, self.share, self.sheet = c, share, Sheet()
        self.tour = np.repeat(np.arange(len(tours)), [len(tour.calls) for tour in tours])
        self.call = np.array([call for tour in tours for call in tour.calls], np.int64)
        self.route = np.array([tour.route for tour in tours], np.int64)
        self.uses: list[tuple[Ints, Ints, Ints]] = []
        """Counters, columns, units."""
        price = c.tables.policy.price("travel") or 0
        cost = price * np.array([tour.minutes for tour in tours], np.int64)
        np.add.at(cost, self.tour, share.calls.price[self.call])
        self.sheet.add_columns(cost, np.ones_like(cost))
        self._add_routes({tour.route for tour in kept})
        self._add_needs(fewest)
        self._add_uses()
        self._add_bonds()
        self._add_limits()
        self._add_clashes({tour: k for k, tour in enumerate(tours)}, clashes)

    def _add_routes(self, busy: set[int]) -> None:
        """One tour of each route at most; of those that are busy, one."""
        routes, row = np.unique(self.route, return_inverse=True)
        least = np.where(np.isin(routes, list(busy)), 1.0, -OPEN)
        rows = self.sheet.add_rows(least, np.ones(len(routes)))
        self.sheet.put(rows[row], np.arange(len(row)), np.ones_like(row))

    def _add_needs(self, fewest: int) -> None:
        """A need is called upon once, or left out; a team comes in one option, all its seats."""
        c, t, share, sheet = self.c, self.c.tables, self.share, self.sheet
        needs, one = share.needs, np.ones(len(share.needs))
        row_of = np.full(len(t.need_minutes), -1, np.int64)
        row_of[needs] = sheet.add_rows(one, one)
        left = sheet.add_columns(c.need_price[needs], np.ones_like(needs))
        sheet.put(row_of[needs], left, np.ones_like(needs))
        count = sheet.add_rows(np.array([float(fewest)]), np.array([OPEN]))
        sheet.put(np.repeat(count, len(left)), left, np.ones_like(left))
        need, seat = share.calls.need[self.call], share.calls.seat[self.call]
        team = np.diff(t.need_seat)[need] > 1
        sheet.put(row_of[need[~team]], self.tour[~team], np.ones_like(need[~team]))
        self._add_teams(row_of, seat[team], team)

    def _add_teams(self, row_of: Ints, seat: Ints, team: Bools) -> None:
        c, t, sheet = self.c, self.c.tables, self.sheet
        needs = self.share.needs[np.diff(t.need_seat)[self.share.needs] > 1]
        _, option = spread(c.need_opt, needs)
        come = sheet.add_columns(c.opt_price[option], np.ones_like(option))
        sheet.put(row_of[c.opt_need[option]], come, np.ones_like(come))
        self.come_of = np.full(len(c.opt_need), -1, np.int64)
        self.come_of[option] = come
        # A row for each option and seat: who takes the seat, less whether the team comes.
        at, seats = spread(t.need_seat, c.opt_need[option])
        zero = np.zeros(len(at))
        rows = sheet.add_rows(zero, zero)
        sheet.put(rows, come[at], -np.ones_like(rows))
        key = option[at] * len(t.seat_need) + seats
        order = np.argsort(key)
        own = self.share.calls.option[self.call[team]] * len(t.seat_need) + seat
        found = order[np.searchsorted(key[order], own)]
        sheet.put(rows[found], self.tour[team], np.ones_like(found))

    def _add_uses(self) -> None:
        """What tours and teams count, bonds apart."""
        s = self.share
        order = np.argsort(s.by_call.mover, kind="stable")
        at, row = spread(_starts(s.by_call.mover, len(s.calls.need)), self.call)
        row = order[row]
        self.uses.append((s.by_call.counter[row], self.tour[at], s.by_call.use[row]))
        option = self.come_of[s.by_team.mover]
        self.uses.append((s.by_team.counter, option, s.by_team.use))
        order = np.argsort(s.by_route.mover, kind="stable")
        highest = 1 + int(max(self.route.max(initial=0), s.by_route.mover.max(initial=0)))
        at, row = spread(_starts(s.by_route.mover, highest), self.route)
        row = order[row]
        self.uses.append((s.by_route.counter[row], at, s.by_route.use[row]))

    def _add_bonds(self) -> None:
        """A bond is made when any seat makes it."""
        s, sheet, seats = self.share, self.sheet, len(self.c.tables.seat_need)
        order = np.argsort(s.bond_call, kind="stable")
        at, row = spread(_starts(s.bond_call, len(s.calls.need)), self.call)
        bond, seat = s.bond[order[row]], s.calls.seat[self.call[at]]
        pair, own = np.unique(bond * seats + seat, return_inverse=True)
        bonds, of_pair = np.unique(pair // seats, return_inverse=True)
        made = sheet.add_columns(np.zeros_like(bonds), np.ones_like(bonds))
        rows = sheet.add_rows(np.full(len(pair), -OPEN), np.zeros(len(pair)))
        sheet.put(rows, made[of_pair], -np.ones_like(rows))
        sheet.put(rows[own], self.tour[at], np.ones_like(own))
        self.uses.append((self.c.rows.bond_counter[bonds], made, np.ones_like(made)))

    def _add_limits(self) -> None:
        """What must be kept at most, and what is paid for beyond or below."""
        k, sheet, own = self.c.counters, self.sheet, self.share.counters
        counter, column, use = (np.concatenate(part) for part in zip(*self.uses, strict=True))
        most = np.zeros(len(k.most), np.int64)
        np.add.at(most, counter, use)
        room, owed = k.most - k.start, k.least - k.start
        close = own[(most > room)[own]]
        paid = close[k.price[close] != MUST]
        over = sheet.add_columns(k.price[paid], (most - room)[paid])
        upper = self._add_limit(close, -OPEN, room, (counter, column, use))
        sheet.put(upper[paid], over, -np.ones_like(over))
        wanted = own[(owed[own] > 0) & (k.price[own] > 0)]
        under = sheet.add_columns(k.price[wanted], owed[wanted])
        lower = self._add_limit(wanted, owed, OPEN, (counter, column, use))
        sheet.put(lower[wanted], under, np.ones_like(under))

    def _add_limit(
        self,
        counters: Ints,
        lower: Ints | float,
        upper: Ints | float,
        uses: tuple[Ints, Ints, Ints],
    ) -> Ints:
        """Rows of some counters; gives the row of each counter of the week, -1: none."""
        many = len(self.c.counters.most)
        row_of = np.full(many, -1, np.int64)
        low, high = (np.full(many, end, np.float64)[counters] for end in (lower, upper))
        row_of[counters] = self.sheet.add_rows(low, high)
        counter, column, use = uses
        meant = row_of[counter] >= 0
        self.sheet.put(row_of[counter[meant]], column[meant], use[meant])
        return row_of

    def _add_clashes(self, column: dict[Tour, int], clashes: Sequence[Clash]) -> None:
        """All but one of the groups, or the extra cost; of clashes on the same routes, the dearest.

        Two clashes may come out together at the price of one, unless they share no route.
        """
        group = _groups(clashes)
        dearest = np.zeros(1 + max(group, default=-1), np.int64)
        np.maximum.at(dearest, np.array(group, np.int64), [x.extra or 0 for x in clashes])
        self.extras = self.sheet.add_columns(np.ones_like(dearest), dearest)
        for clash, number in zip(clashes, group, strict=True):
            own = np.array(sorted(column[x] for tours in clash.groups for x in tours), np.int64)
            weight = clash.extra or 1
            most = weight * (len(clash.groups) - 1.0)
            row = self.sheet.add_rows(np.array([-OPEN]), np.array([most]))
            self.sheet.put(np.repeat(row, len(own)), own, np.full_like(own, weight))
            if clash.extra is not None:
                self.sheet.put(row, self.extras[[number]], np.array([-1]))


def _groups(clashes: Sequence[Clash]) -> list[int]:
    """Clashes that share routes have the same number."""
    number = list(range(len(clashes)))
    of_route: dict[int, int] = {}
    for k, clash in enumerate(clashes):
        routes = {tour.route for tours in clash.groups for tour in tours}
        joined = {number[of_route[route]] for route in routes if route in of_route}
        number = [k if one in joined else one for one in number]
        of_route.update(dict.fromkeys(routes, k))
    return number


def _starts(owner: Ints, many: int) -> Ints:
    """Where the rows of each owner begin, once they are sorted by owner."""
    return starts_of(np.bincount(owner, minlength=many).tolist())
