"""Who takes which days: the rows of one share of a week. Names no rule.

Needs are met once or left out, teams come whole, routes have one day, and the limits of the
week hold or are paid for. Most limits are never near to being broken: they wait until they are.
"""

from collections import defaultdict
from itertools import pairwise

import numpy as np

from optimizer.columns import Columns
from optimizer.counters import MUST
from optimizer.linear import OPEN, Floats
from optimizer.program import NONE, Fixed, Program, Row
from optimizer.routes import Route
from optimizer.shares import Share
from optimizer.tables import Bools, Ints
from optimizer.triples import broken_triples

BROKEN = 1e-3
"""Of the limit, or of one unit."""
SOME = 1e-6
MOST_TRIPLES = 60
"""On one route; the others cost nothing there."""


class Master:
    """The program of one share; ``counting``: a need left out costs 1, all else nothing."""

    def __init__(self, c: Columns, share: Share, fewest: int, *, counting: bool) -> None:
        """Give how many needs are left out at least; days are still to come."""
        self.c, self.share, self.counting = c, share, counting
        calls = share.calls
        self.program = Program(
            np.zeros(len(calls.need)) if counting else calls.price.astype(np.float64),
            calls.need,
            0.0 if counting else float(c.tables.policy.price("travel") or 0),
            np.unique(calls.route).tolist(),
        )
        self._team: dict[int, Fixed] = {}
        """Option -> its column."""
        self._over: dict[int, Fixed] = {}
        """Counter -> units beyond its most."""
        self._within: set[int] = set()
        """Counters that are kept already."""
        self._loads: dict[int, tuple[Ints, Ints, int]] = {}
        self._of_counter = _by_counter(share)
        self.row_of = np.full(len(c.need_price), -1, np.int64)
        """Of each need with one seat, its row."""
        self._add_needs(fewest)
        self._add_loads()
        self._add_promises()
        for counter in np.unique(share.by_route.counter).tolist():
            self._add_limit(counter)
        for counter in np.intersect1d(c.rows.route_counter, share.counters).tolist():
            self._add_limit(counter)

    def _add_needs(self, fewest: int) -> None:
        """A need is called upon once, or left out; a team comes in one option, all its seats."""
        c, t, calls = self.c, self.c.tables, self.share.calls
        by_need: dict[int, list[int]] = defaultdict(list)
        for call, need in enumerate(calls.need.tolist()):
            by_need[need].append(call)
        left = self.program.add_row(Row(float(fewest), OPEN))
        for need in self.share.needs.tolist():
            team = int(t.need_seat[need + 1] - t.need_seat[need]) > 1
            own = _whole([] if team else by_need[need])
            row = self.program.add_row(Row(1.0, 1.0, own, np.ones_like(own)))
            price = 1.0 if self.counting else float(c.need_price[need])
            self.program.add_fixed(price, 1.0, [(row, 1.0), (left, 1.0)])
            if team:
                self._add_team(need, row, _whole(by_need[need]))
            else:
                self.row_of[need] = row

    def _add_team(self, need: int, row: int, own: Ints) -> None:
        c, t, calls = self.c, self.c.tables, self.share.calls
        for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
            uses = [(row, 1.0)]
            for seat in range(int(t.need_seat[need]), int(t.need_seat[need + 1])):
                takers = own[(calls.seat[own] == seat) & (calls.option[own] == option)]
                whole = self.program.add_row(Row(0.0, 0.0, takers, np.ones_like(takers)))
                uses.append((whole, -1.0))
            price = 0.0 if self.counting else float(c.opt_price[option])
            self._team[option] = self.program.add_fixed(price, 1.0, uses)

    def _add_loads(self) -> None:
        """Of each route one must that speaks of no other route is kept by every day."""
        k, s = self.c.counters, self.share
        others = set(s.by_team.counter.tolist()) | set(s.by_route.counter.tolist())
        for counter, (calls, uses) in self._of_counter.items():
            routes = np.unique(s.calls.route[calls]).tolist()
            if k.price[counter] != MUST or len(routes) != 1 or counter in others:
                continue
            if routes[0] not in self._loads:
                most = int(k.most[counter] - k.start[counter])
                self._loads[routes[0]] = calls, uses, most
                self._within.add(counter)

    def load_of(self, route: Route) -> tuple[Ints, int]:
        """What each call of a route weighs, and what a day of it may."""
        weight = np.zeros(len(route.lo), np.int64)
        calls, uses, most = self._loads.get(route.number, (NONE, NONE, 0))
        weight[calls - route.first] = uses
        return weight, most

    def triples_on(self, route: Route, duals: Floats) -> tuple[Ints, Floats]:
        """Per need of a route the bits of its triples, and what each triple costs at a pair."""
        costs = [(float(-duals[row]), t) for t, row in self.program.triples.items() if duals[row]]
        own = set(route.need.tolist())
        here = sorted((cost, t) for cost, t in costs if len(own.intersection(t)) > 1)
        bits = np.zeros(len(route.need), np.int64)
        for number, (_, triple) in enumerate(here[-MOST_TRIPLES:]):
            bits[np.isin(route.need, triple)] |= 1 << number
        return bits, np.array([cost for cost, _ in here[-MOST_TRIPLES:]], np.float64)

    def add_triples(self, levels: Floats) -> int:
        """Add triples of single needs of which these levels meet more than one pair."""
        seats = np.diff(self.c.tables.need_seat)
        days = [
            (levels[d.column], self.program.need[d.calls])
            for d in self.program.days
            if d.column < len(levels) and levels[d.column] > SOME
        ]
        found = broken_triples([(x, needs[seats[needs] == 1]) for x, needs in days])
        return sum(self.program.add_triple(triple) for triple in found)

    def _add_promises(self) -> None:
        """What must be reached at least, or is paid for."""
        k = self.c.counters
        for counter in self.share.counters.tolist():
            least, price = float(k.least[counter]), float(k.price[counter])
            if least > 0 and price > 0 and not self.counting:
                calls, uses = self._of_counter.get(counter, (NONE, NONE))
                row = self.program.add_row(Row(least - float(k.start[counter]), OPEN, calls, uses))
                self.program.add_fixed(price, least, [(row, 1.0)])

    def _add_limit(self, counter: int, bonds: Ints | None = None) -> bool:
        """A row that keeps a counter's most, or prices what is beyond; False: no need of it."""
        k, s = self.c.counters, self.share
        room, price = int(k.most[counter] - k.start[counter]), int(k.price[counter])
        if s.highest[counter] <= room or (self.counting and price != MUST):
            return False
        if counter in self._within and bonds is None:
            return False
        self._within.add(counter)
        calls, uses = self._of_counter.get(counter, (NONE, NONE))
        if bonds is not None:
            calls, uses = bonds, np.ones_like(bonds)
        routes = s.by_route.mover[s.by_route.counter == counter]
        row = self.program.add_row(Row(-OPEN, float(room), calls, uses, routes))
        for team in np.flatnonzero(s.by_team.counter == counter).tolist():
            option, use = int(s.by_team.mover[team]), float(s.by_team.use[team])
            self.program.add_use(self._team[option], row, use)
        if price != MUST:
            if counter not in self._over:
                most = float(s.highest[counter] - room)
                self._over[counter] = self.program.add_fixed(float(price), most, [])
            self.program.add_use(self._over[counter], row, -1.0)
        return True

    def add_broken(self, levels: Floats) -> int:
        """Add the limits that these levels of the columns break; tells how many."""
        x, used = self._uses(levels)
        level, bonds = self._bonds(x)
        used += level
        k, counters = self.c.counters, self.share.counters
        room = (k.most - k.start).astype(np.float64)
        for counter, over in self._over.items():
            room[counter] += levels[over.column]
        broken = used > room + BROKEN * np.maximum(1.0, np.abs(room))
        return sum(
            self._add_limit(counter, bonds.get(counter))
            for counter in counters[broken[counters]].tolist()
        )

    def _uses(self, levels: Floats) -> tuple[Floats, Floats]:
        """Level of each call, and use of each counter, bonds apart."""
        s = self.share
        x: Floats = np.zeros(len(s.calls.need))
        routes = dict.fromkeys(self.program.route_row, 0.0)
        for day in self.program.days:
            if day.column < len(levels) and levels[day.column] > 0:
                np.add.at(x, day.calls, levels[day.column])
                routes[day.route] += levels[day.column]
        many = len(self.c.counters.most)
        used: Floats = np.zeros(many)
        np.add.at(used, s.by_call.counter, s.by_call.use * x[s.by_call.mover])
        team = [levels[self._team[option].column] for option in s.by_team.mover.tolist()]
        np.add.at(used, s.by_team.counter, s.by_team.use * np.array(team, np.float64))
        route = [routes[number] for number in s.by_route.mover.tolist()]
        np.add.at(used, s.by_route.counter, s.by_route.use * np.array(route, np.float64))
        return x, used

    def _bonds(self, x: Floats) -> tuple[Floats, dict[int, Ints]]:
        """Bonds made per counter, and the calls that show it.

        A bond is made as far as any one seat makes it: of each bond, the seat that does most.
        """
        s, seats = self.share, len(self.c.tables.seat_need)
        level = np.zeros(len(self.c.counters.most))
        if not len(s.bond):
            return level, {}
        key = s.bond * seats + s.calls.seat[s.bond_call]
        group, inverse = np.unique(key, return_inverse=True)
        made, bond = np.bincount(inverse, weights=x[s.bond_call]), group // seats
        order = np.lexsort((made, bond))
        best = order[np.append(np.diff(bond[order]) != 0, [True])]
        counter = self.c.rows.bond_counter[bond]
        np.add.at(level, counter[best], made[best])
        chosen: Bools = np.zeros(len(group), np.bool_)
        chosen[best] = True
        rows = np.flatnonzero(chosen[inverse])
        rows = rows[np.argsort(counter[inverse[rows]], kind="stable")]
        owners, firsts = np.unique(counter[inverse[rows]], return_index=True)
        shown = np.split(s.bond_call[rows], firsts[1:])
        return level, dict(zip(owners.tolist(), shown, strict=True))


def _whole(numbers: list[int]) -> Ints:
    return np.array(numbers, np.int64)


def _by_counter(s: Share) -> dict[int, tuple[Ints, Ints]]:
    """Counter -> calls that use it, and how much."""
    order = np.argsort(s.by_call.counter, kind="stable")
    owners, firsts = np.unique(s.by_call.counter[order], return_index=True)
    ends = pairwise([*firsts.tolist(), len(order)])
    return {
        owner: (s.by_call.mover[order[a:b]], s.by_call.use[order[a:b]])
        for owner, (a, b) in zip(owners.tolist(), ends, strict=True)
    }
