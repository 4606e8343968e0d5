"""Order within a worker's day: ways, hours, shift, break and rest between days.

Each route keeps, per visit, the earliest minute at which it can be left (E) and the latest
at which it can begin (L), so that a visit is tried at any place without walking the route.
Where a break is owed there are two of each: 0 before the break, 1 when it was taken at the
latest right after the visit. A break lies between two visits, somewhere on the way.
"""

from optimizer.search import at
from optimizer.search.compiled import compiled
from optimizer.search.packed import Packed
from optimizer.search.state import State


@compiled
def up(c: Packed, minute: int, origin: int) -> int:
    """Round up to the grid; a start off the grid (a pin's) is its own grid."""
    if minute <= origin:
        return origin
    grid = c.figure[at.GRID]
    return minute if grid == 1 else minute + (origin - minute) % grid


@compiled
def down(c: Packed, minute: int, origin: int) -> int:
    """Round down to the grid."""
    grid = c.figure[at.GRID]
    return minute if grid == 1 else minute - (minute - origin) % grid


@compiled
def place_of(c: Packed, v: int, r: int) -> int:
    """Tell where a seat is taken: a remote need at the worker's home."""
    place = c.seat[v, at.PLACE]
    return place if place >= 0 else c.route[r, at.HOME]


@compiled
def refresh_forward(c: Packed, s: State, r: int) -> None:
    """Earliest minutes at which visits can be left, and at which the worker is back."""
    rest, size = c.route[r, at.REST], s.tour[r, at.SIZE]
    here, t0, t1, arrived = c.route[r, at.HOME], s.tour[r, at.FROM_HOME], at.LATE, at.LATE
    for k in range(size):
        v, place = s.stop[r, k, at.SEAT], s.stop[r, k, at.STOP_PLACE]
        n, way, minutes = c.seat[v, at.NEED], c.way[place, here], c.seat[v, at.MINUTES]
        lo, hi = s.served[n, at.FROM], s.served[n, at.TO]
        a0 = up(c, t0 + way, lo)
        t0 = a0 + minutes if a0 <= hi else at.LATE
        if rest > 0:
            a1 = up(c, t1 + way, lo)
            arrived = t1 = a1 + minutes if a1 <= hi else at.LATE
            if t0 < at.LATE:
                t1 = min(t1, t0 + rest)
        s.stop[r, k, at.E0], s.stop[r, k, at.E1] = t0, t1
        here = place
    s.tour[r, at.BACK] = (t0 if rest == 0 else arrived) + c.way_from[here, c.route[r, at.HOME]]


@compiled
def refresh_backward(c: Packed, s: State, r: int) -> None:
    """Latest starts that leave room for the rest of the day."""
    rest, size = c.route[r, at.REST], s.tour[r, at.SIZE]
    to = c.route[r, at.HOME]
    n1, n0 = s.tour[r, at.TO_HOME], s.tour[r, at.TO_HOME] if rest == 0 else at.EARLY
    for k in range(size - 1, -1, -1):
        v, place = s.stop[r, k, at.SEAT], s.stop[r, k, at.STOP_PLACE]
        n, way, minutes = c.seat[v, at.NEED], c.way_from[place, to], c.seat[v, at.MINUTES]
        lo, hi = s.served[n, at.FROM], s.served[n, at.TO]
        x0 = n0 - way - minutes
        if rest > 0:
            if k < size - 1:
                x0 = max(x0, n1 - way - rest - minutes)
            x1 = down(c, min(n1 - way - minutes, hi), lo)
            n1 = x1 if x1 >= lo else at.EARLY
        x0 = down(c, min(x0, hi), lo)
        n0 = x0 if x0 >= lo else at.EARLY
        s.stop[r, k, at.L0], s.stop[r, k, at.L1] = n0, n1 if rest > 0 else n0
        to = place


@compiled
def first_start(c: Packed, s: State, r: int) -> int:
    """Earliest start of the first visit of a route."""
    v, place = s.stop[r, 0, at.SEAT], s.stop[r, 0, at.STOP_PLACE]
    lo = s.served[c.seat[v, at.NEED], at.FROM]
    return up(c, s.tour[r, at.FROM_HOME] + c.way[place, c.route[r, at.HOME]], lo)


@compiled
def latest_leave(c: Packed, s: State, r: int) -> int:
    """Latest minute at which the worker can leave home for the route as it is."""
    latest = s.stop[r, 0, at.L0]
    if s.tour[r, at.SHORT] != 0:
        latest = max(latest, s.stop[r, 0, at.L1])
    return latest - c.way[s.stop[r, 0, at.STOP_PLACE], c.route[r, at.HOME]]


@compiled
def refresh_one(c: Packed, s: State, r: int) -> bool:
    """Work out one route anew; False where it cannot be driven at all."""
    s.num[at.VERSION] += 1
    s.version[r, 0] = s.num[at.VERSION]
    s.tour[r, at.SHORT] = 0
    refresh_forward(c, s, r)
    refresh_backward(c, s, r)
    size = s.tour[r, at.SIZE]
    if size == 0:
        return True
    if c.route[r, at.REST] == 0:
        return first_start(c, s, r) <= s.stop[r, 0, at.L0]
    sound = first_start(c, s, r) <= s.stop[r, 0, at.L0]
    if span_without_break(c, s, r, -1, -1, 0, 0) <= c.figure[at.BREAK_AFTER]:
        s.tour[r, at.SHORT] = 1
        last = s.stop[r, size - 1, at.STOP_PLACE]
        back = s.stop[r, size - 1, at.E0] + c.way_from[last, c.route[r, at.HOME]]
        s.tour[r, at.BACK] = min(s.tour[r, at.BACK], back)
        return True
    return sound


@compiled
def span_without_break(c: Packed, s: State, r: int, v: int, k: int, lo: int, hi: int) -> int:
    """Minutes from leaving home to being back, as few as can be, without any break.

    With a seat ``v`` put in at place ``k`` (-1: the route as it is). Tries the latest
    departure and a few before it: the hours of the day and the grid decide.
    """
    begin = s.tour[r, at.FROM_HOME]
    earliest = _walk(c, s, r, v, k, lo, hi, begin)
    if earliest >= at.LATE:
        return at.LATE
    best = at.LATE
    leave = _latest_without_break(c, s, r, v, k, lo, hi)
    for _ in range(3):
        if leave < begin:
            break
        back = _walk(c, s, r, v, k, lo, hi, leave)
        if back < at.LATE:
            best = min(best, back - leave)
            if back <= earliest:
                break
        leave = leave - 5 if back >= at.LATE else min(leave - 1, earliest - best)
    return best


@compiled
def _walk(c: Packed, s: State, r: int, v: int, k: int, lo: int, hi: int, leave: int) -> int:
    """When the worker is back who leaves home then and never waits longer than needed."""
    home, size = c.route[r, at.HOME], s.tour[r, at.SIZE]
    here, t = home, leave
    for j in range(size + (1 if v >= 0 else 0)):
        if v >= 0 and j == k:
            u, place, first, last = v, place_of(c, v, r), lo, hi
        else:
            i = j - 1 if v >= 0 and j > k else j
            u, place = s.stop[r, i, at.SEAT], s.stop[r, i, at.STOP_PLACE]
            n = c.seat[u, at.NEED]
            first, last = s.served[n, at.FROM], s.served[n, at.TO]
        start = up(c, t + c.way[place, here], first)
        if start > last:
            return at.LATE
        t, here = start + c.seat[u, at.MINUTES], place
    t += c.way_from[here, home]
    return t if t <= s.tour[r, at.TO_HOME] else at.LATE


@compiled
def _latest_without_break(
    c: Packed, s: State, r: int, v: int, k: int, lo: int, hi: int
) -> int:
    """Latest departure, with a seat put in, that still brings the worker home in time."""
    home, size = c.route[r, at.HOME], s.tour[r, at.SIZE]
    to, x = home, s.tour[r, at.TO_HOME]
    for j in range(size + (1 if v >= 0 else 0) - 1, -1, -1):
        if v >= 0 and j == k:
            u, place, first, last = v, place_of(c, v, r), lo, hi
        else:
            i = j - 1 if v >= 0 and j > k else j
            u, place = s.stop[r, i, at.SEAT], s.stop[r, i, at.STOP_PLACE]
            n = c.seat[u, at.NEED]
            first, last = s.served[n, at.FROM], s.served[n, at.TO]
        x = down(c, min(x - c.way_from[place, to] - c.seat[u, at.MINUTES], last), first)
        if x < first:
            return at.EARLY
        to = place
    return x - c.way[to, home]


@compiled
def best_place(c: Packed, s: State, r: int, v: int, lo: int, hi: int) -> int:
    """The cheapest place for a seat on a route: extra way * 64 + position; NONE if there is none."""
    size = s.tour[r, at.SIZE]
    if size >= s.stop.shape[1]:
        return at.NONE
    home, rest, minutes = c.route[r, at.HOME], c.route[r, at.REST], c.seat[v, at.MINUTES]
    here, grid_end = place_of(c, v, r), s.tour[r, at.TO_HOME]
    best = at.NONE
    before, t0, t1 = home, s.tour[r, at.FROM_HOME], at.LATE
    for k in range(size + 1):
        if t0 > hi and t1 > hi:
            break
        to = int(c.way[here, before])
        if k < size:
            after = s.stop[r, k, at.STOP_PLACE]
            n0, n1 = s.stop[r, k, at.L0], s.stop[r, k, at.L1]
        else:
            after, n0, n1 = home, at.EARLY if rest > 0 else grid_end, grid_end
        on = int(c.way_from[here, after])
        extra = to + on - int(c.way_from[before, after]) if size > 0 else to + on
        if extra * 64 + k < best:
            start = up(c, t0 + to, lo)
            fits = start <= hi and start + minutes + on <= n0
            if rest > 0 and not fits:
                # The break right after this visit, or taken before it, or a day too short for one.
                fits = k < size and start <= hi and start + minutes + rest + on <= n1
                if not fits:
                    start = up(c, t1 + to, lo)
                    fits = start <= hi and start + minutes + on <= n1
                if not fits:
                    fits = fits_short_day(c, s, r, v, k, lo, hi)
            if fits:
                best = extra * 64 + k
        if k < size:
            before, t0, t1 = after, s.stop[r, k, at.E0], s.stop[r, k, at.E1]
    return best


@compiled
def fits_short_day(c: Packed, s: State, r: int, v: int, k: int, lo: int, hi: int) -> bool:
    """Whether a day with this seat is so short that no break is owed."""
    size = s.tour[r, at.SIZE]
    if size > 0 and s.tour[r, at.SHORT] == 0:
        return False
    return span_without_break(c, s, r, v, k, lo, hi) <= c.figure[at.BREAK_AFTER]
