"""Putting one need in at its cheapest place."""

from optimizer.search import at
from optimizer.search.compiled import compiled, draw
from optimizer.search.counting import option_toll, pair_toll, route_toll
from optimizer.search.moves import logged_beyond, refresh, seat_in, serve, step_back
from optimizer.search.order import best_place
from optimizer.search.team import insert_team
from optimizer.search.week import Week

BLINK = 0.01
"""Share of places overlooked, so that the same needs do not always go back the same way."""
TEAM_SHARE = 0.2
"""Share of the times that a team tries to join routes that others left."""


@compiled
def insert(w: Week, n: int, near_only: int) -> None:
    """Serve a need where that costs less than leaving it out, and it can be undone."""
    if w.rows[n, at.OPT] >= 0 or logged_beyond(w, 1):
        return
    if w.rows[n, at.TEAM] == 0:
        insert_single(w, n, near_only)
    elif near_only == 0 or draw(w) < TEAM_SHARE:
        insert_team(w, n)


@compiled
def place_known(w: Week, slot: int, r: int, v: int, o: int) -> int:
    """The best place for a seat on a route, kept from before if the route is as it was then.

    Two are kept: of the route as iterations leave it, and as the last one tried it.
    """
    version = int(w.rows[r, at.VERSION])
    kept = w.twos[slot, at.KEPT]
    if kept >> at.FOUND_BITS != version:
        kept = w.twos[slot, at.TRIED]
    if kept >> at.FOUND_BITS != version:
        found = best_place(w, r, v, w.thin[o, at.LO], w.thin[o, at.HI])
        kept = (version << at.FOUND_BITS) + min(found, at.NOT_FOUND) + at.FOUND_ZERO
        tried = w.rows[r, at.TOUCHED_IN] == w.num[at.STAMP]
        w.twos[slot, at.TRIED if tried else at.KEPT] = kept
    return (kept & at.FOUND_MASK) - at.FOUND_ZERO


@compiled
def insert_single(w: Week, n: int, near_only: int) -> None:
    """One seat: every worker, every option, the best place on the day kept from before."""
    v, first, last = w.rows[n, at.SEAT0], w.rows[n, at.OPT0], w.rows[n, at.OPT1]
    best = int(w.rows[n, at.LEAVE])
    best_q, best_o, best_k = -1, -1, 0
    slack, way_price, cheapest = w.num[at.REBATE], w.num[at.WAY_PRICE], at.BLOCKED
    for o in range(first, last):
        cost = option_toll(w, o)
        w.scratch[o - first, at.TOLL] = cost
        cheapest = min(cheapest, cost)
    if cheapest - slack >= best:
        return
    p0, many = w.rows[v, at.PAIR0], last - first
    for q in range(p0, w.rows[v, at.PAIR1]):
        price = int(w.thin[q, at.PAIR_PRICE])
        if near_only != 0 and w.thin[w.thin[q, at.PAIR_WORKER], at.MARK] != w.num[at.STAMP]:
            continue
        if price + cheapest - slack >= best:
            continue
        more = -1
        slot0 = w.rows[v, at.SLOT0] + (q - p0) * many
        for o in range(first, last):
            cost = price + w.scratch[o - first, at.TOLL]
            day = w.thin[o, at.DAY]
            if cost - slack >= best or (w.thin[q, at.DAYS] >> day) & 1 == 0:
                continue
            r, slot = w.thin[q, at.ROUTE0] + day, slot0 + o - first
            found = place_known(w, slot, r, v, o)
            if found == at.NOT_FOUND:
                continue
            cost += (found >> at.PLACES) * way_price
            if cost - slack >= best:
                continue
            if more < 0:
                more = pair_toll(w, q)
            cost += more + route_toll(w, r, v)
            if cost < best and draw(w) >= BLINK:
                best, best_q, best_o, best_k = cost, q, o, found & at.MOST_STOPS
    if best_q >= 0:
        serve(w, n, best_o, w.thin[best_o, at.LO], w.thin[best_o, at.HI])
        r = w.thin[best_q, at.ROUTE0] + w.thin[best_o, at.DAY]
        seat_in(w, v, r, best_k, best_q)
        if not refresh(w, r):
            step_back(w, n)
