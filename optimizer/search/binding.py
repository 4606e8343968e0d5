"""Which counters any roster could miss; the others say nothing and are not carried."""

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.columns import Columns
from optimizer.limit import NO_LIMIT
from optimizer.tables import Bools, Ints, starts_of


def counters_that_bind(c: Columns) -> Bools:
    """(counters) whether all choices together could miss the limit, at a price or as a must."""
    t, rows, limits = c.tables, c.rows, c.counters
    reach = limits.start.copy()
    np.add.at(reach, rows.opt_counter, rows.opt_use)
    np.add.at(reach, rows.pair_counter, rows.pair_use)
    np.add.at(reach, rows.bond_counter, 1 - rows.bond_known)
    np.add.at(reach, rows.day_counter, WEEK_DAYS)
    routes = np.repeat(np.arange(len(rows.route_at) - 1), np.diff(rows.route_at))
    open_ = np.maximum(t.shift_end - t.shift_start, 0).ravel()
    for measure, use in enumerate(rows.use):
        total = np.zeros(len(t.worker_home), np.int64)
        np.add.at(total, c.pair_worker, use[c.pair_seat])
        # A day holds no more than its shift, where no more is counted than lasts.
        whole = bool((use <= t.need_minutes[t.seat_need]).all())
        day = np.minimum(np.repeat(total, WEEK_DAYS), open_ if whole else NO_LIMIT)
        mine = rows.route_measure == measure
        np.add.at(reach, rows.route_counter[mine], day[routes[mine]])
    return (limits.price != 0) & ((reach > limits.most) | (limits.least > limits.start))


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
