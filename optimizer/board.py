"""A roster under construction: what is counted, who is where, and what one more meeting would do.

The native statement of order for engines that put in one meeting at a time. Starts are
fixed as soon as a meeting is put in.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.choices import LEFT_OUT, Choices, nothing_chosen, option_at
from optimizer.columns import Columns
from optimizer.counters import MUST
from optimizer.lookups import NEVER, last_free, next_shift

Stop = tuple[int, int, int, int]
"""Start, end, place, need: one visit on a route, in order of start."""
Obstacles = dict[str, int]
"""Rule -> units it would miss."""
Price = tuple[int, Obstacles]
"""What something costs, and what it would break."""


def _in_order(stop: Stop) -> tuple[int, int]:
    """Routes go by start, then by the order of the needs."""
    return stop[0], stop[3]


@dataclass
class Board:
    """Counters, bonds and routes of a roster, kept in step with its choices."""

    c: Columns
    chosen: Choices = field(init=False)
    count: list[int] = field(init=False)
    bonds: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    routes: dict[int, list[Stop]] = field(default_factory=lambda: defaultdict(list))
    diary: dict[int, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    """Client -> (start, end, need), in order."""

    def __post_init__(self) -> None:
        """Lay out an empty roster."""
        c, t = self.c, self.c.tables
        self.chosen = nothing_chosen(c)
        self.count = c.counters.start.tolist()
        self._most, self._least = c.counters.most.tolist(), c.counters.least.tolist()
        self._price = c.counters.price.tolist()
        self._minutes = t.minutes
        self._free, self._again = last_free(t).tolist(), next_shift(t).tolist()
        self._day_counters: dict[int, list[int]] = defaultdict(list)
        for worker, counter in zip(
            c.rows.day_worker.tolist(), c.rows.day_counter.tolist(), strict=True
        ):
            self._day_counters[worker].append(counter)

    def put(self, need: int, start: int, pairs: list[int]) -> None:
        """Serve a need; whatever it breaks is counted, not refused."""
        c, t = self.c, self.c.tables
        self.chosen.start[need] = start
        first = int(t.need_seat[need])
        minutes = int(t.need_minutes[need])
        for k, use in self._option_rows(need, start):
            self.count[k] += use
        for rank, pair in enumerate(pairs):
            self.chosen.pair[first + rank] = pair
            for k, use in self.rows_of_seat(first + rank, pair, start):
                self.count[k] += use
            for bond in self._bonds_of(pair):
                self.bonds[bond] += 1
            worker = int(c.pair_worker[pair])
            stop = (start, start + minutes, self._place(need, worker), need)
            insort(self.routes[worker * WEEK_DAYS + start // DAY_MINUTES], stop, key=_in_order)
        for client in t.member[t.need_member[need] : t.need_member[need + 1]].tolist():
            insort(self.diary[client], (start, start + minutes, need))

    def put_all(self, chosen: Choices) -> None:
        """Serve everything that some choices serve."""
        t = self.c.tables
        for need in np.flatnonzero(chosen.start >= 0).tolist():
            seats = slice(int(t.need_seat[need]), int(t.need_seat[need + 1]))
            self.put(need, int(chosen.start[need]), chosen.pair[seats].tolist())

    def take_out(self, need: int) -> None:
        """Leave a need out again."""
        c, t = self.c, self.c.tables
        start = int(self.chosen.start[need])
        for k, use in self._option_rows(need, start):
            self.count[k] -= use
        for seat in range(int(t.need_seat[need]), int(t.need_seat[need + 1])):
            pair = int(self.chosen.pair[seat])
            worker = int(c.pair_worker[pair])
            route = self.routes[worker * WEEK_DAYS + start // DAY_MINUTES]
            route[:] = [stop for stop in route if stop[3] != need]
            for bond in self._bonds_of(pair):
                self.bonds[bond] -= 1
            for k, use in self.rows_of_seat(seat, pair, start):
                self.count[k] -= use
            self.chosen.pair[seat] = LEFT_OUT
        for client in t.member[t.need_member[need] : t.need_member[need + 1]].tolist():
            self.diary[client] = [entry for entry in self.diary[client] if entry[2] != need]
        self.chosen.start[need] = LEFT_OUT

    def price_of_need(self, need: int, start: int) -> Price:
        """What the needs' side of one more meeting costs, and what it would break."""
        option = option_at(self.c, need, start)
        obstacles: Obstacles = {}
        cost = int(self.c.opt_price[option])
        cost += self._toll(self._option_rows(need, start), obstacles)
        late = self._client_overlap(need, start)
        if late:
            obstacles["client_free"] = late
        return cost, obstacles

    def price_of_seat(self, seat: int, pair: int, start: int) -> Price:
        """What giving a seat to a worker costs, and what it would break (travel included)."""
        return self.prices_of_seat(seat, pair, (start,))[0]

    def prices_of_seat(self, seat: int, pair: int, starts: Sequence[int]) -> list[Price]:
        """The same for several starts of one day: sums are asked once, only the order differs."""
        sums: Obstacles = {}
        cost = int(self.c.pair_price[pair])
        cost += self._toll(self.rows_of_seat(seat, pair, starts[0]), sums)
        own = [dict(sums) for _ in starts]
        return [
            (cost + self._order(seat, pair, at, o), o) for at, o in zip(starts, own, strict=True)
        ]

    def _option_rows(self, need: int, start: int) -> list[tuple[int, int]]:
        rows, option = self.c.rows, option_at(self.c, need, start)
        part = slice(int(rows.opt_at[option]), int(rows.opt_at[option + 1]))
        return list(zip(rows.opt_counter[part].tolist(), rows.opt_use[part].tolist(), strict=True))

    def _bonds_of(self, pair: int) -> list[int]:
        rows = self.c.rows
        found: list[int] = rows.bond[rows.bond_at[pair] : rows.bond_at[pair + 1]].tolist()
        return found

    def rows_of_seat(self, seat: int, pair: int, start: int) -> list[tuple[int, int]]:
        """Counters that filling (or, put in already, emptying) a seat moves."""
        rows = self.c.rows
        worker = int(self.c.pair_worker[pair])
        route = worker * WEEK_DAYS + start // DAY_MINUTES
        part = slice(int(rows.pair_at[pair]), int(rows.pair_at[pair + 1]))
        found = list(
            zip(rows.pair_counter[part].tolist(), rows.pair_use[part].tolist(), strict=True)
        )
        part = slice(int(rows.route_at[route]), int(rows.route_at[route + 1]))
        uses = rows.use[rows.route_measure[part], seat].tolist()
        found += zip(rows.route_counter[part].tolist(), uses, strict=True)
        found += [
            (int(rows.bond_counter[bond]), 1)
            for bond in self._bonds_of(pair)
            if not rows.bond_known[bond] and self.bonds[bond] == 0
        ]
        if not self.routes[route]:
            found += [(counter, 1) for counter in self._day_counters[worker]]
        return found

    def _toll(self, rows: list[tuple[int, int]], obstacles: Obstacles) -> int:
        """Price of moving counters; several rows of one counter (a family's) are one move."""
        cost = 0
        moved: dict[int, int] = {}
        for k, use in rows:
            moved[k] = moved.get(k, 0) + use
        for k, use in moved.items():
            over = self.count[k] + use - self._most[k]
            if self._price[k] == MUST:
                if over > 0:
                    rule = self.c.counters.rule[k]
                    obstacles[rule] = obstacles.get(rule, 0) + min(over, use)
                continue
            before = self.count[k]
            cost += self._price[k] * (max(over, 0) - max(before - self._most[k], 0))
            least = self._least[k]
            cost += self._price[k] * (max(least - before - use, 0) - max(least - before, 0))
        return cost

    def breaks(self, used: dict[int, int]) -> bool:
        """Whether moving counters by so much passes a must."""
        return any(
            self._price[k] == MUST and use > 0 and self.count[k] + use > self._most[k]
            for k, use in used.items()
        )

    def _place(self, need: int, worker: int) -> int:
        t = self.c.tables
        place = int(t.need_place[need])
        return place if place >= 0 else int(t.worker_home[worker])

    def _client_overlap(self, need: int, start: int) -> int:
        t = self.c.tables
        end = start + int(t.need_minutes[need])
        return sum(
            max(0, min(end, other_end) - max(start, other_start))
            for client in t.member[t.need_member[need] : t.need_member[need + 1]].tolist()
            for other_start, other_end, other in self.diary[client]
            if other != need
        )

    def _order(self, seat: int, pair: int, start: int, obstacles: Obstacles) -> int:
        """Extra travel; adds what the worker's day and rest would break."""
        t = self.c.tables
        need, worker = int(t.seat_need[seat]), int(self.c.pair_worker[pair])
        day = start // DAY_MINUTES
        route = worker * WEEK_DAYS + day
        home = int(t.worker_home[worker])
        place = self._place(need, worker)
        end = start + int(t.need_minutes[need])
        stops = list(self.routes[route])
        insort(stops, (start, end, place, need), key=_in_order)
        at = stops.index((start, end, place, need))
        before = stops[at - 1][2] if at else home
        after = stops[at + 1][2] if at + 1 < len(stops) else home
        way = self._minutes
        to, fro = int(way[before, place]), int(way[place, after])
        short = max(0, stops[at - 1][1] + to - start) if at else 0
        short += max(0, end + fro - stops[at + 1][0]) if at + 1 < len(stops) else 0
        leave = stops[0][0] - int(way[home, stops[0][2]])
        back = stops[-1][1] + int(way[stops[-1][2], home])
        outside = max(0, int(t.shift_start[worker, day]) - leave)
        outside += max(0, back - int(t.shift_end[worker, day]))
        for rule, missed in (("worker_free", short), ("shift", outside)):
            if missed:
                obstacles[rule] = missed
        if t.worker_employee[worker]:
            self._rest(worker, day, (leave, back), stops, obstacles)
        price = t.policy.price("travel") or 0
        return price * (to + fro - (int(way[before, after]) if len(stops) > 1 else 0))

    def is_sound(self, route: int) -> bool:
        """Whether a worker's day keeps the rules of order as it stands.

        Taking a meeting out can break it where a way round is shorter than the way itself.
        """
        t, way = self.c.tables, self._minutes
        stops = self.routes.get(route, [])
        if not stops:
            return True
        worker, day = divmod(route, WEEK_DAYS)
        home = int(t.worker_home[worker])
        leave = stops[0][0] - int(way[home, stops[0][2]])
        back = stops[-1][1] + int(way[stops[-1][2], home])
        obstacles: Obstacles = {}
        if t.worker_employee[worker]:
            self._rest(worker, day, (leave, back), stops, obstacles)
        return (
            not obstacles
            and leave >= int(t.shift_start[worker, day])
            and back <= int(t.shift_end[worker, day])
            and all(a[1] + int(way[a[2], b[2]]) <= b[0] for a, b in pairwise(stops))
        )

    def _rest(
        self, worker: int, day: int, span: tuple[int, int], stops: list[Stop], obstacles: Obstacles
    ) -> None:
        t, way = self.c.tables, self._minutes
        policy = t.policy
        leave, back = span
        if back - leave > policy.break_after:
            free = [b[0] - a[1] - int(way[a[2], b[2]]) for a, b in pairwise(stops)]
            if policy.break_minutes > max([0, *free]):
                obstacles["breaks"] = policy.break_minutes - max([0, *free])
        spans = self._spans(worker)
        spans[day] = span
        short = 0
        if day == 0 and self._free[worker] != NEVER:
            short = max(0, policy.daily_rest - (leave - self._free[worker]))
        if day - 1 in spans:
            short += max(0, policy.daily_rest - (leave - spans[day - 1][1]))
        if day + 1 in spans:
            short += max(0, policy.daily_rest - (spans[day + 1][0] - back))
        if short:
            obstacles["daily_rest"] = short
        ends = [0 if self._free[worker] == NEVER else self._free[worker]]
        longest = 0
        for other in sorted(spans):
            longest = max(longest, spans[other][0] - ends[-1])
            ends.append(spans[other][1])
        longest = max(longest, self._again[worker] - ends[-1])
        if longest < policy.weekly_rest:
            obstacles["weekly_rest"] = policy.weekly_rest - longest

    def _spans(self, worker: int) -> dict[int, tuple[int, int]]:
        """Weekday -> (leaves home, is back) of a worker's routes."""
        home, way = int(self.c.tables.worker_home[worker]), self._minutes
        found = {}
        for day in range(WEEK_DAYS):
            stops = self.routes.get(worker * WEEK_DAYS + day)
            if stops:
                found[day] = (
                    stops[0][0] - int(way[home, stops[0][2]]),
                    stops[-1][1] + int(way[stops[-1][2], home]),
                )
        return found
