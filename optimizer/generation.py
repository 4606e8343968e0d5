"""Column generation over workers' days: a bound that knows the order of the day.

The program of the days known so far names prices; at these prices the cheapest days of each
route are sought. Whatever the prices, they prove a bound: nothing is lost by ending early.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from threading import local

import numpy as np

from optimizer.columns import Columns
from optimizer.days import Asked, Desk, Memory, look_behind, price_days
from optimizer.guessing import Days, Guess, guess
from optimizer.linear import Floats, Optimum
from optimizer.master import Master
from optimizer.nearing import SLACK, STALL, Turns
from optimizer.routes import Route, make_routes
from optimizer.shares import Share, rivals_on
from optimizer.tables import Bools
from optimizer.watch import Stop

THREADS = 2
MANY, FEW = 6, 3
"""Days that one look at a route brings, and in large shares, lest their programs grow slow."""
LOOKS = 4
"""At a route, while its memory grows."""
SMOOTH = 0.3
"""Share of the best prices so far in the prices that are asked about."""
NEAR = 0.02
"""Gap below which broken limits are looked for."""
LARGE = 10_000
"""Calls from which the first prices are guessed, and triples left alone: they win too little."""
GUESSES, GUESSED = 30, 2
"""Rounds of guessing, and days that each look brings."""
NEVER = 1e9


@dataclass(frozen=True)
class Look:
    """What one look at a route found."""

    least: float
    """No day costs less, 0 at most: a day at home is always to be had."""
    days: list[tuple[list[int], int]]
    """Calls in order, and minutes on the way."""
    learnt: bool
    """The memory grew: another look may find more."""


@dataclass(frozen=True)
class Gone:
    """What is taken already, and not looked at any more."""

    calls: Bools
    routes: frozenset[int]


@dataclass(frozen=True)
class Priced:
    """What proved the cost of a share: who goes on from there knows what each day is worth."""

    master: Master
    fewest: int
    """Needs left out, at the least."""
    proven: float
    prices: Floats
    """Per row of the program."""
    least: dict[int, float]
    """Per route: no day costs less at these prices."""


class Generation:
    """The bounds of one share of a week."""

    def __init__(self, c: Columns, share: Share, stop: Stop) -> None:
        """Nothing is known yet."""
        self.c, self.share, self._stop = c, share, stop
        self.until = 0.0
        self.routes = make_routes(c, share.calls)
        self.memory = {
            route.number: Memory.empty(len(route.need), rivals)
            for route, rivals in zip(self.routes, rivals_on(c, share, self.routes), strict=True)
        }
        self.is_large = len(share.calls.need) > LARGE
        self.known: list[tuple[int, list[int], int]] = []
        """Days with which a program begins."""
        self.guessed: Guess | None = None
        self.priced: Priced | None = None
        """Of the cost, once a bound of it is proven."""
        self.lower = self.least_left = 0
        """No roster costs less within this share, or leaves out fewer needs."""
        self._local = local()

    def begin(self, until: float, aim: float | None = None) -> Guess:
        """Guess the prices of the cost; ``aim``: what a roster costs that is known."""
        if self.guessed is None:
            self.until = until
            master = Master(self.c, self.share, 0, counting=False)
            with ThreadPoolExecutor(THREADS) as pool:

                def look(prices: Floats) -> dict[int, Days] | None:
                    found = self.look(master, prices, pool, rough=True, many=GUESSED)
                    if found is None:
                        return None
                    return {route: one.days for route, one in found.items() if one.days}

                self.guessed = guess(master, look, GUESSES, aim)
            self.known += self.guessed.days
        return self.guessed

    def fewest(self, until: float) -> int:
        """So many needs are left out at least."""
        if self.is_large:
            self.begin(until)
        master = self.program_of(0, counting=True)
        best = self._improve(master, until, Turns())
        self.known = [(d.route, d.calls.tolist(), d.minutes) for d in master.program.days]
        self.least_left = ceil(best - SLACK)
        return self.least_left

    def program_of(self, fewest: int, *, counting: bool) -> Master:
        """The program with the days that are known."""
        master = Master(self.c, self.share, fewest, counting=counting)
        for route, calls, minutes in self.known:
            master.program.add_day(route, calls, minutes)
        return master

    def cost(self, fewest: int, until: float) -> int:
        """So much is paid at least, when so many are left out."""
        master, turns = self.program_of(fewest, counting=False), Turns()
        if self.guessed is not None:
            turns.centre, turns.smooth = self.guessed.prices, SMOOTH
        best = self._improve(master, until, turns)
        # Where no price was asked about, all are nothing, and so is what a day costs at least.
        prices = np.zeros(len(master.program.rows))
        prices[: len(turns.centre)] = turns.centre
        least = turns.least or dict.fromkeys(master.program.route_row, 0.0)
        proven = turns.best if turns.least else 0.0
        self.priced = Priced(master, fewest, proven, prices, least)
        # Even where there was no time: that many are left out, at the lowest prices there are.
        cheapest = np.sort(self.c.need_price[self.share.needs])[:fewest].sum()
        self.lower = max(ceil(best - SLACK), int(cheapest))
        return self.lower

    def _is_over(self) -> bool:
        return time.perf_counter() > self.until or self._stop()

    def _improve(self, master: Master, until: float, turns: Turns) -> float:
        """Turn by turn: prices, days, bound; until time ends or the bound is closed."""
        self.until = until
        with ThreadPoolExecutor(THREADS) as pool:
            while not self._is_over():
                found = master.program.lp.solve(until - time.perf_counter(), self._is_over)
                if found is None:
                    break
                if turns.is_closed(found.value):
                    if not (
                        master.add_broken(found.levels)
                        or (
                            not self.is_large
                            and turns.may_cut()
                            and master.add_triples(found.levels)
                        )
                    ):
                        break
                    turns.stalled = 0
                elif not self._turn(master, found, turns, pool):
                    break
        return max(0.0, turns.best)

    def _turn(self, master: Master, found: Optimum, turns: Turns, pool: ThreadPoolExecutor) -> bool:
        """Ask about prices; False when nothing more can be had, or time ended."""
        program = master.program
        prices = program.rounded(turns.ask(found))
        looks = self.look(master, prices, pool, rough=turns.rough)
        if looks is None:
            return False
        least = {number: look.least for number, look in looks.items()}
        if not turns.rough:
            turns.take(program.worth(prices, least), prices, least, found.value)
        near = found.value - turns.best < NEAR * found.value
        broken = master.add_broken(found.levels) if near else 0
        added = self.add(master, looks, found.duals)
        learnt = any(look.learnt for look in looks.values())
        if not (added or broken or learnt or turns.rough or turns.smooth):
            turns.stalled = STALL + 1
        turns.rough = added > len(self.routes)
        turns.smooth = SMOOTH if added else 0.0
        return True

    def look(
        self,
        master: Master,
        prices: Floats,
        pool: ThreadPoolExecutor,
        *,
        rough: bool,
        many: int | None = None,
        gone: Gone | None = None,
    ) -> dict[int, Look] | None:
        """The cheapest days of each route at these prices; None when time ended."""
        price, of_route = master.program.prices(prices)
        routes, most = self.routes, many or (FEW if self.is_large else MANY)
        if gone is not None:
            price[gone.calls] = NEVER
            routes = [route for route in routes if route.number not in gone.routes]
        known = master.program.cheapest_known(prices, price, of_route)

        def look(route: Route) -> Look | None:
            if self._is_over():
                return None
            besides = of_route[route.number]
            asked = ask(master, route, price, prices, known[route.number] - besides)
            return self._look_at(replace(asked, near=rough), besides, most, rough=rough)

        looks = pool.map(look, routes)
        found = {r.number: a for r, a in zip(routes, looks, strict=True) if a is not None}
        return found if len(found) == len(routes) else None

    def _look_at(self, asked: Asked, besides: float, many: int, *, rough: bool) -> Look:
        """Look again while circles are found among the cheapest days, and then forbidden."""
        route, memory = asked.route, self.memory[asked.route.number]
        behind, least = look_behind(asked)
        days: list[tuple[list[int], int]] = []
        learnt = False
        for _ in range(LOOKS if least < asked.most else 0):
            found = price_days(asked, memory, behind, self._desk(), many, rough=rough)
            if found is None:
                break
            if not rough:
                least = max(least, found.least)
            fresh = [memory.learn(needs) for needs in found.needs]
            days += [
                (calls, minutes_of(route, needs))
                for calls, needs in zip(found.days, found.needs, strict=True)
                if memory.allows(needs)
            ]
            learnt |= any(fresh)
            if rough or not fresh or not fresh[0]:
                break
        return Look(min(0.0, least + besides), days, learnt)

    def _desk(self) -> Desk:
        """The room of this thread."""
        if not hasattr(self._local, "desk"):
            self._local.desk = Desk()
        desk: Desk = self._local.desk
        return desk

    def add(self, master: Master, looks: dict[int, Look], duals: Floats) -> int:
        """Add the days that are worth it at the program's own prices."""
        program = master.program
        price, of_route = program.prices(duals)
        added = 0
        for route, look in looks.items():
            worth = float(duals[program.route_row[route]]) - of_route[route]
            for calls, minutes in look.days:
                cost = minutes * program.travel + float(price[calls].sum())
                cost -= sum(
                    float(duals[row]) * times
                    for row, times in program.pairs_of(calls)
                    if row < len(duals)
                )
                if cost < worth - SLACK:
                    added += program.add_day(route, calls, minutes)
        return added


def ask(master: Master, route: Route, price: Floats, prices: Floats, most: float) -> Asked:
    """Ask about days of a route below a cost, given prices of calls and of rows."""
    own = price[route.first : route.first + len(route.lo)]
    grid, travel = master.c.tables.policy.grid, master.program.travel
    triples = master.triples_on(route, prices)
    return Asked(route, own, travel, most, *master.load_of(route), grid, *triples)


def minutes_of(route: Route, needs: list[int]) -> int:
    """On the way: from home through the needs and back."""
    between = sum(int(route.ways[a, b]) for a, b in pairwise(needs))
    return int(route.out[needs[0]] + route.back[needs[-1]]) + between
