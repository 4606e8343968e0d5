"""Taking needs out and putting them in, and undoing an iteration."""

import numpy as np

from optimizer.search import at
from optimizer.search.compiled import compiled
from optimizer.search.counting import count_option, count_seat
from optimizer.search.order import latest_leave, place_of, refresh_one
from optimizer.search.week import Week

BIT, NO_BIT = np.uint64(1), np.uint64(0)


@compiled
def begin(w: Week) -> None:
    """Start an iteration: nothing changed yet."""
    w.num[at.STAMP] += 1
    w.num[at.TOUCHED] = w.num[at.LOGGED] = w.num[at.CHANGED] = w.num[at.BANK] = 0
    touched = w.bits.shape[0] - 2
    for j in range(w.bits.shape[1]):
        w.bits[touched, j] = NO_BIT


@compiled
def save_route(w: Week, r: int) -> None:
    """Remember a route before its first change in this iteration."""
    if w.rows[r, at.TOUCHED_IN] == w.num[at.STAMP]:
        return
    who = w.rows[r, at.WORKER]
    w.rows[r, at.TOUCHED_IN] = w.thin[who, at.MARK] = w.num[at.STAMP]
    bit = w.thin[who, at.WORKER_BIT]
    w.bits[w.bits.shape[0] - 2, bit // 64] |= BIT << np.uint64(bit % 64)
    w.thin[w.num[at.TOUCHED], at.TOUCHED_L] = r
    w.num[at.TOUCHED] += 1
    size = w.rows[r, at.SIZE]
    w.rows[r, at.OLD_SIZE] = size
    w.rows[r, at.OLD_FROM_HOME] = w.rows[r, at.FROM_HOME]
    w.rows[r, at.OLD_TO_HOME] = w.rows[r, at.TO_HOME]
    w.rows[r, at.OLD_BACK], w.rows[r, at.OLD_SHORT] = w.rows[r, at.BACK], w.rows[r, at.SHORT]
    w.rows[r, at.OLD_VERSION] = w.rows[r, at.VERSION]
    for k in range(size):
        for j in range(at.OLD):
            w.stops[r, k, at.OLD + j] = w.stops[r, k, j]


@compiled
def save_need(w: Week, n: int) -> None:
    """Remember a need before its first change in this iteration."""
    if w.rows[n, at.CHANGED_IN] == w.num[at.STAMP]:
        return
    w.rows[n, at.CHANGED_IN] = w.num[at.STAMP]
    w.thin[w.num[at.CHANGED], at.CHANGED_L] = n
    w.num[at.CHANGED] += 1
    w.rows[n, at.OLD_OPT] = w.rows[n, at.OPT]
    w.rows[n, at.OLD_FROM], w.rows[n, at.OLD_TO] = w.rows[n, at.FROM], w.rows[n, at.TO]
    for v in range(w.rows[n, at.SEAT0], w.rows[n, at.SEAT1]):
        w.rows[v, at.OLD_ROUTE], w.rows[v, at.OLD_PAIR] = w.rows[v, at.ROUTE], w.rows[v, at.PAIR]


@compiled
def undo(w: Week, cost: int) -> None:
    """Put everything back as it was when the iteration began."""
    for j in range(w.num[at.LOGGED] - 1, -1, -1):
        i = w.num[at.LOG0] + j
        w.limits[w.twos[i, at.LOGGED_ROW], at.COUNT] = w.twos[i, at.LOGGED_WAS]
    for j in range(w.num[at.TOUCHED]):
        r = w.thin[j, at.TOUCHED_L]
        size = w.rows[r, at.OLD_SIZE]
        w.rows[r, at.SIZE] = size
        w.rows[r, at.FROM_HOME] = w.rows[r, at.OLD_FROM_HOME]
        w.rows[r, at.TO_HOME] = w.rows[r, at.OLD_TO_HOME]
        w.rows[r, at.BACK], w.rows[r, at.SHORT] = w.rows[r, at.OLD_BACK], w.rows[r, at.OLD_SHORT]
        w.rows[r, at.VERSION] = w.rows[r, at.OLD_VERSION]
        for k in range(size):
            for i in range(at.OLD):
                w.stops[r, k, i] = w.stops[r, k, at.OLD + i]
    for j in range(w.num[at.CHANGED]):
        n = w.thin[j, at.CHANGED_L]
        if w.rows[n, at.OPT] < 0 <= w.rows[n, at.OLD_OPT]:
            bring_in(w, n)
        elif w.rows[n, at.OLD_OPT] < 0 <= w.rows[n, at.OPT]:
            leave_out(w, n)
        w.rows[n, at.OPT] = w.rows[n, at.OLD_OPT]
        w.rows[n, at.FROM], w.rows[n, at.TO] = w.rows[n, at.OLD_FROM], w.rows[n, at.OLD_TO]
        for v in range(w.rows[n, at.SEAT0], w.rows[n, at.SEAT1]):
            w.rows[v, at.ROUTE] = w.rows[v, at.OLD_ROUTE]
            w.rows[v, at.PAIR] = w.rows[v, at.OLD_PAIR]
    w.num[at.COST] = cost


@compiled
def leave_out(w: Week, n: int) -> None:
    """List a need among those left out."""
    w.thin[w.num[at.ABSENT], at.ABSENT_L] = n
    w.rows[n, at.ABSENT_AT] = w.num[at.ABSENT]
    w.num[at.ABSENT] += 1


@compiled
def bring_in(w: Week, n: int) -> None:
    """Take a need off the list of those left out; the last one takes its place."""
    w.num[at.ABSENT] -= 1
    last, i = w.thin[w.num[at.ABSENT], at.ABSENT_L], w.rows[n, at.ABSENT_AT]
    w.thin[i, at.ABSENT_L] = last
    w.rows[last, at.ABSENT_AT], w.rows[n, at.ABSENT_AT] = i, -1


@compiled
def is_full(w: Week) -> bool:
    """Whether no more needs can be lined up in this iteration."""
    return w.num[at.BANK] >= len(w.keys)


@compiled
def logged_beyond(w: Week, share: int) -> bool:
    """Whether the log could not hold a need that goes in and comes out again in its share."""
    room = (len(w.twos) - w.num[at.LOG0]) // share
    return w.num[at.LOGGED] + 2 * w.num[at.MOVED] > room


@compiled
def into_bank(w: Week, n: int, near_only: int) -> None:
    """Line a need up to be put in again; ``near_only``: only on the routes just touched."""
    if w.rows[n, at.BANKED_IN] == w.num[at.STAMP] or w.rows[n, at.FROZEN] != 0 or is_full(w):
        return
    w.rows[n, at.BANKED_IN] = w.num[at.STAMP]
    w.thin[w.num[at.BANK], at.BANK_L], w.thin[w.num[at.BANK], at.BANK_NEAR] = n, near_only
    w.num[at.BANK] += 1


@compiled
def position(w: Week, r: int, v: int) -> int:
    """Tell where on a route a seat is."""
    for k in range(w.rows[r, at.SIZE]):
        if w.stops[r, k, at.SEAT] == v:
            return k
    return -1


@compiled
def empty_seat(w: Week, v: int) -> None:
    """Take one seat off its route; the times of the route are worked out later."""
    r = w.rows[v, at.ROUTE]
    save_route(w, r)
    k, home = position(w, r, v), w.rows[r, at.HOME]
    size = w.rows[r, at.SIZE] - 1
    here = w.stops[r, k, at.STOP_PLACE]
    before = home if k == 0 else w.stops[r, k - 1, at.STOP_PLACE]
    after = home if k == size else w.stops[r, k + 1, at.STOP_PLACE]
    w.rows[r, at.SIZE] = size
    for j in range(k, size):
        for i in range(at.OLD):
            w.stops[r, j, i] = w.stops[r, j + 1, i]
    saved = int(w.way[0, here, before]) + int(w.way[0, after, here])
    if size > 0:
        saved -= int(w.way[0, after, before])
    w.num[at.COST] -= saved * w.num[at.WAY_PRICE]
    count_seat(w, w.rows[v, at.PAIR], r, v, -1)
    w.rows[v, at.ROUTE] = w.rows[v, at.PAIR] = -1


@compiled
def take_out(w: Week, n: int) -> None:
    """Leave a need out and line it up; its routes are refreshed later.

    Not where too many were taken out already: half of the log is for putting them in.
    """
    o = w.rows[n, at.OPT]
    if o < 0 or w.rows[n, at.FROZEN] != 0 or is_full(w) or logged_beyond(w, 2):
        return
    save_need(w, n)
    for v in range(w.rows[n, at.SEAT0], w.rows[n, at.SEAT1]):
        empty_seat(w, v)
    count_option(w, o, -1)
    w.num[at.COST] += w.rows[n, at.LEAVE]
    w.rows[n, at.OPT] = -1
    leave_out(w, n)
    into_bank(w, n, 0)


@compiled
def seat_in(w: Week, v: int, r: int, k: int, q: int) -> None:
    """Put a seat on a route; the hours of its need are set already. Times are stale after it."""
    save_route(w, r)
    home, here, size = w.rows[r, at.HOME], place_of(w, v, r), w.rows[r, at.SIZE]
    before = home if k == 0 else w.stops[r, k - 1, at.STOP_PLACE]
    after = home if k == size else w.stops[r, k, at.STOP_PLACE]
    added = int(w.way[0, here, before]) + int(w.way[0, after, here])
    if size > 0:
        added -= int(w.way[0, after, before])
    w.num[at.COST] += added * w.num[at.WAY_PRICE]
    for j in range(size, k, -1):
        for i in range(at.OLD):
            w.stops[r, j, i] = w.stops[r, j - 1, i]
    w.stops[r, k, at.SEAT], w.stops[r, k, at.STOP_PLACE] = v, here
    w.rows[r, at.SIZE] = size + 1
    w.rows[v, at.ROUTE], w.rows[v, at.PAIR] = r, q
    count_seat(w, q, r, v, 1)


@compiled
def serve(w: Week, n: int, o: int, lo: int, hi: int) -> None:
    """Hold a need in an option between two minutes; its seats follow."""
    save_need(w, n)
    w.rows[n, at.OPT], w.rows[n, at.FROM], w.rows[n, at.TO] = o, lo, hi
    w.num[at.COST] -= w.rows[n, at.LEAVE]
    count_option(w, o, 1)
    bring_in(w, n)


@compiled
def step_back(w: Week, n: int) -> None:
    """Leave a need out again whose seats together break a must they kept one by one."""
    for v in range(w.rows[n, at.SEAT0], w.rows[n, at.SEAT1]):
        r = w.rows[v, at.ROUTE]
        if r >= 0:
            empty_seat(w, v)
            refresh(w, r)
    count_option(w, w.rows[n, at.OPT], -1)
    w.num[at.COST] += w.rows[n, at.LEAVE]
    w.rows[n, at.OPT] = -1
    leave_out(w, n)


@compiled
def refresh(w: Week, r: int) -> bool:
    """Work out a route anew, and the days that its rest ties to it. False: it cannot be driven."""
    sound = refresh_one(w, r)
    d = r
    while w.rows[d, at.WEEKDAY] < 6 and w.rows[d + 1, at.AFTER_DAY] != 0:
        begin = w.rows[d + 1, at.BEGIN]
        if w.rows[d, at.SIZE] > 0:
            begin = max(begin, w.rows[d, at.BACK] + w.num[at.DAILY_REST])
        d += 1
        if begin == w.rows[d, at.FROM_HOME]:
            break
        save_route(w, d)
        w.rows[d, at.FROM_HOME] = begin
        sound &= refresh_one(w, d)
    d = r
    while w.rows[d, at.WEEKDAY] > 0 and w.rows[d, at.AFTER_DAY] != 0:
        end = w.rows[d - 1, at.END]
        if w.rows[d, at.SIZE] > 0:
            end = min(end, latest_leave(w, d) - w.num[at.DAILY_REST])
        d -= 1
        if end == w.rows[d, at.TO_HOME]:
            break
        save_route(w, d)
        w.rows[d, at.TO_HOME] = end
        sound &= refresh_one(w, d)
    who = w.rows[r, at.WORKER]
    return sound and (w.thin[who, at.WATCHED] == 0 or has_weekly_rest(w, r))


@compiled
def has_weekly_rest(w: Week, r: int) -> bool:
    """Whether some stretch between two working days is long enough."""
    who, monday = w.rows[r, at.WORKER], r - w.rows[r, at.WEEKDAY]
    free, longest, some = w.thin[who, at.OPENS], 0, False
    for day in range(monday, monday + 7):
        if w.rows[day, at.SIZE] > 0:
            some = True
            longest = max(longest, latest_leave(w, day) - free)
            free = w.rows[day, at.BACK]
    longest = max(longest, w.thin[who, at.CLOSES] - free)
    return not some or longest >= w.num[at.WEEKLY_REST]


@compiled
def refresh_touched(w: Week) -> bool:
    """Work out all routes changed; False where taking visits out left one that cannot be driven."""
    sound = True
    for j in range(w.num[at.TOUCHED]):
        sound &= refresh(w, w.thin[j, at.TOUCHED_L])
    return sound
