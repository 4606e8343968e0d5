"""Putting one need in at its cheapest place."""

from optimizer.search import at
from optimizer.search.compiled import compiled, draw
from optimizer.search.counting import option_toll, pair_toll, route_toll
from optimizer.search.moves import refresh, seat_in, serve, step_back
from optimizer.search.order import best_place
from optimizer.search.packed import Packed
from optimizer.search.state import State
from optimizer.search.team import insert_team

BLINK = 0.01
"""Share of places overlooked, so that the same needs do not always go back the same way."""
TEAM_SHARE = 0.2
"""Share of the times that a team tries to join routes that others left."""


@compiled
def insert(c: Packed, s: State, n: int, near_only: int) -> None:
    """Serve a need where that costs less than leaving it out."""
    if s.served[n, at.OPT] >= 0:
        return
    if c.need[n, at.TEAM] == 0:
        insert_single(c, s, n, near_only)
    elif near_only == 0 or draw(s) < TEAM_SHARE:
        insert_team(c, s, n)


@compiled
def insert_single(c: Packed, s: State, n: int, near_only: int) -> None:
    """One seat: every worker, every option, the best place on the day kept from before."""
    v, first, last = c.need[n, at.SEAT0], c.need[n, at.OPT0], c.need[n + 1, at.OPT0]
    best = int(c.need[n, at.LEAVE])
    best_q, best_o, best_k = -1, -1, 0
    slack, way_price, cheapest = c.figure[at.REBATE], c.figure[at.WAY_PRICE], at.BLOCKED
    for o in range(first, last):
        cost = option_toll(c, s, o)
        s.scratch[o - first, at.TOLL] = cost
        cheapest = min(cheapest, cost)
    if cheapest - slack >= best:
        return
    p0, many = c.seat[v, at.PAIR0], last - first
    for q in range(p0, c.seat[v + 1, at.PAIR0]):
        w, price = c.pair[q, at.WORKER], int(c.pair[q, at.PAIR_PRICE])
        if near_only != 0 and s.worker_mark[w] != s.num[at.STAMP]:
            continue
        if price + cheapest - slack >= best:
            continue
        more = -1
        slot0 = c.seat[v, at.SLOT0] + (q - p0) * many
        for o in range(first, last):
            cost = price + s.scratch[o - first, at.TOLL]
            day = c.opt[o, at.DAY]
            if cost - slack >= best or (c.pair[q, at.DAYS] >> day) & 1 == 0:
                continue
            r, slot = w * 7 + day, slot0 + o - first
            if s.place[slot, 0] != s.version[r, 0]:
                s.place[slot, 0] = s.version[r, 0]
                s.place[slot, 1] = best_place(c, s, r, v, c.opt[o, at.LO], c.opt[o, at.HI])
            found = s.place[slot, 1]
            if found == at.NONE:
                continue
            cost += (found >> 6) * way_price
            if cost - slack >= best:
                continue
            if more < 0:
                more = pair_toll(c, s, q)
            cost += more + route_toll(c, s, r, v)
            if cost < best and draw(s) >= BLINK:
                best, best_q, best_o, best_k = cost, q, o, found & 63
    if best_q >= 0:
        serve(c, s, n, best_o, c.opt[best_o, at.LO], c.opt[best_o, at.HI])
        r = c.pair[best_q, at.WORKER] * 7 + c.opt[best_o, at.DAY]
        seat_in(c, s, v, r, best_k, best_q)
        if not refresh(c, s, r):
            step_back(c, s, n)
