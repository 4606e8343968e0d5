"""What is taken out together: the neighbourhoods."""

from optimizer.search import at
from optimizer.search.compiled import below, compiled, draw
from optimizer.search.moves import into_bank, position, refresh_touched, take_out
from optimizer.search.packed import Packed
from optimizer.search.state import State

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
)
"""Neighbourhoods, in the order of the shares."""
SHARES = (0.15, 0.30, 0.10, 0.08, 0.20, 0.04, 0.06, 0.03, 0.04)
ANY_DAY, ONE_DAY, ONE_HOUR, CLIENTS, ROOM, TWO_DAYS, WEEK, TEAM, SCATTERED = range(9)

STRINGS = 6
"""Routes opened around a need at most."""
LONGEST_STRING = 8
HOUR = 90
"""Minutes around a moment that count as the same hour."""


@compiled
def string(c: Packed, s: State, r: int, k: int, longest: int) -> None:
    """Take out a run of visits of a route around position ``k``."""
    size = s.tour[r, at.SIZE]
    length = min(size, 1 + below(s, min(size, longest)))
    start = max(0, min(k - below(s, length), size - length))
    for j in range(length):
        s.scratch[j, at.RUN] = s.stop[r, start + j, at.SEAT]
    for j in range(length):
        take_out(c, s, c.seat[s.scratch[j, at.RUN], at.NEED])


@compiled
def some_served(s: State) -> int:
    """Draw a need that is served; -1 where none was hit upon."""
    active = s.num[at.ACTIVE]
    for _ in range(20):
        n = s.lists[below(s, active), at.ACTIVE_L]
        if s.served[n, at.OPT] >= 0:
            return n
    return -1


@compiled
def some_absent(s: State) -> int:
    """Draw a need that is left out; -1 where there is none."""
    absent = s.num[at.ABSENT]
    return s.lists[below(s, absent), at.ABSENT_L] if absent > 0 else -1


@compiled
def ruin_near(c: Packed, s: State, seed: int, kind: int) -> None:
    """Strings in the routes that serve a need and its neighbours."""
    strings, day, when = 1 + below(s, STRINGS), -1, 0
    v = c.need[seed, at.SEAT0]
    if kind != ANY_DAY and s.served[seed, at.OPT] >= 0:
        r = s.chair[v, at.ROUTE]
        day, when = r % 7, s.stop[r, position(s, r, v), at.E0]
    listed = 1 if kind == ONE_HOUR or draw(s) < 0.5 else 0
    got = 0
    for i in range(-1, c.near.shape[2]):
        n = seed if i < 0 else c.near[listed, seed, i]
        if n < 0 or got >= strings:
            return
        v = c.need[n, at.SEAT0]
        r = s.chair[v, at.ROUTE]
        if r < 0 or s.tour[r, at.RUINED] == s.num[at.STAMP] or (day >= 0 and r % 7 != day):
            continue
        k = position(s, r, v)
        if kind == ONE_HOUR and abs(s.stop[r, k, at.E0] - when) > HOUR:
            continue
        s.tour[r, at.RUINED] = s.num[at.STAMP]
        string(c, s, r, k, 2 if kind == ONE_HOUR else LONGEST_STRING)
        got += 1


@compiled
def take_client(c: Packed, s: State, n: int) -> None:
    """Take out every meeting of the first client of a need."""
    client = c.member[c.need[n, at.MEMBER0]]
    for j in range(c.client[client], c.client[client + 1]):
        take_out(c, s, c.client_need[j])
        into_bank(s, c.client_need[j], 0)


@compiled
def ruin_clients(c: Packed, s: State, seed: int) -> None:
    """Every meeting of a client and of a few neighbours."""
    take_client(c, s, seed)
    for _ in range(below(s, 4)):
        n = c.near[0, seed, below(s, c.near.shape[2])]
        if n >= 0:
            take_client(c, s, n)


@compiled
def ruin_hosts(c: Packed, s: State, seed: int) -> None:
    """Room for a need: strings around its hours on routes that could take it."""
    take_out(c, s, seed)
    into_bank(s, seed, 0)
    if draw(s) < 0.3:
        take_client(c, s, seed)
    many = c.need[seed + 1, at.OPT0] - c.need[seed, at.OPT0]
    if many == 0:
        return
    o = c.need[seed, at.OPT0] + below(s, many)
    when = (c.opt[o, at.LO] + c.opt[o, at.HI]) // 2
    for v in range(c.need[seed, at.SEAT0], c.need[seed + 1, at.SEAT0]):
        pairs = c.seat[v + 1, at.PAIR0] - c.seat[v, at.PAIR0]
        for _ in range(min(1 + below(s, 3), pairs)):
            q = c.seat[v, at.PAIR0] + below(s, pairs)
            r = c.pair[q, at.WORKER] * 7 + c.opt[o, at.DAY]
            if s.tour[r, at.SIZE] > 0:
                string(c, s, r, nearest_stop(s, r, when), 3)


@compiled
def nearest_stop(s: State, r: int, when: int) -> int:
    """Tell which visit of a route is nearest to a moment."""
    best = 0
    for k in range(s.tour[r, at.SIZE]):
        if abs(s.stop[r, k, at.E0] - when) < abs(s.stop[r, best, at.E0] - when):
            best = k
    return best


@compiled
def ruin_two_days(c: Packed, s: State, seed: int) -> None:
    """Two whole routes of one day, near each other."""
    got, day = 0, -1
    for i in range(-1, c.near.shape[2]):
        n = seed if i < 0 else c.near[0, seed, i]
        if n < 0:
            return
        r = s.chair[c.need[n, at.SEAT0], at.ROUTE]
        if r < 0 or s.tour[r, at.SIZE] == 0 or (day >= 0 and r % 7 != day):
            continue
        day = r % 7
        size = s.tour[r, at.SIZE]
        for k in range(size):
            s.scratch[k, at.RUN] = s.stop[r, k, at.SEAT]
        for k in range(size):
            take_out(c, s, c.seat[s.scratch[k, at.RUN], at.NEED])
        got += 1
        if got == 2:  # noqa: PLR2004 two
            return


@compiled
def ruin_week(c: Packed, s: State, seed: int) -> None:
    """Strings through the whole week of the worker who serves a need."""
    r = s.chair[c.need[seed, at.SEAT0], at.ROUTE]
    if r < 0:
        return
    first = r - r % 7
    for r in range(first, first + 7):
        if s.tour[r, at.SIZE] > 0 and draw(s) < 0.7:
            string(c, s, r, below(s, s.tour[r, at.SIZE]), 3)


@compiled
def ruin_team(c: Packed, s: State, seed: int) -> None:
    """A team with strings on the routes of all its seats."""
    for v in range(c.need[seed, at.SEAT0], c.need[seed + 1, at.SEAT0]):
        r = s.chair[v, at.ROUTE]
        if r >= 0:
            string(c, s, r, position(s, r, v), 4)
    into_bank(s, seed, 0)


@compiled
def ruin_scattered(c: Packed, s: State, seed: int) -> None:
    """A few needs from anywhere."""
    take_out(c, s, seed)
    for _ in range(2 + below(s, 6)):
        n = some_served(s)
        if n >= 0:
            take_out(c, s, n)


@compiled
def some_team(c: Packed, s: State) -> int:
    """Draw a need of several seats, or one tied to others of its client."""
    for _ in range(40):
        n = s.lists[below(s, s.num[at.ACTIVE]), at.ACTIVE_L]
        if c.need[n, at.TEAM] != 0:
            return n
    return -1


@compiled
def ruin(c: Packed, s: State, kind: int) -> bool:
    """Take out one neighbourhood; False where what is left cannot be driven."""
    if s.num[at.ACTIVE] == 0:
        return False
    seed = some_served(s)
    if kind == ROOM or seed < 0:
        absent = some_absent(s)
        seed = absent if absent >= 0 else seed
    if kind == TEAM:
        team = some_team(c, s)
        seed = team if team >= 0 else seed
    if seed < 0:
        return False
    if s.served[seed, at.OPT] < 0 and kind != TEAM:
        ruin_hosts(c, s, seed)
    elif kind <= ONE_HOUR:
        ruin_near(c, s, seed, kind)
    elif kind == CLIENTS:
        ruin_clients(c, s, seed)
    elif kind == ROOM:
        ruin_hosts(c, s, seed)
    elif kind == TWO_DAYS:
        ruin_two_days(c, s, seed)
    elif kind == WEEK:
        ruin_week(c, s, seed)
    elif kind == TEAM:
        ruin_team(c, s, seed)
    else:
        ruin_scattered(c, s, seed)
    return refresh_touched(c, s)
