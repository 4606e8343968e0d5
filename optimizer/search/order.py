"""Order within a worker's day: ways, hours, shift, break and rest between days.

Each route keeps, per visit, the earliest minute at which it can be left (E) and the latest
at which it can begin (L), so that a visit is tried at any place without walking the route.
Where a break is owed there are two of each: 0 before the break, 1 when it was taken at the
latest right after the visit. A break lies between two visits, somewhere on the way.

A short day owes none. For those the least minutes are kept as well: from leaving home to the
end of a visit and from its start until home, nowhere waiting; when home must be left at the
latest for the one, and when the worker is back at the earliest after the other.
"""

from optimizer.search import at
from optimizer.search.compiled import compiled
from optimizer.search.week import Week


@compiled
def up(w: Week, minute: int, origin: int) -> int:
    """Round up to the grid; a start off the grid (a pin's) is its own grid."""
    if minute <= origin:
        return origin
    grid = w.num[at.GRID]
    return minute if grid == 1 else minute + (origin - minute) % grid


@compiled
def down(w: Week, minute: int, origin: int) -> int:
    """Round down to the grid."""
    grid = w.num[at.GRID]
    return minute if grid == 1 else minute - (minute - origin) % grid


@compiled
def place_of(w: Week, v: int, r: int) -> int:
    """Tell where a seat is taken: a remote need at the worker's home."""
    place = w.rows[v, at.PLACE]
    return place if place >= 0 else w.rows[r, at.HOME]


@compiled
def refresh_forward(w: Week, r: int) -> None:
    """Earliest minutes at which visits can be left, and at which the worker is back."""
    rest, size = w.rows[r, at.REST], w.rows[r, at.SIZE]
    here, t0, t1, arrived = w.rows[r, at.HOME], w.rows[r, at.FROM_HOME], at.LATE, at.LATE
    spent, set_out = 0, w.rows[r, at.TO_HOME]
    for k in range(size):
        v, place = w.stops[r, k, at.SEAT], w.stops[r, k, at.STOP_PLACE]
        n, way, minutes = w.rows[v, at.NEED], int(w.way[0, place, here]), w.rows[v, at.MINUTES]
        w.stops[r, k, at.LEG] = way
        lo, hi = w.rows[n, at.FROM], w.rows[n, at.TO]
        a0 = up(w, t0 + way, lo)
        t0 = a0 + minutes if a0 <= hi else at.LATE
        if rest > 0:
            a1 = up(w, t1 + way, lo)
            arrived = t1 = a1 + minutes if a1 <= hi else at.LATE
            if t0 < at.LATE:
                t1 = min(t1, t0 + rest)
            set_out = min(set_out, hi - way - spent)
            spent += way + minutes
            w.stops[r, k, at.SPENT], w.stops[r, k, at.SET_OUT] = spent, set_out
        w.stops[r, k, at.E0], w.stops[r, k, at.E1] = t0, t1
        here = place
    home = int(w.way[1, here, w.rows[r, at.HOME]])
    w.rows[r, at.BACK] = (t0 if rest == 0 else arrived) + home


@compiled
def refresh_backward(w: Week, r: int) -> None:
    """Latest starts that leave room for the rest of the day."""
    rest, size = w.rows[r, at.REST], w.rows[r, at.SIZE]
    to = w.rows[r, at.HOME]
    n1, n0 = w.rows[r, at.TO_HOME], w.rows[r, at.TO_HOME] if rest == 0 else at.EARLY
    remains, home_at = 0, at.EARLY
    for k in range(size - 1, -1, -1):
        v, place = w.stops[r, k, at.SEAT], w.stops[r, k, at.STOP_PLACE]
        n, way, minutes = w.rows[v, at.NEED], int(w.way[1, place, to]), w.rows[v, at.MINUTES]
        lo, hi = w.rows[n, at.FROM], w.rows[n, at.TO]
        x0 = n0 - way - minutes
        if rest > 0:
            if k < size - 1:
                x0 = max(x0, n1 - way - rest - minutes)
            x1 = down(w, min(n1 - way - minutes, hi), lo)
            n1 = x1 if x1 >= lo else at.EARLY
            remains += way + minutes
            home_at = max(home_at, lo + remains)
            w.stops[r, k, at.REMAINS], w.stops[r, k, at.HOME_AT] = remains, home_at
        x0 = down(w, min(x0, hi), lo)
        n0 = x0 if x0 >= lo else at.EARLY
        w.stops[r, k, at.L0], w.stops[r, k, at.L1] = n0, n1 if rest > 0 else n0
        to = place


@compiled
def first_start(w: Week, r: int) -> int:
    """Earliest start of the first visit of a route."""
    v, place = w.stops[r, 0, at.SEAT], w.stops[r, 0, at.STOP_PLACE]
    lo = w.rows[w.rows[v, at.NEED], at.FROM]
    return up(w, w.rows[r, at.FROM_HOME] + int(w.way[0, place, w.rows[r, at.HOME]]), lo)


@compiled
def latest_leave(w: Week, r: int) -> int:
    """Latest minute at which the worker can leave home for the route as it is."""
    latest = w.stops[r, 0, at.L0]
    if w.rows[r, at.SHORT] != 0:
        latest = max(latest, w.stops[r, 0, at.L1])
    return latest - int(w.way[0, w.stops[r, 0, at.STOP_PLACE], w.rows[r, at.HOME]])


@compiled
def refresh_one(w: Week, r: int) -> bool:
    """Work out one route anew; False where it cannot be driven at all."""
    w.num[at.VERSIONS] += 1
    w.rows[r, at.VERSION] = w.num[at.VERSIONS]
    w.rows[r, at.SHORT] = 0
    refresh_forward(w, r)
    refresh_backward(w, r)
    size = w.rows[r, at.SIZE]
    if size == 0:
        return True
    if w.rows[r, at.REST] == 0:
        return first_start(w, r) <= w.stops[r, 0, at.L0]
    sound = first_start(w, r) <= w.stops[r, 0, at.L0]
    owed, least = w.num[at.BREAK_AFTER], least_span_now(w, r)
    if least <= owed and (w.num[at.GRID] == 1 or span_without_break(w, r, -1, -1, 0, 0) <= owed):
        w.rows[r, at.SHORT] = 1
        last = w.stops[r, size - 1, at.STOP_PLACE]
        back = w.stops[r, size - 1, at.E0] + int(w.way[1, last, w.rows[r, at.HOME]])
        w.rows[r, at.BACK] = min(w.rows[r, at.BACK], back)
        return True
    return sound


@compiled
def span_without_break(w: Week, r: int, v: int, k: int, lo: int, hi: int) -> int:
    """Minutes from leaving home to being back, as few as can be, without any break.

    With a seat ``v`` put in at place ``k`` (-1: the route as it is). Tries the latest
    departure and a few before it: the hours of the day and the grid decide.
    """
    begin = w.rows[r, at.FROM_HOME]
    earliest = _walk(w, r, v, k, lo, hi, begin)
    if earliest >= at.LATE:
        return at.LATE
    best = at.LATE
    leave = _latest_without_break(w, r, v, k, lo, hi)
    for _ in range(3):
        if leave < begin:
            break
        back = _walk(w, r, v, k, lo, hi, leave)
        if back < at.LATE:
            best = min(best, back - leave)
            if back <= earliest:
                break
        leave = leave - 5 if back >= at.LATE else min(leave - 1, earliest - best)
    return best


@compiled
def _walk(w: Week, r: int, v: int, k: int, lo: int, hi: int, leave: int) -> int:
    """When the worker is back who leaves home then and never waits longer than needed."""
    home, size = w.rows[r, at.HOME], w.rows[r, at.SIZE]
    here, t = home, leave
    for j in range(size + (1 if v >= 0 else 0)):
        if v >= 0 and j == k:
            u, place, first, last = v, place_of(w, v, r), lo, hi
        else:
            i = j - 1 if v >= 0 and j > k else j
            u, place = w.stops[r, i, at.SEAT], w.stops[r, i, at.STOP_PLACE]
            n = w.rows[u, at.NEED]
            first, last = w.rows[n, at.FROM], w.rows[n, at.TO]
        start = up(w, t + int(w.way[0, place, here]), first)
        if start > last:
            return at.LATE
        t, here = start + w.rows[u, at.MINUTES], place
    t += int(w.way[1, here, home])
    return t if t <= w.rows[r, at.TO_HOME] else at.LATE


@compiled
def _latest_without_break(w: Week, r: int, v: int, k: int, lo: int, hi: int) -> int:
    """Latest departure, with a seat put in, that still brings the worker home in time."""
    home, size = w.rows[r, at.HOME], w.rows[r, at.SIZE]
    to, x = home, w.rows[r, at.TO_HOME]
    for j in range(size + (1 if v >= 0 else 0) - 1, -1, -1):
        if v >= 0 and j == k:
            u, place, first, last = v, place_of(w, v, r), lo, hi
        else:
            i = j - 1 if v >= 0 and j > k else j
            u, place = w.stops[r, i, at.SEAT], w.stops[r, i, at.STOP_PLACE]
            n = w.rows[u, at.NEED]
            first, last = w.rows[n, at.FROM], w.rows[n, at.TO]
        x = down(w, min(x - int(w.way[1, place, to]) - w.rows[u, at.MINUTES], last), first)
        if x < first:
            return at.EARLY
        to = place
    return x - int(w.way[0, to, home])


@compiled
def best_place(w: Week, r: int, v: int, lo: int, hi: int) -> int:
    """The cheapest place for a seat on a route: extra way and, in the last bits, the position.

    NONE where there is none.
    """
    size = w.rows[r, at.SIZE]
    if size >= w.stops.shape[1]:
        return at.NONE
    home, rest, minutes = w.rows[r, at.HOME], w.rows[r, at.REST], w.rows[v, at.MINUTES]
    here, grid_end = place_of(w, v, r), w.rows[r, at.TO_HOME]
    best = at.NONE
    before, t0, t1 = home, w.rows[r, at.FROM_HOME], at.LATE
    for k in range(size + 1):
        if t0 > hi and t1 > hi:
            break
        to = int(w.way[0, here, before])
        if k < size:
            after = w.stops[r, k, at.STOP_PLACE]
            n0, n1 = w.stops[r, k, at.L0], w.stops[r, k, at.L1]
            leg = int(w.stops[r, k, at.LEG])
        else:
            after, n0, n1 = home, at.EARLY if rest > 0 else grid_end, grid_end
            leg = int(w.way[1, before, home]) if size > 0 else 0
        on = int(w.way[1, here, after])
        extra = to + on - leg
        if (extra << at.PLACES) + k < best:
            start = up(w, t0 + to, lo)
            fits = start <= hi and start + minutes + on <= n0
            if rest > 0 and not fits:
                # The break right after this visit, or taken before it, or a day too short for one.
                fits = k < size and start <= hi and start + minutes + rest + on <= n1
                if not fits:
                    start = up(w, t1 + to, lo)
                    fits = start <= hi and start + minutes + on <= n1
                if not fits:
                    fits = fits_short_day(w, r, v, k, lo, hi)
            if fits:
                best = (extra << at.PLACES) + k
        if k < size:
            before, t0, t1 = after, w.stops[r, k, at.E0], w.stops[r, k, at.E1]
    return best


@compiled
def fits_short_day(w: Week, r: int, v: int, k: int, lo: int, hi: int) -> bool:
    """Whether a day with this seat is so short that no break is owed."""
    size = w.rows[r, at.SIZE]
    if size > 0 and w.rows[r, at.SHORT] == 0:
        return False
    owed, least = w.num[at.BREAK_AFTER], least_span(w, r, v, k, lo, hi)
    return least <= owed and (w.num[at.GRID] == 1 or span_without_break(w, r, v, k, lo, hi) <= owed)


@compiled
def least_span(w: Week, r: int, v: int, k: int, lo: int, hi: int) -> int:
    """Minutes from home to home with a seat put in, if starts were bound to no grid.

    Nobody who leaves later than ``set_out`` is in time everywhere, and nobody is back before
    ``home_at``; in between there is waiting.
    """
    home, here, minutes = w.rows[r, at.HOME], place_of(w, v, r), w.rows[v, at.MINUTES]
    before, ready = home, w.rows[r, at.FROM_HOME]
    after, due, remains, home_at = home, w.rows[r, at.TO_HOME], 0, at.EARLY
    spent, set_out = 0, due
    if k > 0:
        before, ready = w.stops[r, k - 1, at.STOP_PLACE], w.stops[r, k - 1, at.E0]
        spent, set_out = w.stops[r, k - 1, at.SPENT], w.stops[r, k - 1, at.SET_OUT]
    if k < w.rows[r, at.SIZE]:
        after, due = w.stops[r, k, at.STOP_PLACE], w.stops[r, k, at.L1]
        remains, home_at = w.stops[r, k, at.REMAINS], w.stops[r, k, at.HOME_AT]
    to, on = int(w.way[0, here, before]), int(w.way[1, here, after])
    start = max(lo, ready + to)
    if start > hi or start + minutes + on > due:
        return at.LATE
    spent, remains = spent + to, remains + on + minutes
    set_out = min(set_out, min(hi, due - on - minutes) - spent)
    return max(max(home_at, start + remains) - set_out, spent + remains)


@compiled
def least_span_now(w: Week, r: int) -> int:
    """The same of a route as it is."""
    last, home = w.rows[r, at.SIZE] - 1, w.rows[r, at.HOME]
    on = int(w.way[1, w.stops[r, last, at.STOP_PLACE], home])
    back, whole = w.stops[r, last, at.E0] + on, w.stops[r, last, at.SPENT] + on
    if back > w.rows[r, at.TO_HOME]:
        return at.LATE
    set_out = min(w.stops[r, last, at.SET_OUT], w.rows[r, at.TO_HOME] - whole)
    return max(back - set_out, whole)
