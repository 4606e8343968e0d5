"""A week, or a part of it, as a CP-SAT model over the columns. Names no rule of sums.

With the order of days (``optimizer.order``) it is exact; without, it is a relaxation
that still counts needs, minutes and money: the bound.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.choices import Choices, meetings_of, option_at
from optimizer.columns import Columns
from optimizer.counters import MUST
from optimizer.visits import visits_of

Linear = cp_model.LinearExprT


@dataclass(frozen=True)
class Part:
    """What a model decides: these needs, by these workers' whole weeks; the rest stands."""

    needs: frozenset[int]
    workers: frozenset[int]
    standing: Choices
    """The roster so far; what it says of other needs and seats is kept."""


@dataclass
class Node:
    """A visit that may lie on a route, or surely does."""

    need: int
    pair: int
    place: int
    minutes: int
    start: cp_model.IntVar | int
    earliest: int
    latest: int
    chosen: cp_model.IntVar | bool


@dataclass
class Model:
    """Built in steps; ``build`` reads like a table of contents."""

    c: Columns
    part: Part
    timed: bool = True
    """False: a relaxation in which days have no order, so meetings have no start."""
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    cost: list[Linear] = field(default_factory=list)
    offset: int = 0
    uses: dict[int, list[tuple[int, cp_model.IntVar]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Counter -> (units, literal)."""
    count: np.ndarray[tuple[int], np.dtype[np.int64]] = field(init=False)
    """What the standing rest of the roster counts, per counter."""
    served: dict[int, cp_model.IntVar] = field(default_factory=dict)
    option: dict[int, cp_model.IntVar] = field(default_factory=dict)
    start: dict[int, cp_model.IntVar] = field(default_factory=dict)
    taken: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    """(pair, weekday) -> literal"""
    routes: dict[int, list[Node]] = field(default_factory=lambda: defaultdict(list))
    used: dict[int, cp_model.IntVar] = field(default_factory=dict)
    """route -> literal: the worker has meetings that day."""

    def build(self) -> None:
        """Needs, pairs and counters; the order of days is added by ``optimizer.order``."""
        self._count_what_stands()
        self._add_needs()
        self._add_pairs()
        self._add_days()
        self._add_counters()

    def minimise(self) -> None:
        """Set the objective: all prices."""
        self.cp.minimize(sum(self.cost) + self.offset)

    def _count_what_stands(self) -> None:
        """Counters of needs and seats that the part does not decide."""
        c, t, standing = self.c, self.c.tables, self.part.standing
        self.count = c.counters.start.copy()
        self.bonds_made: set[int] = set()
        days: set[tuple[int, int]] = set()
        for need in np.flatnonzero(standing.start >= 0).tolist():
            if need in self.part.needs:
                continue
            start = int(standing.start[need])
            option = option_at(c, need, start)
            self.offset += int(c.opt_price[option])
            for row in range(int(c.rows.opt_at[option]), int(c.rows.opt_at[option + 1])):
                self.count[c.rows.opt_counter[row]] += c.rows.opt_use[row]
            for seat in range(int(t.need_seat[need]), int(t.need_seat[need + 1])):
                self._count_standing_seat(seat, int(standing.pair[seat]), start, days)
        for worker, counter in zip(c.rows.day_worker, c.rows.day_counter, strict=True):
            if int(worker) not in self.part.workers:
                self.count[counter] += sum(w == worker for w, _ in days)
        self.offset += self._travel_that_stands()
        left = np.flatnonzero(standing.start < 0).tolist()
        self.offset += int(sum(c.need_price[n] for n in left if n not in self.part.needs))

    def _travel_that_stands(self) -> int:
        """Price of the ways of workers whose weeks are not decided."""
        v = visits_of(self.c.tables, meetings_of(self.c, self.part.standing))
        outside = ~np.isin(v.worker, sorted(self.part.workers))
        minutes = int((v.way_in + v.way_out)[outside].sum())
        return minutes * (self.c.tables.policy.price("travel") or 0)

    def _count_standing_seat(
        self, seat: int, pair: int, start: int, days: set[tuple[int, int]]
    ) -> None:
        c, t = self.c, self.c.tables
        worker, day = int(c.pair_worker[pair]), start // DAY_MINUTES
        self.offset += int(c.pair_price[pair])
        for row in range(int(c.rows.pair_at[pair]), int(c.rows.pair_at[pair + 1])):
            self.count[c.rows.pair_counter[row]] += c.rows.pair_use[row]
        route = worker * WEEK_DAYS + day
        for row in range(int(c.rows.route_at[route]), int(c.rows.route_at[route + 1])):
            use = c.rows.use[c.rows.route_measure[row], seat]
            self.count[c.rows.route_counter[row]] += use
        for row in range(int(c.rows.bond_at[pair]), int(c.rows.bond_at[pair + 1])):
            bond = int(c.rows.bond[row])
            if not c.rows.bond_known[bond] and bond not in self.bonds_made:
                self.bonds_made.add(bond)
                self.count[c.rows.bond_counter[bond]] += 1
        days.add((worker, day))
        if worker in self.part.workers:
            need = int(t.seat_need[seat])
            place = int(t.place_of(np.array([need]), np.array([worker]))[0])
            minutes = int(t.need_minutes[need])
            self.routes[route].append(
                Node(need, pair, place, minutes, start, start, start, chosen=True)
            )

    def _add_needs(self) -> None:
        """A need is left out at its price, or served in one option at one start."""
        c = self.c
        for need in sorted(self.part.needs):
            options = range(int(c.need_opt[need]), int(c.need_opt[need + 1]))
            price = int(c.need_price[need])
            served = self.cp.new_bool_var(f"served {need}")
            self.served[need] = served
            self.offset += price
            self.cost.append(-price * served)
            if not options:
                self.cp.add(served == 0)
                continue
            for o in options:
                self.option[o] = self.cp.new_bool_var(f"option {o}")
                self.cost.append(int(c.opt_price[o]) * self.option[o])
                for row in range(int(c.rows.opt_at[o]), int(c.rows.opt_at[o + 1])):
                    use = int(c.rows.opt_use[row])
                    self.uses[int(c.rows.opt_counter[row])].append((use, self.option[o]))
            self.cp.add(sum(self.option[o] for o in options) == served)
            if self.timed:
                self._add_start(need, options)

    def _add_start(self, need: int, options: range) -> None:
        c, grid = self.c, self.c.tables.policy.grid
        spans = [(int(c.opt_lo[o]), int(c.opt_hi[o])) for o in options]
        values = [start for lo, hi in spans for start in range(lo, hi + 1, grid)]
        domain = cp_model.Domain.from_values(values)
        start = self.cp.new_int_var_from_domain(domain, f"start {need}")
        self.start[need] = start
        for o, (lo, hi) in zip(options, spans, strict=True):
            self.cp.add_linear_constraint(start, lo, hi).only_enforce_if(self.option[o])

    def _add_pairs(self) -> None:
        """Each seat of a need served on a day has one pair on that day."""
        c, t = self.c, self.c.tables
        for need in sorted(self.part.needs):
            by_day: dict[int, list[int]] = defaultdict(list)
            for o in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
                by_day[int(c.opt_day[o])].append(o)
            seats = range(int(t.need_seat[need]), int(t.need_seat[need + 1]))
            for day, options in by_day.items():
                together: dict[int, list[cp_model.IntVar]] = defaultdict(list)
                for seat in seats:
                    own = self._add_seat(need, seat, day, options, together)
                    self.cp.add(sum(own) == sum(self.option[o] for o in options))
                for own in together.values():
                    if len(own) > 1:
                        self.cp.add_at_most_one(own)

    def _add_seat(
        self,
        need: int,
        seat: int,
        day: int,
        options: list[int],
        together: dict[int, list[cp_model.IntVar]],
    ) -> list[cp_model.IntVar]:
        c, t = self.c, self.c.tables
        own = []
        minutes = int(t.need_minutes[need])
        first = min(int(c.opt_lo[o]) for o in options)
        last = max(int(c.opt_hi[o]) for o in options)
        for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1])):
            worker = int(c.pair_worker[pair])
            if worker not in self.part.workers or not c.pair_days[pair] >> day & 1:
                continue
            home = int(t.worker_home[worker])
            place = home if t.need_place[need] < 0 else int(t.need_place[need])
            earliest = max(first, int(t.shift_start[worker, day] + t.minutes[home, place]))
            back = minutes + int(t.minutes[place, home])
            latest = min(last, int(t.shift_end[worker, day]) - back)
            if earliest > latest:
                continue
            literal = self.cp.new_bool_var(f"pair {pair} day {day}")
            self.taken[pair, day] = literal
            own.append(literal)
            together[worker].append(literal)
            route = worker * WEEK_DAYS + day
            begins = self.start.get(need, 0)
            node = Node(need, pair, place, minutes, begins, earliest, latest, literal)
            self.routes[route].append(node)
            self._add_uses(pair, seat, route, literal)
        return own

    def _add_uses(self, pair: int, seat: int, route: int, literal: cp_model.IntVar) -> None:
        c = self.c
        self.cost.append(int(c.pair_price[pair]) * literal)
        for row in range(int(c.rows.pair_at[pair]), int(c.rows.pair_at[pair + 1])):
            use = int(c.rows.pair_use[row])
            self.uses[int(c.rows.pair_counter[row])].append((use, literal))
        for row in range(int(c.rows.route_at[route]), int(c.rows.route_at[route + 1])):
            use = int(c.rows.use[c.rows.route_measure[row], seat])
            self.uses[int(c.rows.route_counter[row])].append((use, literal))
        for row in range(int(c.rows.bond_at[pair]), int(c.rows.bond_at[pair + 1])):
            bond = int(c.rows.bond[row])
            if c.rows.bond_known[bond] or bond in self.bonds_made:
                continue
            if bond not in self.bonds:
                self.bonds[bond] = self.cp.new_bool_var(f"bond {bond}")
                self.uses[int(c.rows.bond_counter[bond])].append((1, self.bonds[bond]))
            self.cp.add_implication(literal, self.bonds[bond])

    def __post_init__(self) -> None:
        self.bonds: dict[int, cp_model.IntVar] = {}

    def _add_days(self) -> None:
        """A route is used when something lies on it."""
        for route, nodes in self.routes.items():
            used = self.cp.new_bool_var(f"route {route}")
            self.used[route] = used
            if any(node.chosen is True for node in nodes):
                self.cp.add(used == 1)
                continue
            for node in nodes:
                self.cp.add_implication(node.chosen, used)
            self.cp.add(sum(node.chosen for node in nodes) >= used)
        for worker, counter in zip(self.c.rows.day_worker, self.c.rows.day_counter, strict=True):
            for day in range(WEEK_DAYS):
                route = int(worker) * WEEK_DAYS + day
                if route in self.used:
                    self.uses[int(counter)].append((1, self.used[route]))

    def _add_counters(self) -> None:
        """Every limit, must or wish, is one linear row."""
        counters = self.c.counters
        touched = set(self.uses) | set(np.flatnonzero(counters.least > 0).tolist())
        touched |= set(np.flatnonzero(self.count > counters.most).tolist())
        priced = np.flatnonzero(counters.price > 0)
        over = np.maximum(self.count - counters.most, 0) + np.maximum(
            counters.least - self.count, 0
        )
        self.offset += int(
            sum(counters.price[k] * over[k] for k in priced.tolist() if k not in touched)
        )
        for k in sorted(touched):
            used = int(self.count[k]) + sum(use * literal for use, literal in self.uses[k])
            highest = int(self.count[k]) + sum(use for use, _ in self.uses[k])
            most, least, price = int(counters.most[k]), int(counters.least[k]), counters.price[k]
            if price == MUST:
                if highest > most:
                    self.cp.add(used <= max(most, int(self.count[k])))
                continue
            if highest > most:
                over = self.cp.new_int_var(0, highest - most, f"over {k}")
                self.cp.add(over >= used - most)
                self.cost.append(int(price) * over)
            if least > 0:
                under = self.cp.new_int_var(0, least, f"under {k}")
                self.cp.add(under >= least - used)
                self.cost.append(int(price) * under)


def whole_week(c: Columns, standing: Choices) -> Part:
    """Everything is decided."""
    needs = frozenset(range(len(c.tables.need_minutes)))
    return Part(needs, frozenset(range(len(c.tables.worker_home))), standing)
