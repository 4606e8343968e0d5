"""Limits as counters: what one more meeting would cost, and counting it."""

from optimizer.search import at
from optimizer.search.compiled import compiled
from optimizer.search.packed import Packed
from optimizer.search.state import State


@compiled
def penalty(c: Packed, k: int, used: int) -> int:
    """What a counter that stands at ``used`` costs."""
    price = c.limit[k, at.PRICE]
    if price < 0:
        return 0
    return price * (max(used - c.limit[k, at.MOST], 0) + max(c.limit[k, at.LEAST] - used, 0))


@compiled
def toll(c: Packed, s: State, k: int, use: int) -> int:
    """What adding ``use`` to a counter would cost; BLOCKED where a must would break."""
    used = s.count[k]
    if c.limit[k, at.PRICE] < 0:
        return at.BLOCKED if use > 0 and used + use > c.limit[k, at.MOST] else 0
    return penalty(c, k, used + use) - penalty(c, k, used)


@compiled
def option_toll(c: Packed, s: State, o: int) -> int:
    """What holding a need in an option would cost."""
    total = int(c.opt[o, at.OPT_PRICE])
    for j in range(c.opt[o, at.OPT_ROW], c.opt[o + 1, at.OPT_ROW]):
        total += toll(c, s, c.row[j, at.COUNTER], c.row[j, at.USE])
    return total


@compiled
def pair_toll(c: Packed, s: State, q: int) -> int:
    """What a pair would cost beyond its price: pools, and bonds not made yet."""
    total = 0
    bonds = c.figure[at.LIMITS]
    for j in range(c.pair[q, at.PAIR_ROW], c.pair[q + 1, at.PAIR_ROW]):
        total += toll(c, s, c.row[j, at.COUNTER], c.row[j, at.USE])
    first = c.pair[q, at.TIE0]
    for j in range(first, c.pair[q + 1, at.TIE0]):
        b = c.tie[j]
        if c.bond[b, at.KNOWN] != 0 or s.count[bonds + b] != 0:
            continue
        k, before = c.bond[b, at.BOND_COUNTER], 0
        for i in range(first, j):
            e = c.tie[i]
            made = c.bond[e, at.KNOWN] != 0 or s.count[bonds + e] != 0
            if not made and c.bond[e, at.BOND_COUNTER] == k:
                before += 1
        total += toll(c, s, k, before + 1)
        if before > 0:
            total -= toll(c, s, k, before)
    return total


@compiled
def route_toll(c: Packed, s: State, r: int, v: int) -> int:
    """What a seat would cost in minutes of the worker's day and week, and as a day of work."""
    total = 0
    for j in range(c.route[r, at.ROUTE_ROW], c.route[r + 1, at.ROUTE_ROW]):
        total += toll(c, s, c.row[j, at.COUNTER], c.seat[v, at.MEASURE + c.row[j, at.USE]])
    if s.tour[r, at.SIZE] == 0:
        w = r // 7
        for j in range(c.worker[w, at.DAY_COUNTER0], c.worker[w + 1, at.DAY_COUNTER0]):
            total += toll(c, s, c.day_counter[j], 1)
    return total


@compiled
def note(s: State, k: int) -> None:
    """Remember what a counter was."""
    i = s.num[at.LOGGED]
    s.log[i, at.LOG_COUNTER], s.log[i, at.LOG_WAS] = k, s.count[k]
    s.num[at.LOGGED] = i + 1


@compiled
def bump(c: Packed, s: State, k: int, use: int) -> None:
    """Move a counter, remember what it was, pay or get back."""
    note(s, k)
    used = s.count[k]
    s.count[k] = used + use
    s.num[at.COST] += penalty(c, k, used + use) - penalty(c, k, used)


@compiled
def count_option(c: Packed, s: State, o: int, sign: int) -> None:
    """Count a need held (+1) or no longer held (-1) in an option."""
    s.num[at.COST] += sign * c.opt[o, at.OPT_PRICE]
    for j in range(c.opt[o, at.OPT_ROW], c.opt[o + 1, at.OPT_ROW]):
        bump(c, s, c.row[j, at.COUNTER], sign * c.row[j, at.USE])


@compiled
def count_seat(c: Packed, s: State, q: int, r: int, v: int, sign: int) -> None:
    """Count a seat filled (+1) or emptied (-1); the route holds the visit, or did."""
    s.num[at.COST] += sign * c.pair[q, at.PAIR_PRICE]
    bonds = c.figure[at.LIMITS]
    for j in range(c.pair[q, at.TIE0], c.pair[q + 1, at.TIE0]):
        b = c.tie[j]
        note(s, bonds + b)
        s.count[bonds + b] += sign
        fresh = s.count[bonds + b] == (1 if sign > 0 else 0)
        if fresh and c.bond[b, at.KNOWN] == 0:
            bump(c, s, c.bond[b, at.BOND_COUNTER], sign)
    for j in range(c.pair[q, at.PAIR_ROW], c.pair[q + 1, at.PAIR_ROW]):
        bump(c, s, c.row[j, at.COUNTER], sign * c.row[j, at.USE])
    for j in range(c.route[r, at.ROUTE_ROW], c.route[r + 1, at.ROUTE_ROW]):
        bump(c, s, c.row[j, at.COUNTER], sign * c.seat[v, at.MEASURE + c.row[j, at.USE]])
    if s.tour[r, at.SIZE] == (1 if sign > 0 else 0):
        w = r // 7
        for j in range(c.worker[w, at.DAY_COUNTER0], c.worker[w + 1, at.DAY_COUNTER0]):
            bump(c, s, c.day_counter[j], sign)
