"""Needs of one client that could overlap: they are held at one minute, not in a stretch."""

import numpy as np

from optimizer.columns import Columns
from optimizer.counters import MUST
from optimizer.tables import Bools

MANY = 30
"""Needs of one client beyond which they are not compared one by one."""


def tied_needs(c: Columns) -> Bools:
    """(needs) whether another need of one of its clients could be at the same time.

    Where a must allows one of the two a day, they cannot.
    """
    t = c.tables
    tied = np.zeros(len(t.need_minutes), np.bool_)
    order = np.argsort(t.member, kind="stable")
    owner = np.repeat(np.arange(len(t.need_minutes)), np.diff(t.need_member))[order]
    client = t.member[order]
    ends = np.flatnonzero(np.diff(client, append=-1))
    begin = 0
    for end in ends.tolist():
        needs = owner[begin : end + 1].tolist()
        begin = end + 1
        if len(needs) > MANY:
            tied[needs] = True
            continue
        for k, a in enumerate(needs):
            for b in needs[k + 1 :]:
                if (not tied[a] or not tied[b]) and _may_overlap(c, a, b):
                    tied[a] = tied[b] = True
    return tied


def _may_overlap(c: Columns, a: int, b: int) -> bool:
    minutes = c.tables.need_minutes
    for x in range(int(c.need_opt[a]), int(c.need_opt[a + 1])):
        for y in range(int(c.need_opt[b]), int(c.need_opt[b + 1])):
            apart = (
                c.opt_lo[x] >= c.opt_hi[y] + minutes[b] or c.opt_lo[y] >= c.opt_hi[x] + minutes[a]
            )
            if not apart and not _exclude(c, x, y):
                return True
    return False


def _exclude(c: Columns, x: int, y: int) -> bool:
    """Whether a must of sums allows only one of two options."""
    rows, limits = c.rows, c.counters
    uses = dict(
        zip(_of(rows.opt_at, rows.opt_counter, x), _of(rows.opt_at, rows.opt_use, x), strict=True)
    )
    return any(
        k in uses and limits.price[k] == MUST and uses[k] + use > limits.most[k]
        for k, use in zip(
            _of(rows.opt_at, rows.opt_counter, y), _of(rows.opt_at, rows.opt_use, y), strict=True
        )
    )


def _of(at: np.ndarray, values: np.ndarray, k: int) -> list[int]:
    found: list[int] = values[at[k] : at[k + 1]].tolist()
    return found
