"""Taking needs out and putting them in, and undoing an iteration."""

import numpy as np

from optimizer.search import at
from optimizer.search.compiled import compiled
from optimizer.search.counting import count_option, count_seat
from optimizer.search.order import latest_leave, place_of, refresh_one
from optimizer.search.packed import Packed
from optimizer.search.state import State

BIT = np.uint64(1)


@compiled
def begin(s: State) -> None:
    """Start an iteration: nothing changed yet."""
    s.num[at.STAMP] += 1
    s.num[at.TOUCHED] = s.num[at.LOGGED] = s.num[at.CHANGED] = s.num[at.BANK] = 0
    for j in range(len(s.touched)):
        s.touched[j] = np.uint64(0)


@compiled
def save_route(s: State, r: int) -> None:
    """Remember a route before its first change in this iteration."""
    if s.tour[r, at.MARK] == s.num[at.STAMP]:
        return
    w = r // 7
    s.tour[r, at.MARK] = s.worker_mark[w] = s.num[at.STAMP]
    s.touched[w // 64] |= BIT << np.uint64(w % 64)
    s.lists[s.num[at.TOUCHED], at.TOUCHED_L] = r
    s.num[at.TOUCHED] += 1
    size = s.tour[r, at.SIZE]
    s.tour[r, at.OLD_SIZE] = size
    s.tour[r, at.OLD_FROM_HOME] = s.tour[r, at.FROM_HOME]
    s.tour[r, at.OLD_TO_HOME] = s.tour[r, at.TO_HOME]
    s.tour[r, at.OLD_BACK], s.tour[r, at.OLD_SHORT] = s.tour[r, at.BACK], s.tour[r, at.SHORT]
    s.version[r, 1] = s.version[r, 0]
    for k in range(size):
        for j in range(6):
            s.old_stop[r, k, j] = s.stop[r, k, j]


@compiled
def save_need(c: Packed, s: State, n: int) -> None:
    """Remember a need before its first change in this iteration."""
    if s.banked[n, 0] == s.num[at.STAMP]:
        return
    s.banked[n, 0] = s.num[at.STAMP]
    s.lists[s.num[at.CHANGED], at.CHANGED_L] = n
    s.num[at.CHANGED] += 1
    s.served[n, at.OLD_OPT] = s.served[n, at.OPT]
    s.served[n, at.OLD_FROM], s.served[n, at.OLD_TO] = s.served[n, at.FROM], s.served[n, at.TO]
    for v in range(c.need[n, at.SEAT0], c.need[n + 1, at.SEAT0]):
        s.chair[v, at.OLD_ROUTE], s.chair[v, at.OLD_PAIR] = s.chair[v, at.ROUTE], s.chair[v, at.PAIR]


@compiled
def undo(c: Packed, s: State, cost: int) -> None:
    """Put everything back as it was when the iteration began."""
    for j in range(s.num[at.LOGGED] - 1, -1, -1):
        s.count[s.log[j, at.LOG_COUNTER]] = s.log[j, at.LOG_WAS]
    for j in range(s.num[at.TOUCHED]):
        r = s.lists[j, at.TOUCHED_L]
        size = s.tour[r, at.OLD_SIZE]
        s.tour[r, at.SIZE] = size
        s.tour[r, at.FROM_HOME] = s.tour[r, at.OLD_FROM_HOME]
        s.tour[r, at.TO_HOME] = s.tour[r, at.OLD_TO_HOME]
        s.tour[r, at.BACK], s.tour[r, at.SHORT] = s.tour[r, at.OLD_BACK], s.tour[r, at.OLD_SHORT]
        s.version[r, 0] = s.version[r, 1]
        for k in range(size):
            for i in range(6):
                s.stop[r, k, i] = s.old_stop[r, k, i]
    for j in range(s.num[at.CHANGED]):
        n = s.lists[j, at.CHANGED_L]
        if (s.served[n, at.OPT] < 0) != (s.served[n, at.OLD_OPT] < 0):
            set_absent(s, n, s.served[n, at.OLD_OPT] < 0)
        s.served[n, at.OPT] = s.served[n, at.OLD_OPT]
        s.served[n, at.FROM], s.served[n, at.TO] = s.served[n, at.OLD_FROM], s.served[n, at.OLD_TO]
        for v in range(c.need[n, at.SEAT0], c.need[n + 1, at.SEAT0]):
            s.chair[v, at.ROUTE] = s.chair[v, at.OLD_ROUTE]
            s.chair[v, at.PAIR] = s.chair[v, at.OLD_PAIR]
    s.num[at.COST] = cost


@compiled
def set_absent(s: State, n: int, absent: bool) -> None:  # noqa: FBT001 compiled
    """Keep the list of needs left out."""
    if absent:
        s.lists[s.num[at.ABSENT], at.ABSENT_L] = n
        s.served[n, at.ABSENT_AT] = s.num[at.ABSENT]
        s.num[at.ABSENT] += 1
        return
    s.num[at.ABSENT] -= 1
    last, i = s.lists[s.num[at.ABSENT], at.ABSENT_L], s.served[n, at.ABSENT_AT]
    s.lists[i, at.ABSENT_L] = last
    s.served[last, at.ABSENT_AT], s.served[n, at.ABSENT_AT] = i, -1


@compiled
def into_bank(s: State, n: int, near_only: int) -> None:
    """Line a need up to be put in again; ``near_only``: only on the routes just touched."""
    if s.banked[n, 1] == s.num[at.STAMP]:
        return
    s.banked[n, 1] = s.num[at.STAMP]
    s.lists[s.num[at.BANK], at.BANK_L], s.lists[s.num[at.BANK], at.BANK_NEAR] = n, near_only
    s.num[at.BANK] += 1


@compiled
def position(s: State, r: int, v: int) -> int:
    """Tell where on a route a seat is."""
    for k in range(s.tour[r, at.SIZE]):
        if s.stop[r, k, at.SEAT] == v:
            return k
    return -1


@compiled
def empty_seat(c: Packed, s: State, v: int) -> None:
    """Take one seat off its route; the times of the route are worked out later."""
    r = s.chair[v, at.ROUTE]
    save_route(s, r)
    k, home = position(s, r, v), c.route[r, at.HOME]
    size = s.tour[r, at.SIZE] - 1
    here = s.stop[r, k, at.STOP_PLACE]
    before = home if k == 0 else s.stop[r, k - 1, at.STOP_PLACE]
    after = home if k == size else s.stop[r, k + 1, at.STOP_PLACE]
    s.tour[r, at.SIZE] = size
    for j in range(k, size):
        for i in range(6):
            s.stop[r, j, i] = s.stop[r, j + 1, i]
    saved = int(c.way[here, before]) + c.way[after, here]
    if size > 0:
        saved -= c.way[after, before]
    s.num[at.COST] -= saved * c.figure[at.WAY_PRICE]
    count_seat(c, s, s.chair[v, at.PAIR], r, v, -1)
    s.chair[v, at.ROUTE] = s.chair[v, at.PAIR] = -1


@compiled
def take_out(c: Packed, s: State, n: int) -> None:
    """Leave a need out and line it up; its routes are refreshed later."""
    o = s.served[n, at.OPT]
    if o < 0 or s.num[at.LOGGED] * 2 > len(s.log):
        return
    save_need(c, s, n)
    for v in range(c.need[n, at.SEAT0], c.need[n + 1, at.SEAT0]):
        empty_seat(c, s, v)
    count_option(c, s, o, -1)
    s.num[at.COST] += c.need[n, at.LEAVE]
    s.served[n, at.OPT] = -1
    set_absent(s, n, True)
    into_bank(s, n, 0)


@compiled
def seat_in(c: Packed, s: State, v: int, r: int, k: int, q: int) -> None:
    """Put a seat on a route; the hours of its need are set already. Times are stale after it."""
    save_route(s, r)
    home, here, size = c.route[r, at.HOME], place_of(c, v, r), s.tour[r, at.SIZE]
    before = home if k == 0 else s.stop[r, k - 1, at.STOP_PLACE]
    after = home if k == size else s.stop[r, k, at.STOP_PLACE]
    added = int(c.way[here, before]) + c.way[after, here]
    if size > 0:
        added -= c.way[after, before]
    s.num[at.COST] += added * c.figure[at.WAY_PRICE]
    for j in range(size, k, -1):
        for i in range(6):
            s.stop[r, j, i] = s.stop[r, j - 1, i]
    s.stop[r, k, at.SEAT], s.stop[r, k, at.STOP_PLACE] = v, here
    s.tour[r, at.SIZE] = size + 1
    s.chair[v, at.ROUTE], s.chair[v, at.PAIR] = r, q
    count_seat(c, s, q, r, v, 1)


@compiled
def serve(c: Packed, s: State, n: int, o: int, lo: int, hi: int) -> None:
    """Hold a need in an option between two minutes; its seats follow."""
    save_need(c, s, n)
    s.served[n, at.OPT], s.served[n, at.FROM], s.served[n, at.TO] = o, lo, hi
    s.num[at.COST] -= c.need[n, at.LEAVE]
    count_option(c, s, o, 1)
    set_absent(s, n, False)


@compiled
def step_back(c: Packed, s: State, n: int) -> None:
    """Leave a need out again whose seats together break a must they kept one by one."""
    for v in range(c.need[n, at.SEAT0], c.need[n + 1, at.SEAT0]):
        r = s.chair[v, at.ROUTE]
        if r >= 0:
            empty_seat(c, s, v)
            refresh(c, s, r)
    count_option(c, s, s.served[n, at.OPT], -1)
    s.num[at.COST] += c.need[n, at.LEAVE]
    s.served[n, at.OPT] = -1
    set_absent(s, n, True)


@compiled
def refresh(c: Packed, s: State, r: int) -> bool:
    """Work out a route anew, and the days that its rest ties to it. False: it cannot be driven."""
    sound = refresh_one(c, s, r)
    day = r % 7
    d = r
    while d % 7 < 6 and c.route[d + 1, at.AFTER_DAY] != 0:
        begin = c.route[d + 1, at.BEGIN]
        if s.tour[d, at.SIZE] > 0:
            begin = max(begin, s.tour[d, at.BACK] + c.figure[at.DAILY_REST])
        d += 1
        if begin == s.tour[d, at.FROM_HOME]:
            break
        save_route(s, d)
        s.tour[d, at.FROM_HOME] = begin
        sound &= refresh_one(c, s, d)
    d = r
    while day > 0 and d % 7 > 0 and c.route[d, at.AFTER_DAY] != 0:
        end = c.route[d - 1, at.END]
        if s.tour[d, at.SIZE] > 0:
            end = min(end, latest_leave(c, s, d) - c.figure[at.DAILY_REST])
        d -= 1
        if end == s.tour[d, at.TO_HOME]:
            break
        save_route(s, d)
        s.tour[d, at.TO_HOME] = end
        sound &= refresh_one(c, s, d)
    return sound and (c.worker[r // 7, at.WATCHED] == 0 or has_weekly_rest(c, s, r // 7))


@compiled
def has_weekly_rest(c: Packed, s: State, w: int) -> bool:
    """Whether some stretch between two working days is long enough."""
    free, longest, some = c.worker[w, at.OPENS], 0, False
    for day in range(7):
        r = w * 7 + day
        if s.tour[r, at.SIZE] > 0:
            some = True
            longest = max(longest, latest_leave(c, s, r) - free)
            free = s.tour[r, at.BACK]
    longest = max(longest, c.worker[w, at.CLOSES] - free)
    return not some or longest >= c.figure[at.WEEKLY_REST]


@compiled
def refresh_touched(c: Packed, s: State) -> bool:
    """Work out all routes changed; False where taking visits out left one that cannot be driven."""
    sound = True
    for j in range(s.num[at.TOUCHED]):
        sound &= refresh(c, s, s.lists[j, at.TOUCHED_L])
    return sound
