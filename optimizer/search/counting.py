"""Limits as counters: what one more meeting would cost, and counting it."""

from optimizer.search import at
from optimizer.search.compiled import compiled
from optimizer.search.week import Week


@compiled
def penalty(w: Week, k: int, used: int) -> int:
    """What a counter that stands at ``used`` costs."""
    price = w.limits[k, at.PRICE]
    if price < 0:
        return 0
    return price * (max(used - w.limits[k, at.MOST], 0) + max(w.limits[k, at.LEAST] - used, 0))


@compiled
def toll(w: Week, k: int, use: int) -> int:
    """What adding ``use`` to a counter would cost; BLOCKED where a must would break."""
    used = w.limits[k, at.COUNT]
    if w.limits[k, at.PRICE] < 0:
        return at.BLOCKED if use > 0 and used + use > w.limits[k, at.MOST] else 0
    return penalty(w, k, used + use) - penalty(w, k, used)


@compiled
def option_toll(w: Week, o: int) -> int:
    """What holding a need in an option would cost."""
    total = int(w.thin[o, at.OPT_PRICE])
    for j in range(w.thin[o, at.OROW0], w.thin[o, at.OROW1]):
        total += toll(w, w.uses[j, at.COUNTER], w.uses[j, at.USE])
    return total


@compiled
def pair_toll(w: Week, q: int) -> int:
    """What a pair would cost beyond its price: pools, and bonds not made yet."""
    total = 0
    for j in range(w.thin[q, at.PROW0], w.thin[q, at.PROW1]):
        total += toll(w, w.uses[j, at.COUNTER], w.uses[j, at.USE])
    first = w.thin[q, at.TIE0]
    for j in range(first, w.thin[q, at.TIE1]):
        b = w.uses[j, at.COUNTER]
        if w.limits[b, at.KNOWN] != 0 or w.limits[b, at.COUNT] != 0:
            continue
        k, before = w.limits[b, at.BOND_COUNTER], 0
        for i in range(first, j):
            e = w.uses[i, at.COUNTER]
            made = w.limits[e, at.KNOWN] != 0 or w.limits[e, at.COUNT] != 0
            if not made and w.limits[e, at.BOND_COUNTER] == k:
                before += 1
        total += toll(w, k, before + 1)
        if before > 0:
            total -= toll(w, k, before)
    return total


@compiled
def route_toll(w: Week, r: int, v: int) -> int:
    """What a seat would cost in minutes of the worker's day and week, and as a day of work."""
    total = 0
    for j in range(w.rows[r, at.ROW0], w.rows[r, at.ROW1]):
        total += toll(w, w.uses[j, at.COUNTER], w.rows[v, at.MEASURE + w.uses[j, at.USE]])
    if w.rows[r, at.SIZE] == 0:
        who = w.rows[r, at.WORKER]
        for j in range(w.thin[who, at.DAYS0], w.thin[who, at.DAYS1]):
            total += toll(w, w.uses[j, at.COUNTER], 1)
    return total


@compiled
def note(w: Week, k: int) -> None:
    """Remember what a counter was."""
    i = w.num[at.LOG0] + w.num[at.LOGGED]
    w.twos[i, at.LOGGED_ROW], w.twos[i, at.LOGGED_WAS] = k, w.limits[k, at.COUNT]
    w.num[at.LOGGED] += 1


@compiled
def bump(w: Week, k: int, use: int) -> None:
    """Move a counter, remember what it was, pay or get back."""
    note(w, k)
    used = w.limits[k, at.COUNT]
    w.limits[k, at.COUNT] = used + use
    w.num[at.COST] += penalty(w, k, used + use) - penalty(w, k, used)


@compiled
def count_option(w: Week, o: int, sign: int) -> None:
    """Count a need held (+1) or no longer held (-1) in an option."""
    w.num[at.COST] += sign * w.thin[o, at.OPT_PRICE]
    for j in range(w.thin[o, at.OROW0], w.thin[o, at.OROW1]):
        bump(w, w.uses[j, at.COUNTER], sign * w.uses[j, at.USE])


@compiled
def count_seat(w: Week, q: int, r: int, v: int, sign: int) -> None:
    """Count a seat filled (+1) or emptied (-1); the route holds the visit, or did."""
    w.num[at.COST] += sign * w.thin[q, at.PAIR_PRICE]
    for j in range(w.thin[q, at.TIE0], w.thin[q, at.TIE1]):
        b = w.uses[j, at.COUNTER]
        note(w, b)
        w.limits[b, at.COUNT] += sign
        fresh = w.limits[b, at.COUNT] == (1 if sign > 0 else 0)
        if fresh and w.limits[b, at.KNOWN] == 0:
            bump(w, w.limits[b, at.BOND_COUNTER], sign)
    for j in range(w.thin[q, at.PROW0], w.thin[q, at.PROW1]):
        bump(w, w.uses[j, at.COUNTER], sign * w.uses[j, at.USE])
    for j in range(w.rows[r, at.ROW0], w.rows[r, at.ROW1]):
        bump(w, w.uses[j, at.COUNTER], sign * w.rows[v, at.MEASURE + w.uses[j, at.USE]])
    if w.rows[r, at.SIZE] == (1 if sign > 0 else 0):
        who = w.rows[r, at.WORKER]
        for j in range(w.thin[who, at.DAYS0], w.thin[who, at.DAYS1]):
            bump(w, w.uses[j, at.COUNTER], sign)
