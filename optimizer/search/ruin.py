"""What is taken out together: the neighbourhoods."""

from optimizer.search import at
from optimizer.search.compiled import below, compiled, draw
from optimizer.search.counting import option_toll, pair_toll, route_toll
from optimizer.search.moves import (
    into_bank,
    logged_beyond,
    position,
    refresh,
    refresh_touched,
    seat_in,
    serve,
    step_back,
    take_out,
)
from optimizer.search.week import Week

KINDS = (
    "near on any day",
    "near on one day",
    "near at one hour",
    "clients",
    "room for one left out",
    "two days of work",
    "a worker's week",
    "a team",
    "scattered",
    "a day opened",
)
"""Neighbourhoods, in the order of the shares."""
SHARES = (0.15, 0.30, 0.10, 0.08, 0.20, 0.04, 0.06, 0.03, 0.04, 0.0)
"""How often each. A day is opened only where a first visit costs more
than leaving it out: never in weeks at our prices, which are a little worse off for trying it."""
ANY_DAY, ONE_DAY, ONE_HOUR, CLIENTS, ROOM, TWO_DAYS, WEEK, TEAM, SCATTERED, OPENED = range(10)

HOUR = 90
"""Minutes around a moment that count as the same hour."""


@compiled
def string(w: Week, r: int, k: int, longest: int) -> None:
    """Take out a run of visits of a route around position ``k``."""
    size = w.rows[r, at.SIZE]
    length = min(size, 1 + below(w, min(size, longest)))
    start = max(0, min(k - below(w, length), size - length))
    for j in range(length):
        w.scratch[j, at.RUN] = w.stops[r, start + j, at.SEAT]
    for j in range(length):
        take_out(w, w.rows[w.scratch[j, at.RUN], at.NEED])


@compiled
def some_served(w: Week) -> int:
    """Draw a need that is served; -1 where none was hit upon."""
    active = w.num[at.ACTIVE]
    for _ in range(20):
        n = w.thin[below(w, active), at.ACTIVE_L]
        if w.rows[n, at.OPT] >= 0:
            return n
    return -1


@compiled
def some_absent(w: Week) -> int:
    """Draw a need that is left out; -1 where there is none."""
    absent = w.num[at.ABSENT]
    return w.thin[below(w, absent), at.ABSENT_L] if absent > 0 else -1


@compiled
def ruin_near(w: Week, seed: int, kind: int) -> None:
    """Strings in the routes that serve a need and its neighbours."""
    strings, day, when = 1 + below(w, w.num[at.STRINGS]), -1, 0
    v = w.rows[seed, at.SEAT0]
    if kind != ANY_DAY and w.rows[seed, at.OPT] >= 0:
        r = w.rows[v, at.ROUTE]
        day, when = w.rows[r, at.WEEKDAY], w.stops[r, position(w, r, v), at.E0]
    listed = 1 if kind == ONE_HOUR or draw(w) < 0.5 else 0
    got = 0
    for i in range(-1, w.near.shape[2]):
        n = seed if i < 0 else w.near[listed, w.rows[seed, at.NEAR], i]
        if n < 0 or got >= strings:
            return
        v = w.rows[n, at.SEAT0]
        r = w.rows[v, at.ROUTE]
        if (
            r < 0
            or w.rows[r, at.RUINED_IN] == w.num[at.STAMP]
            or (day >= 0 and w.rows[r, at.WEEKDAY] != day)
        ):
            continue
        k = position(w, r, v)
        if kind == ONE_HOUR and abs(w.stops[r, k, at.E0] - when) > HOUR:
            continue
        w.rows[r, at.RUINED_IN] = w.num[at.STAMP]
        string(w, r, k, 2 if kind == ONE_HOUR else w.num[at.LONGEST_STRING])
        got += 1


@compiled
def take_client(w: Week, n: int) -> None:
    """Take out every meeting of the first client of a need."""
    i = w.rows[n, at.MEMBER0]
    for j in range(w.uses[i, at.FIRST], w.uses[i, at.AFTER_LAST]):
        take_out(w, w.uses[j, at.COUNTER])
        into_bank(w, w.uses[j, at.COUNTER], 0)


@compiled
def ruin_clients(w: Week, seed: int) -> None:
    """Every meeting of a client and of a few neighbours."""
    take_client(w, seed)
    for _ in range(below(w, 4)):
        n = w.near[0, w.rows[seed, at.NEAR], below(w, w.near.shape[2])]
        if n >= 0:
            take_client(w, n)


@compiled
def ruin_hosts(w: Week, seed: int) -> None:
    """Room for a need: strings around its hours on routes that could take it."""
    take_out(w, seed)
    into_bank(w, seed, 0)
    if draw(w) < 0.3:
        take_client(w, seed)
    many = w.rows[seed, at.OPT1] - w.rows[seed, at.OPT0]
    if many == 0:
        return
    o = w.rows[seed, at.OPT0] + below(w, many)
    when = (w.thin[o, at.LO] + w.thin[o, at.HI]) // 2
    for v in range(w.rows[seed, at.SEAT0], w.rows[seed, at.SEAT1]):
        pairs = w.rows[v, at.PAIR1] - w.rows[v, at.PAIR0]
        for _ in range(min(1 + below(w, 3), pairs)):
            q = w.rows[v, at.PAIR0] + below(w, pairs)
            r = w.thin[q, at.ROUTE0] + w.thin[o, at.DAY]
            if w.rows[r, at.SIZE] > 0:
                string(w, r, nearest_stop(w, r, when), 3)


@compiled
def nearest_stop(w: Week, r: int, when: int) -> int:
    """Tell which visit of a route is nearest to a moment."""
    best = 0
    for k in range(w.rows[r, at.SIZE]):
        if abs(w.stops[r, k, at.E0] - when) < abs(w.stops[r, best, at.E0] - when):
            best = k
    return best


@compiled
def ruin_two_days(w: Week, seed: int) -> None:
    """Two whole routes of one day, near each other."""
    got, day = 0, -1
    for i in range(-1, w.near.shape[2]):
        n = seed if i < 0 else w.near[0, w.rows[seed, at.NEAR], i]
        if n < 0:
            return
        r = w.rows[w.rows[n, at.SEAT0], at.ROUTE]
        if r < 0 or w.rows[r, at.SIZE] == 0 or (day >= 0 and w.rows[r, at.WEEKDAY] != day):
            continue
        day = w.rows[r, at.WEEKDAY]
        size = w.rows[r, at.SIZE]
        for k in range(size):
            w.scratch[k, at.RUN] = w.stops[r, k, at.SEAT]
        for k in range(size):
            take_out(w, w.rows[w.scratch[k, at.RUN], at.NEED])
        got += 1
        if got == 2:
            return


@compiled
def ruin_week(w: Week, seed: int) -> None:
    """Strings through the whole week of the worker who serves a need."""
    r = w.rows[w.rows[seed, at.SEAT0], at.ROUTE]
    if r < 0:
        return
    first = r - w.rows[r, at.WEEKDAY]
    for r in range(first, first + 7):
        if w.rows[r, at.SIZE] > 0 and draw(w) < 0.7:
            string(w, r, below(w, w.rows[r, at.SIZE]), 3)


@compiled
def ruin_team(w: Week, seed: int) -> None:
    """A team with strings on the routes of all its seats."""
    for v in range(w.rows[seed, at.SEAT0], w.rows[seed, at.SEAT1]):
        r = w.rows[v, at.ROUTE]
        if r >= 0:
            string(w, r, position(w, r, v), 4)
    into_bank(w, seed, 0)


@compiled
def ruin_scattered(w: Week, seed: int) -> None:
    """A few needs from anywhere."""
    take_out(w, seed)
    for _ in range(2 + below(w, 6)):
        n = some_served(w)
        if n >= 0:
            take_out(w, n)


@compiled
def some_team(w: Week) -> int:
    """Draw a need of several seats, or one tied to others of its client."""
    for _ in range(40):
        n = w.thin[below(w, w.num[at.ACTIVE]), at.ACTIVE_L]
        if w.rows[n, at.TEAM] != 0:
            return n
    return -1


@compiled
def open_route(w: Week, n: int) -> bool:
    """One left out begins an empty day, whatever that costs, and its neighbours left out follow.

    The first visit of a day seldom pays for the way alone. False where no day can be opened.
    """
    v, many = w.rows[n, at.SEAT0], w.rows[n, at.OPT1] - w.rows[n, at.OPT0]
    pairs = w.rows[v, at.PAIR1] - w.rows[v, at.PAIR0]
    if many == 0 or pairs == 0 or w.rows[n, at.TEAM] != 0 or logged_beyond(w, 1):
        return False
    o, first = w.rows[n, at.OPT0] + below(w, many), below(w, pairs)
    day = w.thin[o, at.DAY]
    for i in range(pairs):
        q = w.rows[v, at.PAIR0] + (first + i) % pairs
        r = w.thin[q, at.ROUTE0] + day
        closed = w.rows[r, at.FROM_HOME] > w.rows[r, at.TO_HOME]
        if closed or w.rows[r, at.SIZE] > 0 or (w.thin[q, at.DAYS] >> day) & 1 == 0:
            continue
        if option_toll(w, o) + pair_toll(w, q) + route_toll(w, r, v) >= at.BLOCKED:
            continue
        serve(w, n, o, w.thin[o, at.LO], w.thin[o, at.HI])
        seat_in(w, v, r, 0, q)
        if not refresh(w, r):
            step_back(w, n)
            return False
        listed = 1 if draw(w) < 0.5 else 0
        for j in range(w.near.shape[2]):
            m = w.near[listed, w.rows[n, at.NEAR], j]
            if m >= 0 and w.rows[m, at.OPT] < 0:
                into_bank(w, m, 0)
        return True
    return False


@compiled
def ruin(w: Week, kind: int) -> bool:
    """Take out one neighbourhood; False where what is left cannot be driven."""
    if w.num[at.ACTIVE] == 0:
        return False
    seed = some_served(w)
    if kind in (ROOM, OPENED) or seed < 0:
        absent = some_absent(w)
        seed = absent if absent >= 0 else seed
    if kind == TEAM:
        team = some_team(w)
        seed = team if team >= 0 else seed
    if seed < 0:
        return False
    if kind == OPENED and w.rows[seed, at.OPT] < 0:
        return open_route(w, seed)
    if w.rows[seed, at.OPT] < 0 and kind != TEAM:
        ruin_hosts(w, seed)
    elif kind <= ONE_HOUR:
        ruin_near(w, seed, kind)
    elif kind == CLIENTS:
        ruin_clients(w, seed)
    elif kind == ROOM:
        ruin_hosts(w, seed)
    elif kind == TWO_DAYS:
        ruin_two_days(w, seed)
    elif kind == WEEK:
        ruin_week(w, seed)
    elif kind == TEAM:
        ruin_team(w, seed)
    else:
        ruin_scattered(w, seed)
    return refresh_touched(w)
