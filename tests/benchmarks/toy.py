"""A plain week small enough to judge by hand: two workers, four visits on two days, five places."""

import numpy as np

from benchmarks.plain.instance import DAYS, Instance

EVERYDAY, RUSSIAN = 1, 1 << 6


def a_week() -> Instance:
    """Worker 0 speaks Russian, worker 1 does not; ten minutes between any two places.

    Visits: 0 and 1 on Monday at 9:00-9:30 and 10:00-10:30, an hour each; 2 on Monday, 9:00 sharp,
    in Russian; 3, the same client's, on Tuesday, when worker 0 alone is at work.
    """
    shift_from = np.full((2, DAYS), -1, np.int64)
    shift_to = np.full((2, DAYS), -1, np.int64)
    shift_from[:, 0], shift_to[:, 0] = 480, 690
    shift_from[0, 1], shift_to[0, 1] = 480, 690
    return Instance(
        size="toy",
        seed=0,
        worker_tags=np.array([EVERYDAY | RUSSIAN, EVERYDAY]),
        worker_place=np.array([3, 4]),
        shift_from=shift_from,
        shift_to=shift_to,
        visit_client=np.array([0, 1, 2, 2]),
        visit_place=np.array([0, 1, 2, 2]),
        visit_day=np.array([0, 0, 0, 1]),
        visit_from=np.array([540, 600, 540, 540]),
        visit_to=np.array([570, 630, 540, 600]),
        visit_minutes=np.array([60, 60, 30, 30]),
        visit_tags=np.array([EVERYDAY, EVERYDAY, EVERYDAY | RUSSIAN, EVERYDAY]),
        east=np.zeros(5, np.int64),
        north=np.zeros(5, np.int64),
        minutes=(10 - 10 * np.eye(5)).astype(np.int16),
    )
