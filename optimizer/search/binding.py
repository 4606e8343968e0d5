"""Which counters any roster could miss; the others say nothing and are not carried."""

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.columns import DAY_BITS, Columns
from optimizer.counters import MUST
from optimizer.limit import NO_LIMIT
from optimizer.tables import Bools, Ints, starts_of


def counters_that_bind(c: Columns) -> Bools:
    """(counters) whether choices could miss the limit together, at a price or as a must.

    A need is held in one of its options, a seat is taken by one worker, and nobody works
    longer than the shift or a must of the day allows: what no roster reaches binds nothing.
    """
    rows, limits = c.rows, c.counters
    reach = limits.start.copy()
    option = np.repeat(np.arange(len(c.opt_need)), np.diff(rows.opt_at))
    _add_largest(reach, rows.opt_counter, c.opt_need[option], rows.opt_use)
    pair = np.repeat(np.arange(len(c.pair_seat)), np.diff(rows.pair_at))
    _add_largest(reach, rows.pair_counter, c.pair_seat[pair], rows.pair_use)
    np.add.at(reach, rows.bond_counter, 1 - rows.bond_known)
    days = np.zeros(len(c.tables.worker_home), np.int64)
    np.bitwise_or.at(days, c.pair_worker, c.pair_days)
    many = ((days[:, None] & DAY_BITS) > 0).sum(axis=1)
    np.add.at(reach, rows.day_counter, many[rows.day_worker])
    _add_routes(reach, c)
    return (limits.price != 0) & ((reach > limits.most) | (limits.least > limits.start))


def _add_largest(reach: Ints, counter: Ints, owner: Ints, use: Ints) -> None:
    """Of all that an owner could choose, a counter counts one: the largest at most."""
    many = 1 + int(owner.max(initial=0))
    codes, row = np.unique(counter * many + owner, return_inverse=True)
    largest = np.zeros(len(codes), np.int64)
    np.maximum.at(largest, row, use)
    np.add.at(reach, codes // many, largest)


def _add_routes(reach: Ints, c: Columns) -> None:
    """What a worker's days can hold, and no more over the days than there is to do."""
    t, rows, limits = c.tables, c.rows, c.counters
    workers = len(t.worker_home)
    route = np.repeat(np.arange(len(rows.route_at) - 1), np.diff(rows.route_at))
    open_ = np.maximum(t.shift_end - t.shift_start, 0)
    alone = np.bincount(rows.route_counter, minlength=len(reach))[rows.route_counter] == 1
    must = alone & (limits.price[rows.route_counter] == MUST)
    for measure, use in enumerate(rows.use):
        used = use[c.pair_seat]
        day = np.stack(
            [
                np.bincount(c.pair_worker, used * (c.pair_days >> d & 1), workers)
                for d in range(WEEK_DAYS)
            ],
            axis=1,
        ).astype(np.int64)
        # A day holds no more than its shift, where no more is counted than lasts.
        if bool((use <= t.need_minutes[t.seat_need]).all()):
            day = np.minimum(day, open_)
        mine = rows.route_measure == measure
        most = np.full(workers * WEEK_DAYS, NO_LIMIT)
        held = mine & must
        np.minimum.at(most, route[held], limits.most[rows.route_counter[held]].clip(0))
        at, counter, by_day = route[mine], rows.route_counter[mine], day.ravel()
        np.add.at(reach, counter[alone[mine]], by_day[at[alone[mine]]])
        at, counter = at[~alone[mine]], counter[~alone[mine]]
        by_day = np.minimum(by_day, most)
        # Every seat is taken on one of the days.
        total = np.bincount(c.pair_worker, used, workers).astype(np.int64)
        codes, row = np.unique(counter * workers + at // WEEK_DAYS, return_inverse=True)
        whole = np.zeros(len(codes), np.int64)
        np.add.at(whole, row, by_day[at])
        np.add.at(reach, codes // workers, np.minimum(whole, total[codes % workers]))


def merged(
    at: Ints, counter: Ints, use: Ints, chosen: Ints, binds: Bools
) -> tuple[Ints, Ints, Ints]:
    """Rows of the chosen owners on counters that bind; several on one (a family's) added up.

    Gives where each owner's rows begin, counters, and uses.
    """
    many = np.diff(at)[chosen]
    owner = np.repeat(np.arange(len(chosen)), many)
    row = np.repeat(at[:-1][chosen], many) + np.arange(many.sum())
    row -= np.repeat(np.cumsum(many) - many, many)
    kept = binds[counter[row]]
    owner, row = owner[kept], row[kept]
    base = 1 + int(counter.max(initial=0))
    codes, inverse = np.unique(owner * base + counter[row], return_inverse=True)
    added = np.zeros(len(codes), np.int64)
    np.add.at(added, inverse, use[row])
    owners, counters = np.divmod(codes, base)
    return starts_of(np.bincount(owners, minlength=len(chosen)).tolist()), counters, added


def bonds_of(c: Columns, chosen: Ints, binds: Bools) -> tuple[Ints, Ints]:
    """Bonds on counters that bind, pair after pair: where each pair's begin, and the bonds."""
    rows = c.rows
    many = np.diff(rows.bond_at)[chosen]
    owner = np.repeat(np.arange(len(chosen)), many)
    row = np.repeat(rows.bond_at[:-1][chosen], many) + np.arange(many.sum())
    row -= np.repeat(np.cumsum(many) - many, many)
    kept = binds[rows.bond_counter[rows.bond[row]]]
    owner, row = owner[kept], row[kept]
    return starts_of(np.bincount(owner, minlength=len(chosen)).tolist()), rows.bond[row]
