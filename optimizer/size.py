"""How large a model would be, before it is built."""

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.columns import DAY_BITS, Columns
from optimizer.tables import Bools, Ints


def arcs_of(c: Columns, needs: Bools, workers: Bools) -> int:
    """About how many orders of two meetings the days of these workers and clients could hold."""
    t = c.tables
    need = t.seat_need[c.pair_seat]
    inside = needs[need] & workers[c.pair_worker]
    counts = _visits(c, np.flatnonzero(inside))
    asked, client = t.members_of(np.flatnonzero(needs))
    wanted = np.bincount(client, minlength=1) if len(asked) else np.zeros(1, np.int64)
    return int((counts * counts).sum() + (wanted * wanted).sum() // 2)


def _visits(c: Columns, pairs: Ints) -> Ints:
    """Visits that could lie on each route (worker * 7 + weekday)."""
    need = c.tables.seat_need[c.pair_seat[pairs]]
    wanted = np.zeros(len(c.tables.need_minutes), np.int64)
    np.bitwise_or.at(wanted, c.opt_need, DAY_BITS[c.opt_day])
    row, day = np.nonzero((c.pair_days[pairs] & wanted[need])[:, None] & DAY_BITS)
    route = c.pair_worker[pairs][row] * WEEK_DAYS + day
    return np.bincount(route, minlength=len(c.tables.worker_home) * WEEK_DAYS).astype(np.int64)
