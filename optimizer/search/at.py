"""Where what stands in the tables of the search.

Few tables with named columns instead of a hundred arrays: numba pays for every array that
is handed on, and neighbours in a row share a cache line.
"""

# need, one row more than there are needs
SEAT0, OPT0, LEAVE, MEMBER0, TEAM = range(5)
# opt, one row more
DAY, LO, HI, OPT_PRICE, OPT_ROW = range(5)
# row: counter and use
COUNTER, USE = range(2)
# seat, one row more; its measures from MEASURE on
NEED, PLACE, MINUTES, PAIR0, SLOT0, MEASURE = range(6)
# pair, one row more
WORKER, DAYS, PAIR_PRICE, PAIR_ROW, TIE0 = range(5)
# bond
BOND_COUNTER, KNOWN = range(2)
# route (a worker's day), one row more
BEGIN, END, REST, ROUTE_ROW, HOME, AFTER_DAY = range(6)
# worker, one row more
DAY_COUNTER0, WATCHED, OPENS, CLOSES = range(4)
# limit
MOST, LEAST, PRICE = range(3)
# figure: what holds for the whole week
GRID, WAY_PRICE, BREAK_AFTER, DAILY_REST, WEEKLY_REST, LIMITS, REBATE = range(7)

# num: the state of the search in single numbers
(
    COST,
    STAMP,
    TOUCHED,
    LOGGED,
    CHANGED,
    ABSENT,
    BANK,
    BEST,
    BEST_ABSENT,
    ACTIVE,
    VERSION,
    DROPPED_AT,
    DIRTY_ROUTES,
    DIRTY_NEEDS,
    ITERATIONS,
    GAINS,
) = range(16)
# stop[r, k]: a visit on a route
SEAT, STOP_PLACE, E0, E1, L0, L1 = range(6)
# tour[r]: a route as it is
SIZE, MARK, OLD_SIZE, RUINED, BEST_SIZE, DIRTY, FROM_HOME, TO_HOME, BACK, SHORT = range(10)
OLD_FROM_HOME, OLD_TO_HOME, OLD_BACK, OLD_SHORT = range(10, 14)
# served[n]: a need as it is
OPT, FROM, TO, ABSENT_AT, NEED_MARK, OLD_OPT, OLD_FROM, OLD_TO, BANKED = range(9)
BEST_OPT, BEST_FROM, BEST_TO, NEED_DIRTY = range(9, 13)
# chair[v]: a seat as it is
ROUTE, PAIR, OLD_ROUTE, OLD_PAIR, BEST_PAIR = range(5)
# lists[i]
ABSENT_L, TOUCHED_L, CHANGED_L, BANK_L, BANK_NEAR, DIRTY_ROUTES_L, DIRTY_NEEDS_L, ACTIVE_L = range(8)
# log[i]
LOG_COUNTER, LOG_WAS = range(2)
# scratch[i]
TOLL, RUN, PICK, T_LO, T_HI, T_COST, T_ROUTE, T_AT, T_PAIR, WORST, SLOTS_N = range(11)
# slot[j, i]: a place for one seat of a team
S_ROUTE, S_AT, S_PAIR, S_COST, S_LO, S_HI = range(6)

SLOTS = 32
"""Places kept for each seat of a team."""
NONE = 1 << 20
"""No place on a route."""
BLOCKED = 1 << 40
"""What breaking a must costs."""
LATE, EARLY = 1 << 28, -(1 << 28)
