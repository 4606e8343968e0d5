"""Where what stands in the tables of the search.

Few tables with named columns instead of a hundred arrays: every array handed from one
compiled function to another costs nine machine words a call, and neighbours in a row share
a cache line. Routes, needs and seats are rows of one table, ``rows``; what they refer to
by number are rows of it as well.
"""

# rows: a route, a worker's day; routes come first, so stop[r] is theirs
(
    BEGIN,
    END,
    REST,
    ROW0,
    ROW1,
    HOME,
    AFTER_DAY,
    WORKER,
    WEEKDAY,
    SIZE,
    TOUCHED_IN,
    RUINED_IN,
    DIRTY,
    BEST_SIZE,
    FROM_HOME,
    TO_HOME,
    BACK,
    SHORT,
    VERSION,
    OLD_SIZE,
    OLD_FROM_HOME,
    OLD_TO_HOME,
    OLD_BACK,
    OLD_SHORT,
    OLD_VERSION,
) = range(25)
# rows: a need
(
    SEAT0,
    SEAT1,
    OPT0,
    OPT1,
    LEAVE,
    MEMBER0,
    MEMBER1,
    TEAM,
    OPT,
    FROM,
    TO,
    ABSENT_AT,
    CHANGED_IN,
    BANKED_IN,
    NEED_DIRTY,
    OLD_OPT,
    OLD_FROM,
    OLD_TO,
    BEST_OPT,
    BEST_FROM,
    BEST_TO,
    NEAR,
    FROZEN,
    MISSED,
) = range(24)
# rows: a seat; its measures from MEASURE on
(
    NEED,
    PLACE,
    MINUTES,
    PAIR0,
    PAIR1,
    SLOT0,
    BITS,
    ROUTE,
    PAIR,
    OLD_ROUTE,
    OLD_PAIR,
    BEST_PAIR,
    MEASURE,
) = range(13)
WIDTH = 25

# thin: lists of rows come first, so that entry i of a list is row i
ABSENT_L, TOUCHED_L, CHANGED_L, BANK_L, BANK_NEAR, DIRTY_ROUTES_L, DIRTY_NEEDS_L, ACTIVE_L = range(
    8
)
# thin: an option
DAY, LO, HI, OPT_PRICE, OROW0, OROW1 = range(6)
# thin: a pair
ROUTE0, DAYS, PAIR_PRICE, PROW0, PROW1, TIE0, TIE1, PAIR_WORKER = range(8)
# thin: a worker
DAYS0, DAYS1, WATCHED, OPENS, CLOSES, MARK, WORKER_BIT = range(7)

# uses: counter and amount; a tie (row of limits); a member (where the needs of the client
# begin and end in uses); a need of a client; a counter of days
COUNTER, USE = range(2)
FIRST, AFTER_LAST = range(2)

# limits: counters, then bonds
MOST, LEAST, PRICE, COUNT = range(4)
BOND_COUNTER, KNOWN = range(2)

# twos: the best places kept (version of the route and place), then the log
KEPT, TRIED = range(2)
LOGGED_ROW, LOGGED_WAS = range(2)

# scratch: rows for teams and tolls, then SLOTS rows for each seat of a team
TOLL, RUN, PICK, T_LO, T_HI, T_COST, T_ROUTE, T_AT, T_PAIR, WORST, SLOTS_N = range(11)
S_ROUTE, S_AT, S_PAIR, S_COST, S_LO, S_HI = range(6)

# stops: a visit on a route, as it is, as it was, and in the best roster
SEAT, STOP_PLACE, LEG, E0, E1, L0, L1, SPENT, SET_OUT, REMAINS, HOME_AT = range(11)
OLD = 11
BEST_SEAT = 22
STOP_WIDTH = 23

# num: single numbers; what holds for the whole week, then the state of the search
(
    GRID,
    WAY_PRICE,
    BREAK_AFTER,
    DAILY_REST,
    WEEKLY_REST,
    REBATE,
    LOG0,
    SLOT_ROW0,
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
    VERSIONS,
    DIRTY_ROUTES,
    DIRTY_NEEDS,
    ITERATIONS,
    NEEDS0,
    SEATS0,
    OPTS0,
    PAIRS0,
    WORKERS0,
    STRINGS,
    LONGEST_STRING,
    RETRIED,
    MOVED,
    PULL,
    COUNTED,
    MISSES,
) = range(34)

SLOTS = 32
"""Places kept for each seat of a team."""
PLACES = 12
"""Bits for the position of a visit on its route, below those for the way to it."""
MOST_STOPS = (1 << PLACES) - 1
"""Visits on one route that can be counted."""
NONE = 1 << 40
"""No place on a route."""
FOUND_BITS = 32
"""Bits for a place that is kept, below those for the version of its route."""
FOUND_ZERO = 1 << 30
"""Added to a place that is kept: where ways are no metric a detour may save minutes."""
FOUND_MASK = (1 << FOUND_BITS) - 1
NOT_FOUND = 1 << 30
"""What is kept where there is no place."""
BLOCKED = 1 << 40
"""What breaking a must costs."""
LATE, EARLY = 1 << 28, -(1 << 28)
