"""Lists of tours: those of a roster, those the bound was found with, and all that are near.

Prices that prove a bound say of every tour how far off it is: by so much any roster that holds
it is dearer than the bound.
"""

import time
from collections import defaultdict
from dataclasses import dataclass
from math import sqrt

import numpy as np

from optimizer.all_days import all_days
from optimizer.choices import Choices, option_at
from optimizer.days import look_behind
from optimizer.generation import Generation, Priced, ask, minutes_of
from optimizer.recombine import Tour
from optimizer.watch import Stop

STEPS = 64
"""The first list reaches so small a part of the way to the best roster."""
WIDER = 1.4
LEAST_GAP = 0.1
"""Where not even so near tours can be listed, none are."""
TOO_LONG, LOOKS = 2, 12
"""Times as long as wanted, or as short, that a list may be; and attempts at such a list."""


@dataclass(frozen=True)
class Listed:
    """All tours of a share that are nearer than ``gap``."""

    gap: float
    tours: tuple[Tour, ...]


@dataclass(frozen=True)
class Lists:
    """Makes lists of one share's tours at the prices that prove its bound."""

    generation: Generation
    priced: Priced
    over: Stop

    def near(self, gap: float, room: int) -> Listed | None:
        """All tours less than that far off; None: too many, or no time."""
        program, priced = self.priced.master.program, self.priced
        price, of_route = program.prices(priced.prices)
        seats = np.diff(self.generation.c.tables.need_seat)
        listed: list[Tour] = []
        for route in self.generation.routes:
            if self.over():
                return None
            most = priced.least[route.number] + gap - of_route[route.number]
            asked = ask(priced.master, route, price, priced.prices, most)
            behind, _ = look_behind(asked)
            own = self.generation.share.calls.need[route.first : route.first + len(route.lo)]
            rivals = self.generation.memory[route.number].rivals
            found = all_days(asked, behind, rivals, seats[own] > 1, room - len(listed))
            if found is None:
                return None
            listed += [
                Tour(route.number, tuple(calls), minutes)
                for calls, minutes in zip(found.days, found.minutes, strict=True)
            ]
        return Listed(gap, tuple(listed))

    def wider(self, low: float, asked: float, wanted: float, until: float) -> Listed | None:
        """A list beyond ``low``, about as long as wanted or as far as asked; None: too long."""
        best: Listed | None = None
        high = 0.0
        for _ in range(LOOKS):
            gap = low * WIDER or max(asked / STEPS, LEAST_GAP)
            if high:
                gap = sqrt(low * high) if low else high / STEPS
            if gap < LEAST_GAP or time.perf_counter() > until:
                break
            found = self.near(min(gap, asked), round(TOO_LONG * wanted))
            if found is None:
                high = gap
                continue
            best, low = found, gap
            if gap >= asked or len(found.tours) * TOO_LONG >= wanted:
                break
        return best

    def met_before(self, most: float) -> list[Tour]:
        """Tours that the bound was found with, and that are nearer than ``most``."""
        program, duals = self.priced.master.program, self.priced.prices
        price, of_route = program.prices(duals)
        near = []
        for day in program.days:
            calls = day.calls.tolist()
            cost = day.minutes * program.travel + float(price[calls].sum()) + of_route[day.route]
            cost -= sum(float(duals[row]) * times for row, times in program.pairs_of(calls))
            is_near = cost - self.priced.least[day.route] < most
            if is_near and len(np.unique(program.need[calls])) == len(calls):
                near.append(Tour(day.route, tuple(calls), day.minutes))
        return near


def tours_of(generation: Generation, chosen: Choices) -> list[Tour]:
    """The tours of a share in a roster."""
    c, calls = generation.c, generation.share.calls
    t, route_of = c.tables, {route.number: route for route in generation.routes}
    named = zip(calls.pair.tolist(), calls.option.tolist(), strict=True)
    call_of = {name: call for call, name in enumerate(named)}
    held: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for seat in np.flatnonzero(chosen.pair >= 0).tolist():
        need = int(t.seat_need[seat])
        start = int(chosen.start[need])
        call = call_of.get((int(chosen.pair[seat]), option_at(c, need, start)))
        if call is not None:
            held[int(calls.route[call])].append((start, call))
    tours = []
    for number, visits in sorted(held.items()):
        own = [call for _, call in sorted(visits)]
        route = route_of[number]
        needs = np.searchsorted(route.need, calls.need[own]).tolist()
        tours.append(Tour(number, tuple(own), minutes_of(route, needs)))
    return tours
