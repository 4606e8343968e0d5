"""Putting a team in: all seats of a need at one minute, when its clients are free."""

from optimizer.search import at
from optimizer.search.compiled import below, compiled
from optimizer.search.counting import option_toll, pair_toll, route_toll
from optimizer.search.moves import refresh, seat_in, serve, step_back
from optimizer.search.order import down, place_of, span_without_break, up
from optimizer.search.packed import Packed
from optimizer.search.state import State


@compiled
def add_slot(
    s: State, j: int, r: int, k: int, q: int, cost: int, lo: int, hi: int
) -> None:
    """Keep the cheapest places of one seat."""
    if lo > hi:
        return
    i = s.scratch[j, at.SLOTS_N]
    if i < at.SLOTS:
        s.scratch[j, at.SLOTS_N] = i + 1
    else:
        i = s.scratch[j, at.WORST]
        if s.slot[j, i, at.S_COST] <= cost:
            return
    s.slot[j, i, at.S_ROUTE], s.slot[j, i, at.S_AT], s.slot[j, i, at.S_PAIR] = r, k, q
    s.slot[j, i, at.S_COST], s.slot[j, i, at.S_LO], s.slot[j, i, at.S_HI] = cost, lo, hi
    if s.scratch[j, at.SLOTS_N] == at.SLOTS:
        for other in range(at.SLOTS):
            if s.slot[j, other, at.S_COST] > s.slot[j, i, at.S_COST]:
                i = other
        s.scratch[j, at.WORST] = i


@compiled
def add_places(
    c: Packed, s: State, j: int, v: int, o: int, r: int, q: int, cost: int, bound: int
) -> None:
    """Every stretch of starts in which a seat fits on one route."""
    home, rest, minutes = c.route[r, at.HOME], c.route[r, at.REST], c.seat[v, at.MINUTES]
    lo, hi, size = c.opt[o, at.LO], c.opt[o, at.HI], s.tour[r, at.SIZE]
    here, price = place_of(c, v, r), c.figure[at.WAY_PRICE]
    before, t0, t1 = home, s.tour[r, at.FROM_HOME], at.LATE
    for k in range(size + 1):
        to = int(c.way[here, before])
        if k < size:
            after = s.stop[r, k, at.STOP_PLACE]
            n0, n1 = s.stop[r, k, at.L0], s.stop[r, k, at.L1]
        else:
            after, n1 = home, s.tour[r, at.TO_HOME]
            n0 = at.EARLY if rest > 0 else n1
        on = int(c.way_from[here, after])
        extra = to + on - int(c.way_from[before, after]) if size > 0 else to + on
        total = cost + extra * price
        if total < bound:
            late = n0 - on
            if rest > 0 and k < size:
                late = max(late, n1 - on - rest)
            first = up(c, t0 + to, lo)
            add_slot(s, j, r, k, q, total, first, down(c, min(hi, late - minutes), lo))
            if rest > 0:
                last = down(c, min(hi, n1 - on - minutes), lo)
                add_slot(s, j, r, k, q, total, up(c, t1 + to, lo), last)
                if first <= last and (size == 0 or s.tour[r, at.SHORT] != 0):
                    # So short a day owes no break: each end of the stretch is tried as a point.
                    longest = c.figure[at.BREAK_AFTER]
                    if span_without_break(c, s, r, v, k, first, first) <= longest:
                        add_slot(s, j, r, k, q, total, first, first)
                    if span_without_break(c, s, r, v, k, last, last) <= longest:
                        add_slot(s, j, r, k, q, total, last, last)
        if k < size:
            before, t0, t1 = after, s.stop[r, k, at.E0], s.stop[r, k, at.E1]


@compiled
def collect_slots(c: Packed, s: State, j: int, v: int, o: int, bound: int) -> None:
    """The cheapest places of one seat in an option, over all its workers."""
    s.scratch[j, at.SLOTS_N] = 0
    day = c.opt[o, at.DAY]
    for q in range(c.seat[v, at.PAIR0], c.seat[v + 1, at.PAIR0]):
        r = c.pair[q, at.WORKER] * 7 + day
        closed = c.route[r, at.BEGIN] > c.route[r, at.END]
        if closed or (c.pair[q, at.DAYS] >> day) & 1 == 0 or s.tour[r, at.SIZE] >= s.stop.shape[1]:
            continue
        cost = int(c.pair[q, at.PAIR_PRICE])
        if cost - c.figure[at.REBATE] >= bound:
            continue
        cost += pair_toll(c, s, q) + route_toll(c, s, r, v)
        if cost < bound:
            add_places(c, s, j, v, o, r, q, cost, bound)


@compiled
def free_start(c: Packed, s: State, n: int, lo: int, hi: int) -> int:
    """A start between two minutes at which all clients of a need are free; LATE if there is none."""
    tries = 5
    grid = c.figure[at.GRID]
    minutes = c.seat[c.need[n, at.SEAT0], at.MINUTES]
    for kind in range(tries):
        u = below(s, 3) if kind == 0 else kind
        start = lo if u == 0 or u == 3 else hi if u == 1 or u == 4 else lo + grid * below(s, (hi - lo) // grid + 1)
        for _ in range(6):
            clash = clash_at(c, s, n, start, minutes)
            if clash < 0:
                return start
            other = c.seat[c.need[clash, at.SEAT0], at.MINUTES]
            begun = s.served[clash, at.FROM]
            start = down(c, begun - minutes, lo) if u == 1 or u == 4 else up(c, begun + other, lo)
            if start < lo or start > hi:
                break
    return at.LATE


@compiled
def clash_at(c: Packed, s: State, n: int, start: int, minutes: int) -> int:
    """Another need of one of the clients that is held at that time; -1 if all are free."""
    for i in range(c.need[n, at.MEMBER0], c.need[n + 1, at.MEMBER0]):
        client = c.member[i]
        for j in range(c.client[client], c.client[client + 1]):
            m = c.client_need[j]
            if m == n or s.served[m, at.OPT] < 0:
                continue
            held = c.seat[c.need[m, at.SEAT0], at.MINUTES]
            if s.served[m, at.TO] + held > start and s.served[m, at.FROM] < start + minutes:
                return m
    return -1


@compiled
def insert_team(c: Packed, s: State, n: int) -> None:
    """Cross the stretches of starts of all seats; the cheapest sum with free clients wins."""
    first, m = c.need[n, at.SEAT0], c.need[n + 1, at.SEAT0] - c.need[n, at.SEAT0]
    best, best_o, best_start = int(c.need[n, at.LEAVE]), -1, 0
    for o in range(c.need[n, at.OPT0], c.need[n + 1, at.OPT0]):
        base = option_toll(c, s, o)
        bound = best - base + c.figure[at.REBATE]
        if base >= at.BLOCKED or bound <= 0:
            continue
        empty = False
        for j in range(m):
            collect_slots(c, s, j, first + j, o, bound)
            if s.scratch[j, at.SLOTS_N] == 0:
                empty = True
                break
        if empty:
            continue
        depth = 0
        s.scratch[0, at.PICK], s.scratch[0, at.T_COST] = 0, base
        s.scratch[0, at.T_LO], s.scratch[0, at.T_HI] = c.opt[o, at.LO], c.opt[o, at.HI]
        while depth >= 0:
            i = s.scratch[depth, at.PICK]
            if i >= s.scratch[depth, at.SLOTS_N]:
                depth -= 1
                continue
            s.scratch[depth, at.PICK] += 1
            total = s.scratch[depth, at.T_COST] + s.slot[depth, i, at.S_COST]
            lo = max(s.scratch[depth, at.T_LO], s.slot[depth, i, at.S_LO])
            hi = min(s.scratch[depth, at.T_HI], s.slot[depth, i, at.S_HI])
            if total >= best or lo > hi or taken_already(s, depth, i):
                continue
            if depth + 1 < m:
                depth += 1
                s.scratch[depth, at.T_LO], s.scratch[depth, at.T_HI] = lo, hi
                s.scratch[depth, at.T_COST], s.scratch[depth, at.PICK] = total, 0
                continue
            start = free_start(c, s, n, lo, hi)
            if start == at.LATE:
                continue
            best, best_o, best_start = total, o, start
            for j in range(m):
                x = s.scratch[j, at.PICK] - 1
                s.scratch[j, at.T_ROUTE] = s.slot[j, x, at.S_ROUTE]
                s.scratch[j, at.T_AT] = s.slot[j, x, at.S_AT]
                s.scratch[j, at.T_PAIR] = s.slot[j, x, at.S_PAIR]
    if best_o >= 0:
        seat_team(c, s, n, best_o, best_start)


@compiled
def taken_already(s: State, depth: int, i: int) -> bool:
    """Whether a place is on the route of another seat of the team."""
    for j in range(depth):
        if s.slot[j, s.scratch[j, at.PICK] - 1, at.S_ROUTE] == s.slot[depth, i, at.S_ROUTE]:
            return True
    return False


@compiled
def seat_team(c: Packed, s: State, n: int, o: int, start: int) -> None:
    """Seat a team one by one; step back if together they break a must they kept singly."""
    serve(c, s, n, o, start, start)
    for j in range(c.need[n + 1, at.SEAT0] - c.need[n, at.SEAT0]):
        v, r = c.need[n, at.SEAT0] + j, s.scratch[j, at.T_ROUTE]
        q = s.scratch[j, at.T_PAIR]
        if pair_toll(c, s, q) >= at.BLOCKED or route_toll(c, s, r, v) >= at.BLOCKED:
            step_back(c, s, n)
            return
        seat_in(c, s, v, r, s.scratch[j, at.T_AT], q)
        if not refresh(c, s, r):
            step_back(c, s, n)
            return
