"""Putting a team in: all seats of a need at one minute, when its clients are free."""

from optimizer.search import at
from optimizer.search.compiled import below, compiled, draw
from optimizer.search.counting import option_toll, pair_toll, route_toll
from optimizer.search.moves import refresh, seat_in, serve, step_back
from optimizer.search.order import down, fits_short_day, place_of, up
from optimizer.search.week import Week

MOST_TRIES = 20_000
"""Places tried together for one team: with more seats than workers there is no end of them."""
BLINK = 0.1
"""Share of workers overlooked for a seat: the cheapest team may not be able to stand together."""


@compiled
def slot_row(w: Week, j: int) -> int:
    """Where the places of one seat of a team begin."""
    return w.num[at.SLOT_ROW0] + j * at.SLOTS


@compiled
def add_slot(w: Week, j: int, r: int, k: int, q: int, cost: int, lo: int, hi: int) -> None:
    """Keep the cheapest places of one seat."""
    if lo > hi:
        return
    i, row = w.scratch[j, at.SLOTS_N], slot_row(w, j)
    if i < at.SLOTS:
        w.scratch[j, at.SLOTS_N] = i + 1
    else:
        i = w.scratch[j, at.WORST]
        if w.scratch[row + i, at.S_COST] <= cost:
            return
    w.scratch[row + i, at.S_ROUTE], w.scratch[row + i, at.S_AT], w.scratch[row + i, at.S_PAIR] = (
        r,
        k,
        q,
    )
    w.scratch[row + i, at.S_COST], w.scratch[row + i, at.S_LO], w.scratch[row + i, at.S_HI] = (
        cost,
        lo,
        hi,
    )
    if w.scratch[j, at.SLOTS_N] == at.SLOTS:
        for other in range(at.SLOTS):
            if w.scratch[row + other, at.S_COST] > w.scratch[row + i, at.S_COST]:
                i = other
        w.scratch[j, at.WORST] = i


@compiled
def add_places(w: Week, j: int, v: int, o: int, r: int, q: int, cost: int, bound: int) -> None:
    """Every stretch of starts in which a seat fits on one route."""
    home, rest, minutes = w.rows[r, at.HOME], w.rows[r, at.REST], w.rows[v, at.MINUTES]
    lo, hi, size = w.thin[o, at.LO], w.thin[o, at.HI], w.rows[r, at.SIZE]
    here, price = place_of(w, v, r), w.num[at.WAY_PRICE]
    before, t0, t1 = home, w.rows[r, at.FROM_HOME], at.LATE
    for k in range(size + 1):
        to = int(w.way[0, here, before])
        if k < size:
            after = w.stops[r, k, at.STOP_PLACE]
            n0, n1 = w.stops[r, k, at.L0], w.stops[r, k, at.L1]
        else:
            after, n1 = home, w.rows[r, at.TO_HOME]
            n0 = at.EARLY if rest > 0 else n1
        on = int(w.way[1, here, after])
        extra = to + on - int(w.way[1, before, after]) if size > 0 else to + on
        total = cost + extra * price
        if total < bound:
            late = n0 - on
            if rest > 0 and k < size:
                late = max(late, n1 - on - rest)
            first = up(w, t0 + to, lo)
            add_slot(w, j, r, k, q, total, first, down(w, min(hi, late - minutes), lo))
            if rest > 0:
                last = down(w, min(hi, n1 - on - minutes), lo)
                add_slot(w, j, r, k, q, total, up(w, t1 + to, lo), last)
                if first <= last:
                    # So short a day owes no break: each end of the stretch is tried as a point.
                    if fits_short_day(w, r, v, k, first, first):
                        add_slot(w, j, r, k, q, total, first, first)
                    if fits_short_day(w, r, v, k, last, last):
                        add_slot(w, j, r, k, q, total, last, last)
        if k < size:
            before, t0, t1 = after, w.stops[r, k, at.E0], w.stops[r, k, at.E1]


@compiled
def collect_slots(w: Week, j: int, v: int, o: int, bound: int) -> None:
    """The cheapest places of one seat in an option, over all its workers."""
    w.scratch[j, at.SLOTS_N] = 0
    day = w.thin[o, at.DAY]
    for q in range(w.rows[v, at.PAIR0], w.rows[v, at.PAIR1]):
        r = w.thin[q, at.ROUTE0] + day
        closed = w.rows[r, at.FROM_HOME] > w.rows[r, at.TO_HOME] or draw(w) < BLINK
        if closed or (w.thin[q, at.DAYS] >> day) & 1 == 0 or w.rows[r, at.SIZE] >= w.stops.shape[1]:
            continue
        cost = int(w.thin[q, at.PAIR_PRICE])
        if cost - w.num[at.REBATE] >= bound:
            continue
        cost += pair_toll(w, q) + route_toll(w, r, v)
        if cost < bound:
            add_places(w, j, v, o, r, q, cost, bound)


@compiled
def free_start(w: Week, n: int, lo: int, hi: int) -> int:
    """A start between two minutes at which all clients are free; LATE if there is none."""
    tries = 5
    grid = w.num[at.GRID]
    minutes = w.rows[w.rows[n, at.SEAT0], at.MINUTES]
    for kind in range(tries):
        u = below(w, 3) if kind == 0 else kind
        start = (
            lo
            if u in (0, 3)
            else hi
            if u in (1, 4)
            else lo + grid * below(w, (hi - lo) // grid + 1)
        )
        for _ in range(6):
            clash = clash_at(w, n, start, minutes)
            if clash < 0:
                return start
            other = w.rows[w.rows[clash, at.SEAT0], at.MINUTES]
            begun = w.rows[clash, at.FROM]
            start = down(w, begun - minutes, lo) if u in (1, 4) else up(w, begun + other, lo)
            if start < lo or start > hi:
                break
    return at.LATE


@compiled
def clash_at(w: Week, n: int, start: int, minutes: int) -> int:
    """Another need of one of the clients that is held at that time; -1 if all are free."""
    for i in range(w.rows[n, at.MEMBER0], w.rows[n, at.MEMBER1]):
        for j in range(w.uses[i, at.FIRST], w.uses[i, at.AFTER_LAST]):
            m = w.uses[j, at.COUNTER]
            if m == n or w.rows[m, at.OPT] < 0:
                continue
            held = w.rows[w.rows[m, at.SEAT0], at.MINUTES]
            if w.rows[m, at.TO] + held > start and w.rows[m, at.FROM] < start + minutes:
                return m
    return -1


@compiled
def insert_team(w: Week, n: int) -> None:
    """Cross the stretches of starts of all seats; the cheapest sum with free clients wins."""
    first, m = w.rows[n, at.SEAT0], w.rows[n, at.SEAT1] - w.rows[n, at.SEAT0]
    best, best_o, best_start = int(w.rows[n, at.LEAVE]), -1, 0
    tries = 0
    for o in range(w.rows[n, at.OPT0], w.rows[n, at.OPT1]):
        base = option_toll(w, o)
        bound = best - base + w.num[at.REBATE]
        if base >= at.BLOCKED or bound <= 0:
            continue
        empty = False
        for j in range(m):
            collect_slots(w, j, first + j, o, bound)
            if w.scratch[j, at.SLOTS_N] == 0:
                empty = True
                break
        if empty:
            continue
        depth = 0
        w.scratch[0, at.PICK], w.scratch[0, at.T_COST] = 0, base
        w.scratch[0, at.T_LO], w.scratch[0, at.T_HI] = w.thin[o, at.LO], w.thin[o, at.HI]
        while depth >= 0 and tries < MOST_TRIES:
            tries += 1
            i = w.scratch[depth, at.PICK]
            if i >= w.scratch[depth, at.SLOTS_N]:
                depth -= 1
                continue
            w.scratch[depth, at.PICK] += 1
            total = w.scratch[depth, at.T_COST] + w.scratch[slot_row(w, depth) + i, at.S_COST]
            lo = max(w.scratch[depth, at.T_LO], w.scratch[slot_row(w, depth) + i, at.S_LO])
            hi = min(w.scratch[depth, at.T_HI], w.scratch[slot_row(w, depth) + i, at.S_HI])
            if total >= best or lo > hi or taken_already(w, depth, i):
                continue
            if depth + 1 < m:
                depth += 1
                w.scratch[depth, at.T_LO], w.scratch[depth, at.T_HI] = lo, hi
                w.scratch[depth, at.T_COST], w.scratch[depth, at.PICK] = total, 0
                continue
            start = free_start(w, n, lo, hi)
            if start == at.LATE:
                continue
            best, best_o, best_start = total, o, start
            for j in range(m):
                x = slot_row(w, j) + w.scratch[j, at.PICK] - 1
                w.scratch[j, at.T_ROUTE] = w.scratch[x, at.S_ROUTE]
                w.scratch[j, at.T_AT] = w.scratch[x, at.S_AT]
                w.scratch[j, at.T_PAIR] = w.scratch[x, at.S_PAIR]
    if best_o >= 0:
        seat_team(w, n, best_o, best_start)


@compiled
def taken_already(w: Week, depth: int, i: int) -> bool:
    """Whether a place is on the route of another seat of the team."""
    for j in range(depth):
        if (
            w.scratch[slot_row(w, j) + w.scratch[j, at.PICK] - 1, at.S_ROUTE]
            == w.scratch[slot_row(w, depth) + i, at.S_ROUTE]
        ):
            return True
    return False


@compiled
def seat_team(w: Week, n: int, o: int, start: int) -> None:
    """Seat a team one by one; step back if together they break a must they kept singly."""
    serve(w, n, o, start, start)
    for j in range(w.rows[n, at.SEAT1] - w.rows[n, at.SEAT0]):
        v, r = w.rows[n, at.SEAT0] + j, w.scratch[j, at.T_ROUTE]
        q = w.scratch[j, at.T_PAIR]
        if pair_toll(w, q) >= at.BLOCKED or route_toll(w, r, v) >= at.BLOCKED:
            step_back(w, n)
            return
        seat_in(w, v, r, w.scratch[j, at.T_AT], q)
        if not refresh(w, r):
            step_back(w, n)
            return
