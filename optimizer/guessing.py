"""Prices of needs to begin with, guessed before any program is solved.

The first prices of a program that knows few days are wild, and the days found at wild prices
are of no use. So prices go up for needs that nobody's cheapest day meets, and down for needs
that several meet, in ever smaller steps (a deflected subgradient): a few dozen rounds of quick
looks, and the program begins with days of which many are good.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from optimizer.linear import Floats
from optimizer.master import Master

FIRST = 0.02
"""Share of what a need costs left out that is its first price."""
KEPT = 0.7
"""Share of the last direction that is gone on in."""
AIM = 1.2
"""Times what the best prices promise: what is hoped for where nobody says what is."""
PATIENCE, SHORTER = 6, 0.7
"""Rounds in vain after which steps become so much shorter."""
Days = list[tuple[list[int], int]]
"""Calls in order, and minutes on the way."""
Look = Callable[[Floats], Mapping[int, Days] | None]
"""The cheapest days of each route at these prices of rows; None when time ended."""


@dataclass(frozen=True)
class Guess:
    """Prices of the rows, and days that were cheap at prices on the way there."""

    prices: Floats
    days: tuple[tuple[int, list[int], int], ...]
    """Route, calls in order, minutes on the way."""


def guess(master: Master, look: Look, rounds: int, aim: float | None = None) -> Guess:
    """Prices after so many rounds; of the days those of the later half.

    ``aim`` is what is paid at the most, as far as it is known.
    """
    program, seated = master.program, np.flatnonzero(master.row_of >= 0)
    rows, most = master.row_of[seated], master.c.need_price[seated].astype(np.float64)
    prices, best, length, vain = np.zeros(len(program.rows)), -np.inf, 1.0, 0
    here = centre = most * FIRST
    along = np.zeros(len(rows))
    days: list[tuple[int, list[int], int]] = []
    for turn in range(rounds):
        prices[rows] = here
        found = look(prices)
        if found is None:
            break
        if 2 * turn >= rounds:
            days += [(route, *day) for route, some in found.items() for day in some]
        cost, met = _cheapest(master, prices, found)
        cost += float(here.sum())
        if cost > best:
            best, centre, vain = cost, here, 0
        else:
            vain += 1
        if vain >= PATIENCE:
            length, vain, here, along = length * SHORTER, 0, centre, np.zeros(len(rows))
            continue
        short = 1.0 - met[seated]
        along = KEPT * along + np.where((here >= most) & (short > 0), 0.0, short)
        gap = max(AIM * best if aim is None else aim, best + 1.0) - cost
        step = length * gap / max(1.0, float(along @ along))
        here = np.clip(here + step * along, 0.0, most)
    prices[rows] = centre
    return Guess(prices, tuple(days))


def _cheapest(master: Master, prices: Floats, found: Mapping[int, Days]) -> tuple[float, Floats]:
    """What the cheapest day of each route costs in all, and how often they meet each need."""
    program = master.program
    price, of_route = program.prices(prices)
    total, called = 0.0, np.zeros(len(price))
    for route, days in found.items():
        costs = [m * program.travel + float(price[calls].sum()) for calls, m in days]
        cost = min(costs, default=0.0) + of_route[route]
        if cost < 0:
            total += cost
            np.add.at(called, days[int(np.argmin(costs))][0], 1.0)
    met = np.zeros(len(master.row_of))
    np.add.at(met, program.need, called)
    return total, met
